"""Breaking one call of one function, and the client who tries again."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal

from botocore.exceptions import ClientError, ReadTimeoutError

from infra.local.functions import Killed
from infra.local.twin import Twin

Mode = Literal["before", "after", "lost", "refused"]
"""Killed before the call, killed after it, its answer lost, or refused: only the last two the function lives to see."""


@dataclass(frozen=True, slots=True)
class Call:
    """A call that was made: in which invocation, by which function."""

    invocation: int
    operation: str
    action: str


@dataclass(frozen=True, slots=True)
class Break:
    """What happens to the call with a number."""

    at: int
    mode: Mode


class Wire:
    """Sees every call that functions make, and breaks some of them."""

    def __init__(self, twin: Twin, breaks: tuple[Break, ...] = ()) -> None:
        self._twin = twin
        self._breaks = {each.at: each.mode for each in breaks}
        self._invocation = 0
        self.calls: list[Call] = []
        self.broken: list[str] = []

    @contextmanager
    def tapped(self) -> Iterator["Wire"]:
        """Be on the wire while the context lasts."""
        functions, invoke = self._twin.functions, self._twin.functions.invoke

        def counted(operation: str, event: Any) -> Any:
            self._invocation += 1
            return invoke(operation, event)

        functions.before_call, functions.after_call = self._before, self._after
        functions.invoke = counted  # type: ignore[method-assign]
        try:
            yield self
        finally:
            functions.before_call = functions.after_call = lambda _operation, _action: None
            del functions.invoke

    def _before(self, operation: str, action: str) -> None:
        self.calls.append(Call(self._invocation, operation, action))
        mode = self._breaks.get(len(self.calls) - 1)
        if mode in {"before", "refused"}:
            self._break(f"{mode} {operation} {action}")
        if mode == "before":
            raise Killed
        if mode == "refused":
            said: Any = {"Error": {"Code": "ThrottlingException"}, "ResponseMetadata": {"HTTPStatusCode": 400}}
            raise ClientError(said, action)

    def _after(self, operation: str, action: str) -> None:
        mode = self._breaks.get(len(self.calls) - 1)
        if mode in {"after", "lost"}:
            self._break(f"{mode} {operation} {action}")
        if mode == "after":
            raise Killed
        if mode == "lost":
            raise ReadTimeoutError(endpoint_url=action)

    def _break(self, what: str) -> None:
        self.broken.append(what)


def every_break(calls: Sequence[Call], chosen: Callable[[Call], bool]) -> list[Break]:
    """Return every way to break one of the calls: killed before, killed after, its answer lost.

    Killed after a call is killed before the next one of the same invocation: between them nothing happens, and
    it is tried once.
    """
    breaks = []
    for at, call in enumerate(calls):
        if not chosen(call):
            continue
        last = at + 1 == len(calls) or calls[at + 1].invocation != call.invocation
        breaks += [Break(at, "before"), *([Break(at, "after")] if last else []), Break(at, "lost")]
    return breaks


_TRIES = 6
_UNAVAILABLE = 500


def insist(call: Callable[[], Any]) -> Any:
    """Send the same request until it is answered, as a client does that was told nothing."""
    for _ in range(_TRIES):
        answer = call()
        if answer.status < _UNAVAILABLE:
            return answer
    raise AssertionError(f"{answer.status} {answer.body} after {_TRIES} tries")
