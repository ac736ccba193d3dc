"""Counting cases."""

from itertools import permutations

import pytest

from tests.integration.analytics.conftest import Library
from tests.integration.analytics.test_rebuild_metrics import CASE


@pytest.fixture
def case(library: Library) -> str:
    """A case that `rep` has, of a customer called `buyer`."""
    buyer = {"contact_id": "buyer", "name": "buyer", "email": "buyer@acme.example", "account_id": "acme"}
    library.does("boss", "POST /contacts", buyer)
    case_id: str = library.does("boss", "POST /cases", CASE)["case_id"]
    library.does("boss", f"POST /cases/{case_id}/transfers", {"assignee_id": "rep", "reason": "分派", "cause": "skill"})
    return case_id


def test_who_had_it_first_and_what_became_of_that(library: Library, case: str) -> None:
    assert library.groups("assignment_accuracy", "assignee") == {"rep": 1}
    body = {"assignee_id": "peer", "reason": "不会"}
    library.does("rep", f"POST /cases/{case}/transfers", body)
    assert library.groups("assignment_accuracy", "assignee") == {"rep": 1}
    library.does("peer", f"POST /cases/{case}/transfers", {"assignee_id": "rep", "reason": "不会", "cause": "skill"})
    assert library.groups("assignment_accuracy", "assignee") == {"rep": 1}, "it was not the first who lacked the skill"
    library.does("rep", f"POST /cases/{case}/transfers", body | {"cause": "skill"})
    assert library.groups("assignment_accuracy", "assignee") == {"rep": 0}


def test_a_response_is_theirs_who_gave_it(library: Library, case: str) -> None:
    library.twin.advance(minutes=10)
    library.does("rep", f"POST /cases/{case}/replies", {"body": "正在查看"})
    library.does("rep", f"POST /cases/{case}/transfers", {"assignee_id": "peer", "reason": "出差"})
    assert library.groups("first_response_time", "assignee") == {"rep": 10}
    assert library.groups("first_response_time", "team") == {"sales": 10}
    assert library.groups("sla_attainment", "milestone") == {"first_response": 1}


def test_what_is_open_and_breached_moves_on_when_it_is_done(library: Library, case: str) -> None:
    library.twin.advance(hours=26)
    open_breached = library.groups("sla_open_breached", "milestone")
    responses = [each for each in _milestones(library, case) if each["milestone"] == "first_response"]
    assert open_breached["first_response"] == len(responses) > 1, "each whom it went up to owes one"
    assert library.value("sla_attainment") is None
    library.does("boss", f"POST /cases/{case}/resolution", {"solution": "更换密钥", "cause_code": "configuration"})
    assert library.value("sla_open_breached") == 0
    late = library.groups("sla_overdue_minutes_avg", "milestone")
    assert set(open_breached) == set(late)
    assert min(late.values()) > 0
    library.does("boss", f"POST /cases/{case}/reopenings", {"reason": "又出现了"})
    assert "resolution" not in library.groups("sla_attainment", "milestone"), "it goes on"


def test_events_in_any_order_and_twice_come_to_the_same(library: Library, case: str) -> None:
    library.does("rep", f"POST /cases/{case}/replies", {"body": "正在查看"})
    library.does("rep", f"POST /cases/{case}/resolution", {"solution": "更换密钥", "cause_code": "configuration"})
    events = library.envelopes(case, "CaseOpened", "CaseTransferred", "CaseReplied", "CaseResolved")
    counted = library.counted(of=case)
    assert len(events) == 4
    for order in permutations(events):
        library.forgets()
        for event in (*order, order[0]):
            library.invoke("follow_cases", event)
        assert library.counted(of=case) == counted


def _milestones(library: Library, case: str) -> list[dict[str, str]]:
    shown: list[dict[str, str]] = library.does("boss", f"GET /cases/{case}/sla")["milestones"]
    return shown
