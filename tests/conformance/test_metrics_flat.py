"""Reading a metric costs the same however much was counted: as many calls, and as many units but for longer numbers."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice, product
from typing import Any

import pytest

from crm.analytics.contributions import Contribution, moves
from crm.analytics.repository.facts import row_of
from infra.local import demo, dynamodb_local
from infra.local import twin as twins
from infra.local.resources import client
from infra.local.twin import Twin
from tests.load.recorder import recording

pytestmark = pytest.mark.conformance

SMALL, LARGE = 100, 10_000
LONGER_NUMBERS = 1.2
PEOPLE = ("li-lei", "zhang-min", "zhang-san", "wang-qiang")
MORNING = datetime(2026, 3, 2, 1, tzinfo=UTC)
READERS = ("li-lei", "wang-qiang", "qa")
QUESTIONS = (
    "/metrics/task_acceptance_rate",
    "/metrics/task_acceptance_rate?by=assignee",
    "/metrics/task_acceptance_rate?by=day",
    "/metrics/task_acceptance_rate/explain?limit=25",
)


@pytest.fixture
def real() -> Iterator[Twin]:
    with dynamodb_local.running() as url, twins.running(dynamodb_url=url) as twin:
        demo.found(twin)
        yield twin


def facts(first: int, last: int) -> Iterator[Contribution]:
    """Return what the tasks of a working day contribute, in each quarter of an hour of it and for everybody."""
    for number in range(first, last):
        yield Contribution(
            metric="task_acceptance_rate@1",
            key=str(number),
            at=MORNING + timedelta(minutes=15 * (number // len(PEOPLE) % 32), milliseconds=number),
            amount=number % 2,
            assignee_id=PEOPLE[number % len(PEOPLE)],
            team_id="support",
        )


def count(twin: Twin, first: int, last: int) -> None:
    """Write the rows of facts, and their counters as those of all up to `last`."""
    rows = (row_of("task", f"task_{each.key}", f"ROW#{each.key}", each).serialize() for each in facts(first, last))
    write(twin, rows)
    write(
        twin,
        (
            {
                "pk": {"S": cell.partition},
                "sk": {"S": "#".join((cell.day, *cell.values))},
                **{name: {"N": str(by)} for name, by in members.items()},
            }
            for cell, members in moves((), facts(0, last)).items()
        ),
    )


def write(twin: Twin, items: Iterable[dict[str, Any]]) -> None:
    table, left = twin.site.table("analytics"), iter(items)
    while some := list(islice(left, 25)):
        client("dynamodb").batch_write_item(RequestItems={table: [{"PutRequest": {"Item": each}} for each in some]})


def costs(twin: Twin) -> dict[tuple[str, str], tuple[int, float]]:
    """Return, by who asks what, the calls of DynamoDB and the read units."""
    found = {}
    for who, question in product(READERS, QUESTIONS):
        assert twin.call(f"GET {question}", user=who).status == 200
        with recording(twin) as bill:
            answer = twin.call(f"GET {question}", user=who)
        assert answer.status == 200
        found[who, question] = (sum(bill.calls.values()), sum(bill.reads.values()))
    return found


def test_a_hundred_times_as_much_costs_the_same(real: Twin) -> None:
    count(real, 0, SMALL)
    before = costs(real)
    count(real, SMALL, LARGE)
    assert real.call("GET /metrics/task_acceptance_rate", user="qa").json["denominator"] == LARGE
    after = costs(real)
    for asked, (calls, units) in after.items():
        assert calls == before[asked][0] <= 5 + len(READERS), asked
        assert units <= before[asked][1] * LONGER_NUMBERS, asked
