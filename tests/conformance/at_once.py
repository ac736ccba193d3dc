"""Opening cases, or reacting to events, in many containers at once, against one DynamoDB Local.

Each container is a process of its own, as on Lambda: the twin runs one invocation after the other, and neither a
handler nor what it remembers is made for threads. So it is DynamoDB, and nothing of ours, that decides who is first.
"""

import json
import multiprocessing
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from threading import Barrier
from typing import Any

from crm.core import clock, environment, ids
from crm.core.errors import BusyError
from crm.core.transaction import RaceLostError
from infra import catalog
from infra.local.functions import Context
from infra.site import Site
from tests.conformance.stage import sample_text

OPEN, ROUTE = "cases.open_case", "cases.route_case"
ATTEMPTS = 3
"""How often Lambda runs a reaction before it gives up."""


@dataclass(frozen=True)
class Container:
    """What a container is given; it finds DynamoDB through its process's environment."""

    site: Site
    now: datetime

    def runs(self, operation: str, event: Mapping[str, Any]) -> Any:
        """Run a handler in an environment of its own."""
        handler = catalog.handlers()[operation]
        with environment.only(self.site.environment(handler.spec)):
            return handler(event, Context(self.site.function(operation)))

    def opens(self, key: str) -> str:
        """Open a case and find somebody for it; return its id."""
        request = json.loads(sample_text(OPEN))
        request["headers"]["idempotency-key"] = key
        answer = self.runs(OPEN, request)
        assert answer["statusCode"] == 201, answer["body"]
        case_id: str = json.loads(answer["body"])["case_id"]
        event = json.loads(sample_text(ROUTE).replace("${case_id}", case_id))
        event["detail"]["id"] = ids.new_id("evt")
        self.reacts(ROUTE, event)
        return case_id

    def reacts(self, operation: str, event: Mapping[str, Any]) -> None:
        """Run a reaction as often as Lambda would."""
        for attempt in range(ATTEMPTS):
            try:
                self.runs(operation, event)
            except (BusyError, RaceLostError):
                if attempt + 1 == ATTEMPTS:
                    raise
            else:
                return


_start: Any = None


def _ready(start: Barrier) -> None:
    global _start  # noqa: PLW0603 - a pool hands a barrier to its processes in no other way
    _start = start
    catalog.handlers()


def _open_many(container: Container, number: int, count: int) -> list[str]:
    clock.use(lambda: container.now)
    _start.wait(timeout=120)
    return [container.opens(f"container-{number:04d}-case-{each:04d}") for each in range(count)]


def open_at_once(container: Container, containers: int, each: int) -> list[str]:
    """Let so many containers, all starting at the same moment, open `each` cases; return the ids."""
    spawn = multiprocessing.get_context("spawn")
    start = spawn.Barrier(containers)
    with ProcessPoolExecutor(containers, spawn, _ready, (start,)) as pool:
        opened = [pool.submit(_open_many, container, number, each) for number in range(containers)]
        return [case_id for future in opened for case_id in future.result()]


def _react(container: Container, operation: str, event: Mapping[str, Any]) -> None:
    clock.use(lambda: container.now)
    _start.wait(timeout=120)
    container.reacts(operation, event)


def react_at_once(container: Container, operation: str, events: Sequence[Mapping[str, Any]]) -> None:
    """Let as many containers as there are events, all starting at the same moment, react to one each."""
    spawn = multiprocessing.get_context("spawn")
    start = spawn.Barrier(len(events))
    with ProcessPoolExecutor(len(events), spawn, _ready, (start,)) as pool:
        for future in [pool.submit(_react, container, operation, each) for each in events]:
            future.result()
