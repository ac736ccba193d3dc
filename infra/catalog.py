"""The catalog: every action of the suite, read from the handlers themselves."""

import importlib
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from crm.core.spec import Spec

ROOT = Path(__file__).resolve().parents[1]
FUNCTIONS = ROOT / "functions"


class Handler(Protocol):
    """What every handler file exports as `handler`."""

    spec: Spec

    def __call__(self, event: object, context: object) -> object:
        """Lambda's entry point."""


class CatalogError(Exception):
    """Two actions contradict each other, or one says too little of itself."""


@lru_cache(maxsize=1)
def handlers() -> dict[str, Handler]:
    """Return every handler by `<domain>.<action>`, in order; raise what an import raises: nothing is skipped."""
    found: dict[str, Handler] = {}
    for path in sorted(FUNCTIONS.glob("*/[!_]*.py")):
        module = importlib.import_module(f"functions.{path.parent.name}.{path.stem}")
        found[module.handler.spec.operation] = module.handler
    _check(found)
    return found


def specs() -> dict[str, Spec]:
    """Return what every action declares, by `<domain>.<action>`."""
    return {operation: handler.spec for operation, handler in handlers().items()}


def domains() -> list[str]:
    """Return the domains that have actions, in alphabetical order."""
    return sorted({spec.domain for spec in specs().values()})


def _check(found: dict[str, Handler]) -> None:
    routes: dict[tuple[str, str], str] = {}
    for operation, handler in found.items():
        if not handler.spec.function.__doc__:
            raise CatalogError(f"{operation} has no docstring: it is the API document")
        trigger = handler.spec.trigger
        route = (getattr(trigger, "method", ""), getattr(trigger, "path", ""))
        if route[1] and routes.setdefault(route, operation) != operation:
            raise CatalogError(f"{operation} and {routes[route]} have the same route")
