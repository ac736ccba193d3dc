"""API Gateway's HTTP API: from a request to the action behind its route, and to the event that Lambda is handed."""

import base64
import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, unquote

from crm.core import clock
from crm.core.spec import Http, PageRoute
from infra import catalog
from infra.local.resources import ACCOUNT


@dataclass(frozen=True)
class Answer:
    """What an action answered over HTTP."""

    status: int
    headers: Mapping[str, str]
    body: str
    cookies: Sequence[str] = ()

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


def match_route(method: str, path: str) -> tuple[str, dict[str, str]] | None:
    """Return the action behind a route and its path parameters; the most literal route wins."""
    parts = path.strip("/").split("/")
    best: tuple[int, str, dict[str, str]] | None = None
    for operation, spec in catalog.specs().items():
        trigger = spec.trigger
        if not isinstance(trigger, Http | PageRoute) or trigger.method != method:
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
    multi: dict[str, list[str]] = {}
    for name, value in parse_qsl(query, keep_blank_values=True):
        multi.setdefault(name, []).append(value)
    trigger = catalog.specs()[operation].trigger
    assert isinstance(trigger, Http | PageRoute)  # noqa: S101 - only routes get here
    context: dict[str, Any] = {
        "accountId": ACCOUNT,
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
        "time": clock.now().isoformat(),
        "timeEpoch": int(clock.now().timestamp() * 1000),
    }
    if claims is not None:
        context["authorizer"] = {"jwt": {"claims": claims, "scopes": None}}
    given = {name.lower(): value for name, value in headers.items()}
    cookies = given.pop("cookie", "")
    event = {
        "version": "2.0",
        "routeKey": context["routeKey"],
        "rawPath": path,
        "rawQueryString": query,
        "headers": {"content-type": "application/json", **given},
        "queryStringParameters": {name: ",".join(values) for name, values in multi.items()},
        "pathParameters": {name: unquote(value) for name, value in parameters.items()},
        "requestContext": context,
        "isBase64Encoded": False,
    }
    if cookies:
        event["cookies"] = [each.strip() for each in cookies.split(";")]
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
