"""The twin as one thing: start it, call its actions, move its clock, look inside."""

import json
import os
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from moto import mock_aws

from crm.core import clock as crm_clock
from infra.local import buckets, moto_gaps, quick, resources
from infra.local.clock import START, TwinClock
from infra.local.functions import Functions
from infra.local.gateway import Answer, api_event, match_route
from infra.local.im_providers import ImProviders, listening
from infra.local.pump import Killed, Pump
from infra.site import Site

__all__ = ["Answer", "Twin", "match_route", "running"]

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


class Twin:
    """The whole suite in this process."""

    def __init__(self, site: Site, clock: TwinClock, user_pool_client: str, im_providers: ImProviders) -> None:
        self.site = site
        self.im_providers = im_providers
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
        return Answer(answer["statusCode"], answer["headers"], answer["body"], answer.get("cookies", ()))

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
        self.add_sign_in(user_id, ["admin"])
        return user_id

    def add_sign_in(self, user_id: str, roles: Iterable[str]) -> None:
        """Let somebody sign in, without a word to the directory."""
        cognito, pool = resources.client("cognito-idp"), self.site.user_pool_id
        cognito.admin_create_user(UserPoolId=pool, Username=user_id)
        for role in roles:
            cognito.admin_add_user_to_group(UserPoolId=pool, Username=user_id, GroupName=role)


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
        im_providers = stack.enter_context(listening())
        resources.client.cache_clear()
        stack.callback(crm_clock.use, None)
        crm_clock.use(clock.now)
        site = Site(
            stage="local",
            region=resources.REGION,
            account=resources.ACCOUNT,
            cursor_key="the-twin's-cursors",
            sender="service@kairos.example",
            portal_url=f"http://127.0.0.1:{port}/p/sign-in?token={{token}}",
            push=resources.create_push_applications(),
            settings={
                "CACHE_SECONDS": str(cache_seconds),
                "ALLOW_LOOPBACK_WEBHOOKS": "1",
                "PLAIN_HTTP": "1",
                "IM_PROVIDERS_URL": im_providers.url,
                "S3_ENDPOINT": f"http://127.0.0.1:{port}/_s3",
            },
        )
        pool, pool_client = resources.create_user_pool()
        site = replace(site, user_pool_id=pool)
        resources.create_tables(site)
        resources.create(site)
        twin = Twin(site, clock, pool_client, im_providers)
        stack.callback(twin.functions.stop)
        stack.enter_context(quick.made())
        stack.enter_context(
            moto_gaps.filled(_by_name(twin), twin.pump.queue, twin.pump.deliver, twin.pump.see, _told_of_files(twin))
        )
        yield twin


def _told_of_files(twin: Twin) -> Callable[[str, str, int], None]:
    def arrived(bucket: str, key: str, size: int) -> None:
        for function, event in buckets.arrival(twin.site, bucket, key, size):
            twin.pump.queue(function, event)

    return arrived


def _by_name(twin: Twin) -> Callable[[str, Any], Any]:
    def invoke(name: str, event: Any) -> Any:
        try:
            return twin.functions.invoke(twin.functions.operation_of(name), event)
        except Killed:
            twin.functions.restart()
            raise

    return invoke


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
