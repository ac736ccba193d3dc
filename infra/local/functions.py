"""Running the handlers in this process: each in an environment of its own, every AWS call seen."""

import threading
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from crm.core import aws, environment, runtime
from infra import catalog
from infra.site import Site


@dataclass(frozen=True, slots=True)
class AwsCall:
    """One call that a function made: what the rights test holds against its policy."""

    operation: str
    service: str
    action: str
    parameters: Mapping[str, Any]
    capacity: float
    """The capacity units that DynamoDB reported."""


class Context:
    """What handlers see of Lambda's context object."""

    function_version = "$LATEST"
    aws_request_id = "twin"

    def __init__(self, function_name: str) -> None:
        self.function_name = function_name
        self.memory_limit_in_mb = 512
        self.invoked_function_arn = function_name

    def get_remaining_time_in_millis(self) -> int:
        """Enough: the twin has no time limit."""
        return 30_000


_running: ContextVar[str | None] = ContextVar("running", default=None)


class Functions:
    """All handlers, ready to be called by name.

    `concurrent` lets calls overlap: moto is not made for it, and the Powertools resolver keeps the current
    event in a class attribute, so that calls through the HTTP front are always one after the other.
    """

    def __init__(self, site: Site) -> None:
        self._handlers = catalog.handlers()
        self._site = site
        self._environments: dict[str, dict[str, str]] = {}
        self._by_function_name = {site.function(operation): operation for operation in self._handlers}
        self._lock = threading.RLock()
        self.watchers: list[Callable[[AwsCall], None]] = []
        self.before_call: Callable[[str, str], None] = lambda _operation, _action: None
        self.after_call: Callable[[str, str], None] = lambda _operation, _action: None
        aws.watch(self._watch)

    def operation_of(self, function_name: str) -> str:
        """Return the action behind a function's name or ARN."""
        return self._by_function_name[function_name.rpartition(":")[2]]

    def invoke(self, operation: str, event: Any) -> Any:
        """Run a handler as Lambda would: with its own environment, one at a time."""
        handler = self._handlers[operation]
        if operation not in self._environments:
            self._environments[operation] = self._site.environment(handler.spec)
        with self._lock, environment.only(self._environments[operation]):
            token = _running.set(operation)
            try:
                return handler(event, Context(self._site.function(operation)))
            finally:
                _running.reset(token)

    def restart(self) -> None:
        """Let every function start in a new container."""
        runtime.forget()

    def _watch(self, session: Any) -> None:
        session.register("before-call.*.*", self._before, unique_id="twin-before")
        session.register("after-call.*.*", self._after, unique_id="twin-after")

    def _before(self, model: Any, params: Mapping[str, Any], context: dict[str, Any], **_: Any) -> None:
        operation = _running.get()
        if operation is None:
            return
        context["twin_body"] = params.get("body")
        self.before_call(operation, f"{model.service_model.service_name}:{model.name}")

    def _after(self, model: Any, parsed: Mapping[str, Any], context: dict[str, Any], **_: Any) -> None:
        operation = _running.get()
        if operation is None:
            return
        service, action = model.service_model.service_name, model.name
        call = AwsCall(operation, service, action, _parameters(context), _capacity(parsed))
        for watcher in self.watchers:
            watcher(call)
        self.after_call(operation, f"{service}:{action}")


def _parameters(context: Mapping[str, Any]) -> Mapping[str, Any]:
    body = context.get("twin_body")
    return {"body": body.decode() if isinstance(body, bytes) else body or ""}


def _capacity(parsed: Mapping[str, Any]) -> float:
    consumed = parsed.get("ConsumedCapacity")
    entries = consumed if isinstance(consumed, list) else [consumed]
    return float(sum(each.get("CapacityUnits", 0) for each in entries if each))
