"""Following a case no more."""

import pytest

from tests.conftest import problem
from tests.integration.cases.conftest import CASE, READERS, Desk, only_for, refuses_stale

UNWATCH = f"DELETE /cases/{CASE}/watchers/colleague"


@pytest.fixture
def followed(desk: Desk) -> Desk:
    """The desk, with a colleague and somebody of another team who follow the case."""
    for user in ("colleague", "outsider"):
        desk.does("agent", f"POST /cases/{CASE}/watchers", {"user_id": user})
    return desk


def test_it_is_for_who_may_read_the_case(desk: Desk) -> None:
    only_for(desk, UNWATCH, None, *READERS)


def test_only_who_works_on_it_sends_others_away(followed: Desk) -> None:
    refused = problem(followed.call("outsider", UNWATCH), 409, "not_your_case")
    assert refused["facts"] == {"assignee_id": "agent"}
    assert followed.case()["watchers"] == ["colleague", "outsider"]


def test_a_stale_version_is_refused(followed: Desk) -> None:
    refuses_stale(followed, "agent", UNWATCH, None)


@pytest.mark.requirement("R-119")
def test_who_left_is_told_no_more_and_sees_it_no_more(followed: Desk) -> None:
    case = followed.does("outsider", f"DELETE /cases/{CASE}/watchers/outsider")
    assert case["watchers"] == ["colleague"]
    followed.answers()
    assert followed.told("outsider", "case_watched") == []
    assert len(followed.told("colleague", "case_watched")) == 1
    problem(followed.call("outsider", f"GET /cases/{CASE}"), 404, "not_found")
    assert followed.does("outsider", "GET /cases?view=watching")["items"] == []


def test_leaving_twice_is_leaving_once(followed: Desk) -> None:
    first = followed.does("agent", UNWATCH)
    assert followed.does("agent", UNWATCH) == first
