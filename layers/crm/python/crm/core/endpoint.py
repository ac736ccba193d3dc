"""`@endpoint`: an action that the HTTP API calls.

The Powertools resolver routes, validates and serialises; this seam adds what every action of the suite shares:
who calls, idempotency, versions, refusals as problems in two languages, logs and metrics.
"""

import inspect
import json
import random
import time
from collections.abc import Callable, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Annotated, Any, get_args

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response
from aws_lambda_powertools.event_handler.exceptions import ServiceError
from aws_lambda_powertools.event_handler.openapi.exceptions import RequestValidationError, ResponseValidationError
from aws_lambda_powertools.event_handler.openapi.params import Path
from pydantic import BaseModel

from crm.core import clock, idempotency, identity, log, metrics, problem
from crm.core.access import Access, Caller
from crm.core.command import Command
from crm.core.document import Document
from crm.core.errors import BadRequestError, BusyError, CrmError, InvalidPayloadError, NotFoundError
from crm.core.origin import Origin
from crm.core.request import Request, Unread
from crm.core.runtime import prepare
from crm.core.spec import DEFAULT_MEMORY_MB, DEFAULT_TIMEOUT_SECONDS, Http, Spec, Uses, flatten
from crm.core.transaction import RaceLostError

JSON = "application/json"
_OK = 200
_NO_CONTENT = 204
_RACES = 5
_PAUSE_SECONDS = 0.03


@dataclass(slots=True)
class _Turn:
    """One invocation: its command, and the version of what it answers with."""

    command: Command
    unread: Unread
    version: int | None = None


_PathPart = Annotated[str, Path(min_length=1, max_length=120)]
"""What stands in a path: an id, which is compared and never parsed. One of another form names nothing: 404."""

_turn: ContextVar[_Turn] = ContextVar("turn")


class Endpoint:
    """A handler behind the HTTP API. Lambda calls it with an API Gateway v2 event."""

    def __init__(self, spec: Spec, http: Http) -> None:
        self.spec = spec
        self._http = http
        serializer = partial(json.dumps, ensure_ascii=False, separators=(",", ":"))
        self.app = APIGatewayHttpResolver(
            enable_validation=True, serializer=serializer, response_validation_error_http_code=500
        )
        # Powertools writes path parameters <so>, API Gateway and OpenAPI {so}.
        rule = http.path.replace("{", "<").replace("}", ">")
        self.app.route(rule, method=http.method)(self._route())
        self.app.exception_handler(idempotency.AlreadyDoneError)(self._replay)
        self.app.exception_handler(CrmError)(self._refuse)
        self.app.exception_handler(RequestValidationError)(self._refuse_payload)
        self.app.exception_handler(ServiceError)(self._refuse_service)
        self.app.exception_handler(ResponseValidationError)(self._raise)
        prepare(spec.grants)

    def __call__(self, event: Mapping[str, Any], context: Any) -> dict[str, Any]:
        """Answer a request; whatever happens, the answer is a document that says what to do."""
        request, unread = Request(event, self._http), Unread(event)
        locale = request.locale
        with log.about(function=self.spec.operation, correlation_id=request.correlation_id):
            try:
                now = clock.now()
                caller = identity.identify(self._http.access, request.event, now, locale)
                locale = caller.locale
                command = self._command(request, caller, now)
                answer = self._resolve(_Turn(command, unread), request, context)
            except CrmError as error:
                log.logger.info("refused", code=error.code, status=error.status)
                body = problem.body(error, locale, request.correlation_id)
                answer = _answer(error.status, problem.MEDIA_TYPE, body)
            except Exception:  # noqa: BLE001 - it is logged and counted, and the caller still gets a document
                log.logger.exception("failed")
                metrics.count("Failure")
                answer = _answer(500, problem.MEDIA_TYPE, problem.internal(locale, request.correlation_id))
            finally:
                metrics.flush()
        usual = {
            "X-Correlation-Id": request.correlation_id,
            "Content-Language": locale,
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
        }
        return answer | {"headers": usual | answer["headers"]}

    def _command(self, request: Request, caller: Caller, now: datetime) -> Command:
        identity.require_role(self._http.access, caller)
        if self._http.unread:
            request.leave_unread()
        elif self._http.method != "GET":
            request.read_body()
        return Command(
            caller=caller,
            now=now,
            operation=self.spec.operation,
            correlation_id=request.correlation_id,
            key=request.idempotency_key(),
            fingerprint=request.fingerprint(),
            expected_version=request.expected_version(),
        )

    def _resolve(self, turn: _Turn, request: Request, context: Any) -> dict[str, Any]:
        token = _turn.set(turn)
        try:
            response: dict[str, Any] = self.app.resolve(request.event, context)
        finally:
            _turn.reset(token)
        headers = {name: value for name, value in response.get("headers", {}).items() if value is not None}
        if turn.version is not None:
            headers["ETag"] = f'"{turn.version}"'
        status = self._http.status if response["statusCode"] == _OK else response["statusCode"]
        if status == _NO_CONTENT:
            del headers["Content-Type"]
            response["body"] = ""
        return response | {"headers": headers, "statusCode": status}

    def _route(self) -> Callable[..., Any]:
        function = self.spec.function
        signature = inspect.signature(function, eval_str=True)
        given = {each.name: each.annotation for each in signature.parameters.values()}
        injected = {name: kind for name, kind in given.items() if kind in (Command, Caller, Origin, Unread)}
        for kind in given.values():
            if isinstance(kind, type) and issubclass(kind, BaseModel):
                kind.model_rebuild()  # now, while there is a whole core: a domain's requests are built when used

        def route(**arguments: Any) -> Any:
            turn = _turn.get()
            result = _settle_races(turn, lambda: function(**arguments, **_inject(injected, turn)))
            version = getattr(result, "version", None)
            turn.version = version if isinstance(version, int) else None
            if isinstance(result, Document):
                return Response(200, result.media_type, result.text, dict(result.headers))
            if self._http.produces == JSON:
                return result
            return Response(200, self._http.produces, result)

        shown = [self._shown(each) for each in signature.parameters.values() if each.name not in injected]
        ready = signature.return_annotation is Document or self._http.produces != JSON
        returns = inspect.Signature.empty if ready else signature.return_annotation
        route.__signature__ = signature.replace(parameters=shown, return_annotation=returns)  # type: ignore[attr-defined]
        route.__annotations__ = {each.name: each.annotation for each in shown}
        route.__doc__ = function.__doc__
        route.__name__ = self.spec.name
        return route

    def _shown(self, parameter: inspect.Parameter) -> inspect.Parameter:
        in_path = f"{{{parameter.name}}}" in self._http.path
        return parameter.replace(annotation=_PathPart) if in_path else parameter

    def _replay(self, done: idempotency.AlreadyDoneError) -> Response[str]:
        headers: dict[str, str | list[str]] = {"Idempotent-Replayed": "true"}
        return Response(self._http.status, JSON, done.body.decode(), headers)

    def _refuse(self, error: CrmError) -> Response[str]:
        command = _turn.get().command
        log.logger.info("refused", code=error.code, status=error.status)
        body = problem.body(error, command.caller.locale, command.correlation_id)
        return Response(error.status, problem.MEDIA_TYPE, body)

    def _refuse_payload(self, error: RequestValidationError) -> Response[str]:
        errors = error.errors()
        in_path = next((each for each in errors if each["loc"][0] == "path"), None)
        if in_path is not None:
            return self._refuse(NotFoundError(str(in_path["loc"][1]).removesuffix("_id"), str(in_path["input"])))
        return self._refuse(InvalidPayloadError(errors))

    @staticmethod
    def _raise(error: Exception) -> Response[str]:
        """Keep Powertools from telling the client what is wrong with our own answer."""
        raise error

    def _refuse_service(self, _error: ServiceError) -> Response[str]:
        return self._refuse(BadRequestError())


