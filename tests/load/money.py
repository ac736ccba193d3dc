"""What a million case lives cost: one is lived through on DynamoDB Local, and everything it used is multiplied."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from crm.core.spec import OnSchedule, OnTimer
from infra import catalog
from infra.local.twin import Twin
from tests.load import company
from tests.load.company import AGENT, do
from tests.load.recorder import Bill, recording

PRICES: dict[str, Any] = json.loads((Path(__file__).parent / "prices.json").read_text(encoding="utf-8"))
STORY = """A life: a customer submits a case, it is routed, its person finds it in their list and opens it, half of the
time for an answer passes, they open it again, reply, ask for logs, get them, reply again and resolve it; a week later
it closes by itself. Left out are the customer's sign-in, mail's own fee, and recurring sweeps, which a company pays
once and not by case."""
BILLED_SECONDS = 0.1
"""How long a run is taken to last. The twin cannot know: it has another processor, and no network."""
LOG_BYTES = 600
"""What a run and its line in the access log are taken to write."""
HALF_OF_THE_TIME = timedelta(minutes=61)
UNTIL_CLOSED = timedelta(days=7, minutes=1)
_SIGN_IN = frozenset({"customers.issue_portal_token", "customers.publish_customers_events"})
_TIMERS = frozenset({"cases.keep_case_timers", "cases.fire_due_case"})
_MILLION = 1_000_000
_MB_OF_A_GB = 1024
_GB = 1_000_000_000


@dataclass(frozen=True)
class Life:
    """What one life used, and what a million of them cost."""

    used: Mapping[str, float]
    usd: Mapping[str, float]
    """For a million lives, by what is paid for."""
    timers_usd: float
    """The part of it that is spent on waiting: keeping schedules and firing them."""

    @property
    def total(self) -> float:
        """USD for a million lives."""
        return sum(self.usd.values())


def measure() -> Life:
    """Live through one case and price it."""
    with company.of(0) as twin:  # others' clocks would run in the same time
        _live(twin)  # the first fills the caches
        with recording(twin) as bill:
            requests = _live(twin)
    operations = [each for each in bill.runs if each not in _SIGN_IN and not _recurs(each)]
    used = _used(bill, operations) | {"http_api_request": requests}
    timers = _used(bill, [each for each in operations if each in _TIMERS])
    return Life(used, _priced(used), sum(_priced(timers).values()))


def _live(twin: Twin) -> int:
    """Live through a case; return how many requests people made."""
    token, asked = company.token(twin), 0

    def ask(route: str, body: Any = None, **caller: str) -> Any:
        nonlocal asked
        asked += 1
        answer = do(twin, route, body, **caller).json
        twin.settle()
        return answer

    case_id = ask("POST /portal/cases", company.CASE, token=token)["case_id"]
    path, portal = f"/cases/{case_id}", f"/portal/cases/{case_id}"
    ask("GET /cases?view=mine&limit=50", user=AGENT)
    ask(f"GET {path}", user=AGENT)
    twin.advance(seconds=HALF_OF_THE_TIME.total_seconds())
    ask(f"GET {path}", user=AGENT)
    ask(f"POST {path}/replies", {"body": "正在核对签名。"}, user=AGENT)
    ask(f"POST {path}/waits", {"wait_for": "customer", "asked": "请提供请求日志。"}, user=AGENT)
    ask(f"GET {portal}", token=token)
    ask(f"POST {portal}/replies", {"body": "日志如下：401 signature expired"}, token=token)
    ask(f"POST {path}/replies", {"body": "签名已过期，请在控制台更换密钥。"}, user=AGENT)
    ask(f"POST {path}/resolution", {"solution": "更换签名密钥", "cause_code": "configuration"}, user=AGENT)
    twin.advance(seconds=UNTIL_CLOSED.total_seconds())
    if ask(f"GET {portal}", token=company.token(twin))["case"]["status"] != "closed":
        raise RuntimeError("the case has not closed by itself")
    return asked


def _recurs(operation: str) -> bool:
    return isinstance(catalog.specs()[operation].trigger, OnSchedule)


def _used(bill: Bill, operations: list[str]) -> dict[str, float]:
    """Return what some actions used, by what is paid for."""
    specs = {name: catalog.specs()[name] for name in operations}
    runs = {name: bill.runs[name] for name in operations}
    seconds = sum(count * BILLED_SECONDS * specs[name].memory_mb / _MB_OF_A_GB for name, count in runs.items())
    return {
        "lambda_request": sum(runs.values()),
        "lambda_gb_second": seconds,
        "dynamodb_write_unit": sum(bill.writes[name] for name in operations),
        "dynamodb_read_unit": sum(bill.reads[name] for name in operations),
        "eventbridge_event": sum(bill.published[name] for name in operations),
        "scheduler_invocation": sum(count for name, count in runs.items() if isinstance(specs[name].trigger, OnTimer)),
        "logs_ingested": sum(runs.values()) * LOG_BYTES / _GB,
    }


def _priced(used: Mapping[str, float]) -> dict[str, float]:
    """Return the USD that a million times as much costs."""
    by_million, by_gb = PRICES["usd_per_million"], PRICES["usd_per_gb"]
    return {
        name: count * (by_million[name] if name in by_million else by_gb[name] * _MILLION)
        for name, count in used.items()
    }
