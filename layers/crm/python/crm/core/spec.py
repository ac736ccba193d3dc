"""What a handler declares about itself.

The one description that CDK, the twin, the API document, the rights test and the README's table of actions read.
"""

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from crm.core.access import Access
from crm.core.errors import CrmError
from crm.core.grants import READ_SIGNING_KEYS, Grant, table

DEFAULT_MEMORY_MB = 512
DEFAULT_TIMEOUT_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Http:
    """Called through the HTTP API."""

    method: str
    path: str
    access: Access
    status: int
    errors: tuple[type[CrmError], ...]
    produces: str
    versioned: bool
    """Whether the caller must say which version it edits (`If-Match`)."""
    once: bool
    """Whether the call carries an `Idempotency-Key`: every POST does."""
    paged: bool
    conditional: bool = False
    """Whether the caller may say which version they mean: where one thing, known by its path, changes."""
    unread: bool = False
    """Whether the action itself reads the request, whose body only it can tell to be genuine."""
    seals: bool = False
    """Whether the answer is a page or holds one, so that the action needs what cursors are signed with."""


@dataclass(frozen=True, slots=True)
class PageRoute:
    """A page for people, or what its form is sent to: called through the API of pages, which has a host of its own."""

    method: str
    path: str
    access: Access
    acts: str | None = None
    """The action (`<domain>.<name>`) that the form carries out: it claims the form's key in that domain's table."""
    seals: bool = False
    """Whether the page is one of a list, so that it needs what cursors are signed with."""


@dataclass(frozen=True, slots=True)
class OnEvent:
    """Called for events of these types on the bus; without types, for all but those from `but_from`."""

    source: str
    types: tuple[str, ...]
    but_from: tuple[str, ...] = ()

    @property
    def pattern(self) -> dict[str, Any]:
        """The pattern of the bus's rule."""
        if not self.types:
            return {"source": [{"anything-but": list(self.but_from)}]}
        return {"source": [self.source], "detail-type": list(self.types)}


@dataclass(frozen=True, slots=True)
class OnStream:
    """Called for the changes of a table that match the pattern."""

    domain: str
    pattern: dict[str, Any]


@dataclass(frozen=True, slots=True)
class OnSchedule:
    """Called at a fixed rate (`rate(5 minutes)`) or by a cron expression, in UTC."""

    expression: str


@dataclass(frozen=True, slots=True)
class OnTimer:
    """Called by the one-time schedules of a domain's aggregates."""


@dataclass(frozen=True, slots=True)
class OnUpload:
    """Called when a file has arrived in the bucket, under a key that begins with `prefix`."""

    bucket: str
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """Called by a task of the named workflow in `infra/workflows/`."""

    workflow: str


Uses = Sequence[Grant | Sequence[Grant]]
"""Single grants and named groups of them, as a handler lists them."""

Trigger = Http | PageRoute | OnEvent | OnStream | OnSchedule | OnTimer | OnUpload | Step


@dataclass(frozen=True)
class Spec:
    """A function: what starts it, what it may touch, how large it is."""

    function: Callable[..., Any]
    trigger: Trigger
    uses: tuple[Grant, ...]
    memory_mb: int
    timeout_seconds: int

    @cached_property
    def domain(self) -> str:
        """The folder of the handler's file."""
        return self.function.__module__.split(".")[-2]

    @cached_property
    def name(self) -> str:
        """The name of the handler's file: the action."""
        return self.function.__module__.split(".")[-1]

    @property
    def operation(self) -> str:
        """`<domain>.<action>`: the name of the function everywhere."""
        return f"{self.domain}.{self.name}"

    @property
    def summary(self) -> str:
        """The first line of the handler's docstring."""
        return self._documentation[0]

    @property
    def description(self) -> str:
        """The rest of the handler's docstring: the rule, or the reason."""
        return "\n".join(self._documentation[1:]).strip()

    @property
    def _documentation(self) -> list[str]:
        return (inspect.getdoc(self.function) or self.operation).splitlines()

    @cached_property
    def grants(self) -> tuple[Grant, ...]:
        """What the handler lists and what its trigger implies, each resource once with all its verbs."""
        verbs: dict[str, dict[Any, None]] = {}
        for grant in (*self.uses, *self._implied()):
            verbs.setdefault(grant.resource, {}).update(dict.fromkeys(grant.verbs))
        return tuple(Grant(resource, tuple(each)) for resource, each in verbs.items())

    def _implied(self) -> tuple[Grant, ...]:
        trigger = self.trigger
        if isinstance(trigger, OnStream):
            return (Grant(f"stream:{trigger.domain}", ("read",)),)
        if isinstance(trigger, PageRoute):
            return _implied_by_page(trigger)
        if not isinstance(trigger, Http):
            return ()
        implied: tuple[Grant, ...] = ()
        if trigger.access.kind == "staff":
            implied += (table("directory", "get"),)
        if trigger.access.kind == "customer":
            implied += (READ_SIGNING_KEYS, table("customers", "get"))
        if trigger.once:
            implied += (table(self.domain, "get", "put"),)
        return implied


def _implied_by_page(page: PageRoute) -> tuple[Grant, ...]:
    implied: tuple[Grant, ...] = (READ_SIGNING_KEYS,)
    if page.access.kind == "customer":
        implied += (table("customers", "get"),)
    if page.acts is not None:
        implied += (table(page.acts.partition(".")[0], "get", "put"),)
    return implied


def flatten(uses: Uses) -> tuple[Grant, ...]:
    """Return the grants one after the other: a handler lists single grants and named groups alike."""
    flat: list[Grant] = []
    for each in uses:
        flat.extend([each] if isinstance(each, Grant) else each)
    return tuple(flat)
