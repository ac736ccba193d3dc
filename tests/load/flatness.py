"""What the commonest actions cost in a small and in a large company: it must be the same."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from infra.local.demo import SUPERVISOR
from infra.local.twin import Twin
from tests.load import company
from tests.load.company import AGENT, do
from tests.load.recorder import recording

SIZES = (1_000, 100_000)
REPEATS = 20
"""As many as case numbers are taken at a time, so that taking them is counted once."""


@dataclass(frozen=True)
class Cost:
    """What one call of an action costs in its request path."""

    requests: float
    """Calls of AWS."""
    reads: float
    writes: float


def measure(cases: int) -> dict[str, Cost]:
    """Return the cost of each action in a company of so many cases."""
    with company.of(cases) as twin:
        do(twin, "POST /portal/cases", company.submission(), token=company.token(twin))
        twin.settle()
        return {name: _cost(twin, act) for name, act in _ACTIONS.items()}


def _cost(twin: Twin, act: Callable[[Twin], Callable[[], Any]]) -> Cost:
    requests = reads = writes = 0.0
    for _ in range(REPEATS):
        prepared = act(twin)
        twin.settle()
        with recording(twin) as bill:
            prepared()
        requests += sum(bill.calls.values())
        reads += sum(bill.reads.values())
        writes += sum(bill.writes.values())
        twin.settle()
    return Cost(requests / REPEATS, reads / REPEATS, writes / REPEATS)


def _opening(twin: Twin) -> Callable[[], Any]:
    token = company.token(twin)
    return lambda: do(twin, "POST /portal/cases", company.submission(), token=token)


def _replying(twin: Twin) -> Callable[[], Any]:
    case_id = company.open_case(twin)
    return lambda: company.reply(twin, case_id)


def _replying_again(twin: Twin) -> Callable[[], Any]:
    case_id = company.open_case(twin)
    twin.settle()
    company.reply(twin, case_id)
    return lambda: company.reply(twin, case_id)


def _resolving(twin: Twin) -> Callable[[], Any]:
    case_id = company.open_case(twin)
    twin.settle()
    company.reply(twin, case_id)
    return lambda: company.resolve(twin, case_id)


def _getting(twin: Twin) -> Callable[[], Any]:
    case_id = company.open_case(twin)
    return lambda: do(twin, f"GET /cases/{case_id}", user=AGENT)


def _listing(twin: Twin) -> Callable[[], Any]:
    return lambda: do(twin, "GET /cases?view=mine&limit=50", user=AGENT)


def _submitting_again(twin: Twin) -> Callable[[], Any]:
    token, body = company.token(twin), company.submission()
    do(twin, "POST /portal/cases", body, token=token)
    return lambda: do(twin, "POST /portal/cases", body, token=token)


def _merging(twin: Twin) -> Callable[[], Any]:
    main, case_id = company.open_case(twin), company.open_case(twin)
    body = {"into": main, "reason": "同一问题"}
    return lambda: do(twin, f"POST /cases/{case_id}/merge", body, user=SUPERVISOR)


def _comparing(twin: Twin) -> Callable[[], Any]:
    case_id = company.open_case(twin)
    return lambda: do(twin, f"GET /cases/similar?case={case_id}", user=AGENT)


_ACTIONS: dict[str, Callable[[Twin], Callable[[], Any]]] = {
    "open a case": _opening,
    "reply for the first time": _replying,
    "reply again": _replying_again,
    "resolve": _resolving,
    "open one": _getting,
    "list my queue, 50 rows": _listing,
    "submit the same again": _submitting_again,
    "merge": _merging,
    "find similar ones": _comparing,
}
