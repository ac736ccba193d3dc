"""What a week's lists cost: `python -m tests.load.weekly` lets the week begin for 2,000 owners with 50,000 accounts.

On the twin with DynamoDB Local, in a small and in a large company: what a step needs at most must be the same. One
owner has a hundred times as many accounts as the others, and another's list fails when it is made first.
"""

import argparse
import os
import sys
import time
import tracemalloc
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from typing import Any

os.environ.update(POWERTOOLS_LOG_LEVEL="CRITICAL", POWERTOOLS_METRICS_DISABLED="true")

from crm.core import environment
from crm.core.money import Money
from crm.customers import repository as customers
from crm.customers.models import Account, Contract
from crm.directory import repository as directory
from crm.directory.models import User
from infra.local import dynamodb_local
from infra.local import twin as twins
from infra.local.functions import AwsCall
from infra.local.resources import client
from infra.local.twin import Twin

TEAM = "sales"
STEPS = ("cadence.list_cadence_owners", "cadence.draft_cadence_list", "cadence.record_cadence_page")
SIZES = ((200, 5_000), (2_000, 50_000))
KEY_ACCOUNT_EVERY = 10
WHALE_HAS = 1_000
MONDAY = datetime.fromisoformat("2026-03-09T00:29:00+08:00")
WHALE = "owner-00040"
UNLUCKY = "owner-00007"

_BATCH = 25
_STREAM = {"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"}


@dataclass
class Week:
    """What the week of a company came to."""

    owners: int
    accounts: int
    seconds: float = 0.0
    coverage: dict[str, Any] = field(default_factory=dict)
    drafts: Counter[str] = field(default_factory=Counter)
    """How often each owner's list was made, or tried."""
    runs: int = 0
    calls: Counter[str] = field(default_factory=Counter)
    """AWS calls, by step."""
    peak_kilobytes: Counter[str] = field(default_factory=Counter)
    """The memory that a step took at most, beyond what was there when it began."""
    warm: set[str] = field(default_factory=set)
    """The steps that have loaded what a container loads once: what that takes does not count."""


def measure(owners: int, accounts: int) -> Week:
    """Let the week begin in a company of a size."""
    week = Week(owners, accounts)
    with dynamodb_local.running() as url, twins.running(dynamodb_url=url) as twin:
        twin.add_administrator()
        _do(twin, "POST /teams", {"team_id": TEAM, "name": TEAM})
        _fill(twin, week)
        twin.pump.advance_to(MONDAY)
        _watch(twin, week)
        began = time.perf_counter()
        twin.advance(minutes=2)
        week.seconds = time.perf_counter() - began
        twin.advance(minutes=6)
        week.coverage = _do(twin, f"GET /cadence-coverage?team={TEAM}")
        week.runs = len([each for each in twin.pump.workflows() if "WeeklyCadence" in each["workflow"]])
    return week


def _watch(twin: Twin, week: Week) -> None:
    """Measure every step, and let one owner's list fail once."""
    invoke = twin.functions.invoke

    def see(call: AwsCall) -> None:
        if call.operation in STEPS:
            week.calls[call.operation] += 1

    def measured(operation: str, event: Any) -> Any:
        if operation not in STEPS:
            return invoke(operation, event)
        owner = event["task"].get("owner_id")
        week.drafts[owner] += owner is not None
        if owner == UNLUCKY and week.drafts[owner] <= _TRIES_OF_A_RUN:
            raise RuntimeError("no luck")
        tracemalloc.start()
        try:
            answer = invoke(operation, event)
            peak = tracemalloc.get_traced_memory()[1] // 1024
        finally:
            tracemalloc.stop()
        step = f"{operation} {WHALE}" if owner == WHALE else operation
        if operation in week.warm:
            week.peak_kilobytes[step] = max(week.peak_kilobytes[step], peak)
        if owner is None or answer["listed"]:
            week.warm.add(operation)
        return answer

    twin.functions.watchers.append(see)
    twin.functions.invoke = measured  # type: ignore[method-assign]