def _inject(injected: Mapping[str, type], turn: _Turn) -> dict[str, Any]:
    origin = Origin.of(turn.unread.event)
    known = {Command: turn.command, Caller: turn.command.caller, Origin: origin, Unread: turn.unread}
    return {name: known[kind] for name, kind in injected.items()}


def _settle_races(turn: _Turn, run: Callable[[], Any]) -> Any:
    """Run a command until it loses no race; a refusal of a repeated command gives its first answer instead."""
    for attempt in range(_RACES):
        try:
            return run()
        except RaceLostError:
            time.sleep(_PAUSE_SECONDS * (attempt + 1) * random.random())  # noqa: S311 - jitter
            turn.command = replace(turn.command, now=clock.now())
        except CrmError:
            idempotency.raise_if_done(turn.command)
            raise
    raise BusyError


def _answer(status: int, media_type: str, body: str) -> dict[str, Any]:
    headers = {"Content-Type": media_type}
    return {"statusCode": status, "headers": headers, "body": body, "isBase64Encoded": False}


def _conditional(method: str, path: str) -> bool:
    return method in {"PUT", "PATCH", "DELETE"} or (method == "POST" and "{" in path)


def _holds_page(answer: Any, within: tuple[Any, ...] = ()) -> bool:
    if answer in within:
        return False  # a model may be a part of itself
    members = getattr(answer, "model_fields", {})
    parts = [*(each.annotation for each in members.values()), *get_args(answer)]
    return "next_cursor" in members or any(_holds_page(each, (*within, answer)) for each in parts)


def endpoint(
    route: str,
    *,
    access: Access,
    uses: Uses = (),
    status: int = 200,
    errors: Sequence[type[CrmError]] = (),
    produces: str = JSON,
    versioned: bool | None = None,
    once: bool | None = None,
    memory_mb: int = DEFAULT_MEMORY_MB,
    timeout_seconds: int = DEFAULT_TIMEOUT_SECONDS,
) -> Callable[[Callable[..., Any]], Endpoint]:
    """Declare an action of the HTTP API: `@endpoint("POST /cases", status=201, access=…, uses=[…])`.

    The handler's parameters are the path and query parameters by name, `body` a pydantic model, and, where it
    asks for them, the `Caller`, the whole `Command`, the `Origin` of the request, or the `Unread` request, whose
    body is left to it. `errors` are
    the refusals beyond those that every action shares. `versioned` demands `If-Match`; where it is not said, a change
    of what the path names may carry it. `once` (every POST unless it says otherwise) demands an `Idempotency-Key`,
    which the handler's transaction then claims.
    """
    method, _, path = route.partition(" ")

    def declare(function: Callable[..., Any]) -> Endpoint:
        signature = inspect.signature(function, eval_str=True)
        http = Http(
            method=method,
            path=path,
            access=access,
            status=status,
            errors=tuple(errors),
            produces=produces,
            versioned=bool(versioned),
            once=method == "POST" if once is None else once,
            paged="cursor" in signature.parameters,
            conditional=_conditional(method, path) if versioned is None else versioned,
            unread=any(each.annotation is Unread for each in signature.parameters.values()),
            seals=_holds_page(signature.return_annotation),
        )
        return Endpoint(Spec(function, http, flatten(uses), memory_mb, timeout_seconds), http)

    return declare
