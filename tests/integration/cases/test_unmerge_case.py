"""Taking a merge back."""

from typing import Any

import pytest

from crm.cases import repository
from crm.core import environment
from infra import catalog
from tests.conftest import problem
from tests.integration.cases.conftest import CASE, Desk, names_bad, only_for
from tests.integration.cases.duplicates import merges

WHY = {"reason": "并非同一问题"}


@pytest.fixture
def merged(desk: Desk) -> str:
    """A case that was merged into the desk's."""
    number: str = desk.opens(title="还是无法登录")["number"]
    merges(desk, number, CASE)
    return number


def _route(number: str) -> str:
    return f"POST /cases/{number}/unmerge"


def test_it_is_for_the_desk(desk: Desk) -> None:
    only_for(desk, _route(CASE), WHY, "agent", "supervisor")


def test_it_says_why(desk: Desk, merged: str) -> None:
    names_bad(desk, "agent", _route(merged), {}, "reason")


def test_what_was_not_merged_is_not_parted(desk: Desk) -> None:
    problem(desk.call("agent", _route(CASE), WHY), 409, "not_merged")


def test_who_works_on_neither_may_not(desk: Desk, merged: str) -> None:
    problem(desk.call("colleague", _route(merged), WHY), 409, "not_your_case")


def test_it_can_be_too_late(desk: Desk, merged: str) -> None:
    until = next(each["data"]["undo_until_at"] for each in desk.events() if each["type"] == "CaseMerged")
    desk.later("2026-03-10T02:00:00+00:00")
    assert (
        problem(desk.call("agent", _route(merged), WHY), 409, "undo_too_late")["facts"]["until_at"][:10] == until[:10]
    )


def test_the_later_merge_is_taken_back_first(desk: Desk, merged: str) -> None:
    third = desk.opens(title="第三次无法登录")["number"]
    merges(desk, CASE, third)
    refused = problem(desk.call("supervisor", _route(merged), WHY), 409, "merged_further")
    assert refused["facts"] == {"number": CASE, "into": third}
    desk.does("supervisor", _route(CASE), WHY)
    desk.does("supervisor", _route(merged), WHY)
    assert [desk.case(each)["number"] for each in (CASE, merged, third)] == [CASE, merged, third]


@pytest.mark.requirement("R-114")
def test_both_are_what_they_were_and_what_was_written_since_stays(desk: Desk) -> None:
    other = desk.opens(title="还是无法登录")["number"]
    desk.does("colleague", f"POST /cases/{other}/watchers", {})
    before = _states(desk, CASE, other)
    load = desk.load("agent")
    merges(desk, other, CASE)
    assert _states(desk, CASE, other) != before
    desk.does("supervisor", _route(other), WHY)
    assert _states(desk, CASE, other) == before
    assert desk.load("agent") == load
    watching = [each["number"] for each in desk.does("colleague", "GET /cases?view=watching")["items"]]
    assert other in watching
    assert CASE not in watching

    merges(desk, other, CASE)
    desk.does("buyer", f"POST /portal/cases/{other}/replies", {"body": "合并后写的"})
    desk.does("supervisor", _route(other), WHY)
    assert "合并后写的" in [each["data"].get("body") for each in desk.events(CASE)]
    assert "合并后写的" not in [each["data"].get("body") for each in desk.events(other)]
    assert desk.case(other)["status"] == "in_progress"


def _states(desk: Desk, *numbers: str) -> list[dict[str, Any]]:
    """Return the whole states of cases, but for when they changed last and how often."""
    spec = catalog.specs()["cases.get_case"]
    with environment.only(desk.twin.site.environment(spec)):
        found = [repository.get_itself(each) for each in numbers]
    return [each.model_dump(exclude={"version", "updated_at"}) for each in found]
