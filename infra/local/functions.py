"""Running the handlers in this process: each in an environment and with rights of its own, every AWS call seen."""

import json
import threading
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from crm.core import aws, cache, environment, runtime
from infra import catalog
from infra.local import shortcuts
from infra.local.rights import Need, Rights, signed
from infra.site import Site


@dataclass(frozen=True, slots=True)
class AwsCall:
    """One call that a function made, and the permissions it needs."""

    operation: str
    service: str
    action: str
    parameters: Mapping[str, Any]
    needs: tuple[Need, ...]
    capacity: float
    """The capacity units that DynamoDB reported."""

    @property
    def body(self) -> str:
        """The parameters as text, for looking something up in them."""
        return json.dumps(self.parameters, ensure_ascii=False, default=str)


class Killed(BaseException):
    """A function's container was killed in the middle; what it had done stays done."""


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

    Calls are always one after the other: moto is not made for more, and the Powertools resolver keeps the current
    event in a class attribute.
    """

    def __init__(self, site: Site) -> None:
        self._handlers = catalog.handlers()
        self._site = site
        self._environments: dict[str, dict[str, str]] = {}
        self._by_function_name = {site.function(operation): operation for operation in self._handlers}
        self._lock = threading.RLock()
        self.rights = Rights(site)
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
        """Let every function start in a new container. Its clients hold nothing worth forgetting."""
        cache.forget_all()

    def stop(self) -> None:
        """Forget clients too: those made next are for another twin."""
        runtime.forget()

    def _watch(self, session: Any) -> None:
        session.register("before-parameter-build.*.*", _keep_parameters, unique_id="twin-parameters")
        session.register("before-call.*.*", self._before, unique_id="twin-before")
        session.register("after-call.*.*", self._after, unique_id="twin-after")
        session.register("before-sign.s3.*", self._signed, unique_id="twin-signed")

    def _before(self, model: Any, params: dict[str, Any], context: dict[str, Any], **_: Any) -> shortcuts.Answer | None:
        operation = _running.get()
        if operation is None:
            return None
        service, action = model.service_model.service_name, model.name
        if service == "s3":  # what is signed for people leads to the twin's front; what a function asks itself, to moto
            params["url"] = params["url"].replace(
                environment.get("S3_ENDPOINT"), f"https://s3.{self._site.region}.amazonaws.com", 1
            )
        context["twin_needs"] = self.rights.needs(service, action, context["twin_parameters"])
        self.rights.demand(operation, context["twin_needs"], action)
        self.before_call(operation, f"{service}:{action}")
        return shortcuts.answer(service, action, context["twin_parameters"])

    def _after(self, model: Any, parsed: Mapping[str, Any], context: dict[str, Any], **_: Any) -> None:
        operation = _running.get()
        if operation is None:
            return
        service, action = model.service_model.service_name, model.name
        given = context["twin_parameters"]
        self._tell(AwsCall(operation, service, action, given, context["twin_needs"], _capacity(parsed)))
        self.after_call(operation, f"{service}:{action}")

    def _signed(self, request: Any, operation_name: str, **_: Any) -> None:
        """See a form or link that somebody else will use in the function's name."""
        operation = _running.get()
        if operation is None or not request.context.get("is_presign_request"):
            return
        given = signed(request)
        needs = self.rights.needs("s3", operation_name, given)
        self.rights.demand(operation, needs, operation_name)
        self._tell(AwsCall(operation, "s3", operation_name, given, needs, 0.0))

    def _tell(self, call: AwsCall) -> None:
        for watcher in self.watchers:
            watcher(call)


def _keep_parameters(params: Mapping[str, Any], context: dict[str, Any], **_: Any) -> None:
    context["twin_parameters"] = dict(params)


def _capacity(parsed: Mapping[str, Any]) -> float:
    consumed = parsed.get("ConsumedCapacity")
    entries = consumed if isinstance(consumed, list) else [consumed]
    return float(sum(each.get("CapacityUnits", 0) for each in entries if each))
