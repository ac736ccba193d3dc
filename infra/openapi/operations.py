"""One action as an operation of the document."""

import json
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from crm.core import i18n
from crm.core.endpoint import JSON
from crm.core.errors import (
    BadRequestError,
    BodyTooLargeError,
    BusyError,
    CrmError,
    IdempotencyKeyInvalidError,
    IdempotencyKeyMissingError,
    IdempotencyKeyReusedError,
    InvalidCursorError,
    InvalidPayloadError,
    NotAllowedError,
    NotFoundError,
    NotSignedInError,
    StaleVersionError,
    UnsupportedMediaTypeError,
    VersionRequiredError,
)
from crm.core.problem import MEDIA_TYPE
from crm.core.spec import Http, Spec
from infra.openapi.components import Components, tidied

_OK = "200"


def operation(handler: Any, http: Http, components: Components) -> dict[str, Any]:
    """Describe an action; what it refers to is added to `components`."""
    spec: Spec = handler.spec
    described = json.loads(handler.app.get_openapi_schema().model_dump_json(by_alias=True, exclude_none=True))
    components.add_all(described.get("components", {}).get("schemas", {}), spec.operation)
    own = described["paths"][http.path][http.method.lower()]
    parameters = [tidied(each) for each in own.get("parameters", [])]
    entry: dict[str, Any] = {
        "operationId": spec.name,
        "tags": [spec.domain],
        "summary": spec.summary.removesuffix("."),
        "description": _description(spec, http),
        "security": [] if http.access.kind == "public" else [{http.access.kind: []}],
        "parameters": parameters + [_parameter(name) for name in _header_parameters(http)],
    }
    if "requestBody" in own:
        entry["requestBody"] = tidied(own["requestBody"])
    answer = own["responses"].get(_OK, {}).get("content", {}).get(JSON, {}).get("schema", {})
    entry["responses"] = {str(http.status): _success(http, tidied(answer), components)}
    for status, errors in _refusals(http, parameters).items():
        entry["responses"][str(status)] = _refusal(status, errors, components)
    return entry


def _description(spec: Spec, http: Http) -> str:
    roles = f"For: {', '.join(f'`{role}`' for role in http.access.roles)}." if http.access.roles else ""
    return "\n\n".join(part for part in (spec.description, roles) if part)


def _header_parameters(http: Http) -> list[str]:
    names = ["IdempotencyKey"] if http.once else []
    names += ["IfMatch"] if http.versioned else ["IfMatchAtWill"] if http.conditional else []
    return [*names, "AcceptLanguage", "CorrelationId"]


def _parameter(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/parameters/{name}"}


def _success(http: Http, schema: dict[str, Any], components: Components) -> dict[str, Any]:
    headers = {"X-Correlation-Id": "CorrelationId", "Content-Language": "ContentLanguage"}
    name = schema.get("$ref", "").rpartition("/")[2]
    shown = components.schemas.get(name, {})
    if shown.get("properties", {}).get("version", {}).get("type") == "integer":
        headers["ETag"] = "ETag"
    if http.once:
        headers["Idempotent-Replayed"] = "IdempotentReplayed"
    success: dict[str, Any] = {
        "description": shown.get("description", HTTPStatus(http.status).phrase),
        "headers": {header: {"$ref": f"#/components/headers/{name}"} for header, name in headers.items()},
    }
    if http.status != HTTPStatus.NO_CONTENT:
        content = schema if http.produces == JSON else {"type": "string"}
        success["content"] = {media_type: {"schema": content} for media_type in http.produces.split(", ")}
    return success


def _refusals(http: Http, parameters: list[Any]) -> dict[int, list[type[CrmError]]]:
    """Return the refusals an action may answer with, by status: those all share, and its own."""
    places = {each["in"] for each in parameters}
    shared: list[tuple[bool, type[CrmError]]] = [
        (True, BadRequestError),
        (http.once, IdempotencyKeyMissingError),
        (http.once, IdempotencyKeyInvalidError),
        (http.paged, InvalidCursorError),
        (http.access.kind != "public", NotSignedInError),
        (http.access.kind == "staff", NotAllowedError),
        ("path" in places, NotFoundError),
        (http.once, IdempotencyKeyReusedError),
        (http.conditional, StaleVersionError),
        (http.method != "GET", BodyTooLargeError),
        (http.method != "GET", UnsupportedMediaTypeError),
        (http.method != "GET" or "query" in places, InvalidPayloadError),
        (http.conditional, VersionRequiredError),
        (http.method != "GET", BusyError),
    ]
    by_status: dict[int, list[type[CrmError]]] = {}
    for error in dict.fromkeys([error for holds, error in shared if holds] + list(http.errors)):
        by_status.setdefault(error.status, []).append(error)
    by_status.setdefault(int(HTTPStatus.INTERNAL_SERVER_ERROR), [])
    return dict(sorted(by_status.items()))


def _refusal(status: int, errors: Iterable[type[CrmError]], components: Components) -> dict[str, str]:
    titles = {error.code: _title(error) for error in errors} or {"internal": _title_of("core", "internal")}
    codes = sorted(titles)
    name = ".".join([str(status), *codes])
    if name not in components.responses:
        problem: dict[str, Any] = {
            "allOf": [
                {"$ref": "#/components/schemas/Problem"},
                {"properties": {"code": {"enum": codes}, "status": {"const": status}}},
            ]
        }
        components.responses[name] = {
            "description": "\n\n".join(f"`{code}`: {titles[code]}" for code in codes),
            "headers": {"X-Correlation-Id": {"$ref": "#/components/headers/CorrelationId"}},
            "content": {MEDIA_TYPE: {"schema": problem}},
        }
    return {"$ref": f"#/components/responses/{name}"}


def _title(error: type[CrmError]) -> str:
    defining = next(each for each in error.__mro__ if "code" in vars(each))
    return _title_of(defining.__module__.split(".")[1], error.code)


def _title_of(domain: str, code: str) -> str:
    return " / ".join(i18n.text(domain, f"errors.{code}.title", locale) for locale in i18n.LOCALES)
