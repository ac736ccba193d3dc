"""The twin as one thing: start it, call its actions, move its clock, look inside."""

import base64
import json
import os
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from moto import mock_aws

from crm.core import clock as crm_clock
from crm.core.spec import Http
from infra import catalog
from infra.local import moto_gaps, resources
from infra.local.clock import START, TwinClock
from infra.local.functions import Functions
from infra.local.pump import Killed, Pump
from infra.site import Site

PASSWORD = "Twin-only-1!"  # noqa: S105 - the user pool lives in this process
_ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "twin",
    "AWS_SECRET_ACCESS_KEY": "twin",
    "AWS_DEFAULT_REGION": resources.REGION,
    "AWS_ACCOUNT_ID_ENDPOINT_MODE": "disabled",
    "AWS_EC2_METADATA_DISABLED": "true",
    "POWERTOOLS_METRICS_DISABLED": "true",
    "POWERTOOLS_LOG_LEVEL": "WARNING",
}


@dataclass(frozen=True)
class Answer:
    """What an action answered over HTTP."""

    status: int
    headers: Mapping[str, str]
    body: str

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


class Twin:
    """The whole suite in this process."""

    def __init__(self, site: Site, clock: TwinClock, user_pool_client: str) -> None:
        self.site = site
        self.clock = clock
        self.user_pool_client = user_pool_client
        self.functions = Functions(site)
        self.pump = Pump(site, clock, self.functions)

    def settle(self) -> int:
        """Carry everything to where it goes, until nothing is left."""
        return self.pump.settle()

    def advance(self, **delta: float) -> datetime:
        """Move the clock forward, `advance(hours=2)`, firing every timer on the way; return the new time."""
        self.pump.advance_to(self.clock.now() + timedelta(**delta))
        return self.clock.now()

    def call(
        self,
        route: str,
        body: Any = None,
        *,
        user: str | None = None,
        token: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Call an action as the HTTP API would: `call("GET /cases/case_1?view=mine", user="li-lei")`.

        `user` signs a colleague in, `token` a customer. A POST gets a fresh `Idempotency-Key` unless one is
        given. A killed function answers 500, as API Gateway would.
        """
        method, _, target = route.partition(" ")
        sent = {name.lower(): value for name, value in (headers or {}).items()}
        if method == "POST":
            sent.setdefault("idempotency-key", str(uuid.uuid4()))
        if token is not None:
            sent["authorization"] = f"Bearer {token}"
        text = body if isinstance(body, str) or body is None else json.dumps(body, ensure_ascii=False)
        claims = None if user is None else self.claims(user)
        return self.request(method, target, sent, text, claims)

    def request(
        self, method: str, target: str, headers: Mapping[str, str], body: str | bytes | None, claims: Any
    ) -> Answer:
        """Run the action behind a route with an API Gateway v2 event; 404 where there is none."""
        path, _, query = target.partition("?")
        found = match_route(method, path)
        if found is None:
            return Answer(404, {"Content-Type": "application/json"}, '{"message":"Not Found"}')
        operation, parameters = found
        event = api_event(method, path, query, headers, body, parameters, claims, operation)
        try:
            answer = self.functions.invoke(operation, event)
        except Killed:
            self.functions.restart()
            return Answer(500, {"Content-Type": "application/json"}, '{"message":"Internal Server Error"}')
        return Answer(answer["statusCode"], answer["headers"], answer["body"])

    def claims(self, user_id: str) -> dict[str, str]:
        """Return what the JWT authorizer would hand on for a colleague's token."""
        cognito = resources.client("cognito-idp")
        groups = cognito.admin_list_groups_for_user(UserPoolId=self.site.user_pool_id, Username=user_id)["Groups"]
        names = " ".join(group["GroupName"] for group in groups)
        return {"username": user_id, "cognito:groups": f"[{names}]", "token_use": "access"}

    def sign_in(self, user_id: str) -> str:
        """Return a real access token of the user pool."""
        cognito, pool = resources.client("cognito-idp"), self.site.user_pool_id
        cognito.admin_set_user_password(UserPoolId=pool, Username=user_id, Password=PASSWORD, Permanent=True)
        answer = cognito.admin_initiate_auth(
            UserPoolId=pool,
            ClientId=self.user_pool_client,
            AuthFlow="ADMIN_USER_PASSWORD_AUTH",
            AuthParameters={"USERNAME": user_id, "PASSWORD": PASSWORD},
        )
        return str(answer["AuthenticationResult"]["AccessToken"])

    def add_administrator(self, user_id: str = "admin") -> str:
        """Let somebody in before the directory holds anybody, as an operator would."""
        cognito, pool = resources.client("cognito-idp"), self.site.user_pool_id
        cognito.admin_create_user(UserPoolId=pool, Username=user_id)
        cognito.admin_add_user_to_group(UserPoolId=pool, Username=user_id, GroupName="admin")
        return user_id


@contextmanager
def running(
    *,
    start: datetime = START,
    ticking: bool = False,
    cache_seconds: int = 0,
    dynamodb_url: str | None = None,
    port: int = 8080,
) -> Iterator[Twin]:
    """Run a twin, empty, until the context ends.

    `dynamodb_url` names a DynamoDB Local to use, `port` is where its HTTP front will be found.
    """
    environment = dict(_ENVIRONMENT)
    config: Any = {"stepfunctions": {"execute_state_machine": True}}
    if dynamodb_url:
        environment |= {
            "AWS_ENDPOINT_URL_DYNAMODB": dynamodb_url,
            "AWS_ENDPOINT_URL_DYNAMODB_STREAMS": dynamodb_url,
        }
        config["core"] = {"passthrough": {"urls": [f"{dynamodb_url}.*"]}}
    clock = TwinClock(start, ticking=ticking)
    with ExitStack() as stack:
        stack.enter_context(_environment(environment))
        stack.enter_context(mock_aws(config=config))
        resources.client.cache_clear()
        stack.callback(crm_clock.use, None)
        crm_clock.use(clock.now)
        site = Site(
            stage="local",
            region=resources.REGION,
            account=resources.ACCOUNT,
            cursor_key="the-twin's-cursors",
            sender="service@kairos.example",
            portal_url=f"http://127.0.0.1:{port}/portal",
            settings={
                "CACHE_SECONDS": str(cache_seconds),
                "ALLOW_LOOPBACK_WEBHOOKS": "1",
                "S3_ENDPOINT": f"http://127.0.0.1:{port}/_s3",
            },
        )
        pool, pool_client = resources.create_user_pool()
        site = replace(site, user_pool_id=pool)
        resources.create_tables(site)
        resources.create(site)
        twin = Twin(site, clock, pool_client)
        stack.callback(twin.functions.restart)
        stack.enter_context(moto_gaps.filled(_by_name(twin), twin.pump.queue, twin.pump.deliver, twin.pump.see))
        yield twin


def _by_name(twin: Twin) -> Callable[[str, Any], Any]:
    return lambda name, event: twin.functions.invoke(twin.functions.operation_of(name), event)


@contextmanager
def _environment(variables: Mapping[str, str]) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def match_route(method: str, path: str) -> tuple[str, dict[str, str]] | None:
    """Return the action behind a route and its path parameters; the most literal route wins."""
    parts = path.strip("/").split("/")
    best: tuple[int, str, dict[str, str]] | None = None
    for operation, spec in catalog.specs().items():
        trigger = spec.trigger
        if not isinstance(trigger, Http) or trigger.method != method:
            continue
        template = trigger.path.strip("/").split("/")
        parameters = _match(template, parts)
        if parameters is not None and (best is None or len(parameters) < best[0]):
            best = (len(parameters), operation, parameters)
    return None if best is None else best[1:]


def _match(template: list[str], parts: list[str]) -> dict[str, str] | None:
    if len(template) != len(parts):
        return None
    found = {}
    for expected, given in zip(template, parts, strict=True):
        if expected.startswith("{"):
            if not given:
                return None
            found[expected[1:-1]] = given
        elif expected != given:
            return None
    return found


def api_event(
    method: str,
    path: str,
    query: str,
    headers: Mapping[str, str],
    body: str | bytes | None,
    parameters: Mapping[str, str],
    claims: Any,
    operation: str,
) -> dict[str, Any]:
    """Return the event that API Gateway's HTTP API (payload format 2.0) hands to Lambda."""
    from urllib.parse import parse_qsl, unquote  # noqa: PLC0415 - nothing else here parses URLs

    multi: dict[str, list[str]] = {}
    for name, value in parse_qsl(query, keep_blank_values=True):
        multi.setdefault(name, []).append(value)
    trigger = catalog.specs()[operation].trigger
    assert isinstance(trigger, Http)  # noqa: S101 - only routes get here
    context: dict[str, Any] = {
        "accountId": resources.ACCOUNT,
        "apiId": "twin",
        "domainName": "127.0.0.1",
        "http": {
            "method": method,
            "path": path,
            "protocol": "HTTP/1.1",
            "sourceIp": "127.0.0.1",
            "userAgent": "",
        },
        "requestId": str(uuid.uuid4()),
        "routeKey": f"{method} {trigger.path}",
        "stage": "$default",
        "time": crm_clock.now().isoformat(),
        "timeEpoch": int(crm_clock.now().timestamp() * 1000),
    }
    if claims is not None:
        context["authorizer"] = {"jwt": {"claims": claims, "scopes": None}}
    event = {
        "version": "2.0",
        "routeKey": context["routeKey"],
        "rawPath": path,
        "rawQueryString": query,
        "headers": {"content-type": "application/json", **{k.lower(): v for k, v in headers.items()}},
        "queryStringParameters": {name: ",".join(values) for name, values in multi.items()},
        "pathParameters": {name: unquote(value) for name, value in parameters.items()},
        "requestContext": context,
        "isBase64Encoded": False,
    }
    if isinstance(body, bytes):
        event |= _as_gateway_hands_on(body)
    elif body is not None:
        event["body"] = body
    return event


def _as_gateway_hands_on(body: bytes) -> dict[str, Any]:
    try:
        return {"body": body.decode()}
    except UnicodeDecodeError:
        return {"body": base64.b64encode(body).decode(), "isBase64Encoded": True}