_TRIES_OF_A_RUN = 3
"""How often a run of the workflow tries an owner before it records that they failed."""


def _fill(twin: Twin, week: Week) -> None:
    """Write owners and accounts straight into their tables while the streams are off."""
    names = [f"owner-{number:05d}" for number in range(week.owners)]
    with environment.only({"TABLE_DIRECTORY": twin.site.table("directory")}):
        users = (User(id=each, name=each, email=f"{each}@kairos.example", team_id=TEAM) for each in names)
        write(twin, "directory", (directory.users.item_of(each, 0).serialize() for each in users))
    with environment.only({"TABLE_CUSTOMERS": twin.site.table("customers")}):
        accounts = (_account(number, week.accounts, names) for number in range(week.accounts))
        write(twin, "customers", (customers.accounts.item_of(each, 0).serialize() for each in accounts))
    twin.pump.start_over(twin.pump.last_fired)


def _account(number: int, accounts: int, owners: list[str]) -> Account:
    owner = WHALE if number < WHALE_HAS else owners[number * len(owners) // accounts]
    key = number % KEY_ACCOUNT_EVERY == 0
    amount = Money(amount_minor=100_000_000 + number, currency="CNY")
    contract = Contract(amount=amount, renews_on=date(2026, 4, 1)) if key else None
    return Account(id=f"acct-{number:06d}", version=1, name=f"客户 {number}", owner_id=owner, contract=contract)


def write(twin: Twin, domain: str, items: Iterator[Any]) -> None:
    """Write items straight into a table while its stream is off."""
    table = twin.site.table(domain)
    client("dynamodb").update_table(TableName=table, StreamSpecification={"StreamEnabled": False})
    while batch := list(islice(items, _BATCH)):
        requests = [{"PutRequest": {"Item": each | {"version": {"N": "1"}}}} for each in batch]
        client("dynamodb").batch_write_item(RequestItems={table: requests})
    client("dynamodb").update_table(TableName=table, StreamSpecification=_STREAM)


def _do(twin: Twin, route: str, body: Any = None) -> Any:
    answer = twin.call(route, body, user="admin")
    if answer.status not in {200, 201}:
        raise RuntimeError(f"{route}: {answer.status} {answer.body}")
    twin.settle()
    return answer.json


def table(weeks: Iterable[Week]) -> str:
    """Return what was measured, a row a company."""
    head = (
        *("owners", "accounts", "lists", "key accounts", "coverage", "workflow runs", "made again alone"),
        *("calls a list", "kB a list", "kB the longest list", "kB a page's owners", "kB its record", "seconds"),
    )
    return "\n".join([_row(head), _row("---" for _ in head), *(_row(_columns(each)) for each in weeks)])


def _columns(week: Week) -> Iterator[object]:
    shown = week.coverage
    yield from (week.owners, week.accounts, shown["lists"], shown["key_accounts"], shown["coverage"], week.runs)
    yield ", ".join(owner for owner, times in week.drafts.items() if owner and times > 1)
    yield f"{week.calls[STEPS[1]] / sum(week.drafts.values()):.2f}"
    peak = week.peak_kilobytes
    yield from (peak[STEPS[1]], peak[f"{STEPS[1]} {WHALE}"], peak[STEPS[0]], peak[STEPS[2]])
    yield round(week.seconds)


def _row(cells: Iterable[object]) -> str:
    return f"| {' | '.join(map(str, cells))} |"


def main() -> None:
    """Measure the companies asked for, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", nargs=2, type=int, action="append", metavar=("OWNERS", "ACCOUNTS"))
    sizes = parser.parse_args().size or SIZES
    sys.stdout.write(table([measure(*each) for each in sizes]) + "\n")


if __name__ == "__main__":
    main()
