"""What inbox and board cost: `python -m tests.load.boards` reads them among 1,000 and among 100,000 tasks and cards.

On the twin with DynamoDB Local. All of them are open, and a quarter of them wait for the one who reads.
"""

import argparse
import os
import sys
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any, NamedTuple

os.environ.update(POWERTOOLS_LOG_LEVEL="CRITICAL", POWERTOOLS_METRICS_DISABLED="true")

from crm.cards import repository as cards
from crm.cards.card import Card
from crm.core import environment
from crm.tasks import repository as tasks
from crm.tasks.task import Task
from crm.tasks.vocabulary import PRIORITIES
from infra.local import demo, dynamodb_local
from infra.local import twin as twins
from infra.local.twin import Twin
from tests.load.company import DEPLOYED_CACHE_SECONDS
from tests.load.recorder import recording
from tests.load.weekly import write

SIZES = (1_000, 100_000)
PEOPLE = ("wang-qiang", "li-lei", "zhang-min", "zhang-san")
READER = PEOPLE[0]
QUESTIONS = (
    "/inbox",
    "/inbox?limit=50",
    "/tasks?view=given&limit=50",
    "/accounts/customer-a/tasks?limit=50",
    "/boards/collab?of=mine",
    "/boards/collab?of=all",
    "/boards/collab?of=team&team=support",
)
_TASK = {
    "title": "与客户 A 通话",
    "expected_result": "确认续约意向",
    "priority": "high",
    "due_at": "2026-03-20T10:00:00Z",
    "subject": {"type": "account", "id": "customer-a"},
}
_CARD = {
    "card_type": "service_support",
    "title": "客户A 售后问题",
    "assignee_id": READER,
    "account_id": "customer-a",
    "priority": "high",
}


class Cost(NamedTuple):
    """What a question costs in its request path."""

    calls: int
    reads: float


def measure(size: int) -> dict[str, Cost]:
    """Return the cost of each question in a company with so many open tasks and as many open cards."""
    with dynamodb_local.running() as url, twins.running(dynamodb_url=url, cache_seconds=DEPLOYED_CACHE_SECONDS) as twin:
        demo.found(twin)
        _fill(twin, size)
        return {each: _cost(twin, each) for each in QUESTIONS}


def _cost(twin: Twin, question: str) -> Cost:
    _ask(twin, question)
    with recording(twin) as bill:
        _ask(twin, question)
    return Cost(sum(bill.calls.values()), sum(bill.reads.values()))


def _ask(twin: Twin, question: str) -> Any:
    answer = twin.call(f"GET {question}", user=READER)
    if answer.status != 200:
        raise RuntimeError(f"{question}: {answer.status} {answer.body}")
    return answer.json


def _fill(twin: Twin, size: int) -> None:
    task_id = twin.call("POST /tasks", _TASK, user=READER).json["task_id"]
    card_id = twin.call("POST /collab-cards", _CARD, user=PEOPLE[1]).json["card_id"]
    twin.settle()
    given = {f"TABLE_{each.upper()}": twin.site.table(each) for each in ("tasks", "cards", "platform")}
    with environment.only(given):
        task, card = tasks.tasks.get(task_id), cards.cards.get(card_id)
        write(twin, "tasks", (tasks.tasks.item_of(each, 0).serialize() for each in _tasks(task, size)))
        write(twin, "cards", (cards.cards.item_of(each, 0).serialize() for each in _cards(card, size)))


def _tasks(like: Task, size: int) -> Iterator[Task]:
    for number in range(size):
        due_at = like.due_at + timedelta(minutes=number % 10_000)
        who, priority = PEOPLE[number % len(PEOPLE)], PRIORITIES[number // len(PEOPLE) % len(PRIORITIES)]
        other = {"id": f"task_{number:026d}", "assignee_id": who, "priority": priority}
        yield like.model_copy(update=other | {"due_at": due_at, "sla_due_at": due_at})


def _cards(like: Card, size: int) -> Iterator[Card]:
    for number in range(size):
        expected_at = like.expected_at + timedelta(minutes=number % 10_000)
        other = {"id": f"card_{number:026d}", "number": f"K-{number:06d}", "task_id": f"task_of_{number}"}
        yield like.model_copy(update=other | {"expected_at": expected_at, "assignee_id": PEOPLE[number % len(PEOPLE)]})


def table(costs: Iterable[tuple[int, dict[str, Cost]]]) -> str:
    """Return what was measured, a row a question."""
    measured = list(costs)
    head = ["question", *(f"{what}, {size:,}" for size, _ in measured for what in ("AWS calls", "read units"))]
    rows = [[each, *(number for _, cost in measured for number in cost[each])] for each in QUESTIONS]
    return "\n".join(f"| {' | '.join(map(str, cells))} |" for cells in (head, ["---"] * len(head), *rows))


def main() -> None:
    """Measure companies of the sizes asked for, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, action="append")
    sizes = parser.parse_args().size or SIZES
    sys.stdout.write(table((each, measure(each)) for each in sizes) + "\n")


if __name__ == "__main__":
    main()
