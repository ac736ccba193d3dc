"""The names a function was given: tables, bus, keys.

A function holds exactly the variables that its grants give it, so a name that is missing here is a grant
that is missing on the handler.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

_given: ContextVar[Mapping[str, str] | None] = ContextVar("environment", default=None)


class NotGrantedError(LookupError):
    """A function asked for a name that none of its grants gives it."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is not in this function's environment: add the grant to its decorator")


def get(name: str) -> str:
    """Return the variable `name`; raise `NotGrantedError` where no grant gives it."""
    given = _given.get()
    try:
        return (os.environ if given is None else given)[name]
    except KeyError:
        raise NotGrantedError(name) from None


def find(name: str, default: str) -> str:
    """Return the variable `name`, or `default` where the stage does not set it."""
    given = _given.get()
    return (os.environ if given is None else given).get(name, default)


@contextmanager
def only(given: Mapping[str, str]) -> Iterator[None]:
    """Let the code inside see `given` instead of the process environment, as a container of its own would."""
    token = _given.set(given)
    try:
        yield
    finally:
        _given.reset(token)
