"""Changing members of a case."""

from typing import Any

import pytest

from tests.conftest import problem
from tests.integration.cases.conftest import AGENTS, CASE, Desk, refuses_stale

EDIT = f"PATCH /cases/{CASE}"
PRODUCT = {"product": "网关 X2", "serial": "SN-1"}


def test_it_is_for_who_handles_cases(desk: Desk) -> None:
    problem(desk.call("buyer", EDIT, PRODUCT, If_Match="2"), 401, "not_signed_in")
    for role in ("qa_supervisor", "knowledge_manager", "integration"):
        assert problem(desk.call(role, EDIT, PRODUCT, If_Match="2"), 403, "not_allowed")["facts"]["roles"] == [*AGENTS]
    for who, reference in (("outsider", CASE), ("agent", "C-999999")):
        answer = desk.call(who, f"PATCH /cases/{reference}", PRODUCT, If_Match="2")
        assert problem(answer, 404, "not_found")["facts"]["id"] == reference


def test_the_version_is_needed_and_must_be_the_present_one(desk: Desk) -> None:
    problem(desk.call("agent", EDIT, PRODUCT), 428, "version_required")
    problem(desk.call("agent", EDIT, PRODUCT, If_Match="*"), 428, "version_required")
    refuses_stale(desk, "agent", EDIT, PRODUCT)


@pytest.mark.requirement("R-189")
@pytest.mark.parametrize(
    ("member", "value"),
    [("priority", "P1"), ("status", "closed"), ("assignee_id", "agent"), ("title", ""), ("language", "Chinese")],
)
def test_bad_member_is_named(desk: Desk, member: str, value: Any) -> None:
    refused = problem(desk.call("agent", EDIT, {member: value}, If_Match="2"), 422, "invalid_payload")
    assert refused["errors"][0]["field"] == member


@pytest.mark.parametrize("member", ["title", "language"])
def test_what_is_needed_is_not_emptied(desk: Desk, member: str) -> None:
    refused = problem(desk.call("agent", EDIT, {member: None}, If_Match="2"), 422, "invalid_payload")
    assert member in refused["errors"][0]["message"]


@pytest.mark.requirement("R-112", "R-187")
def test_what_is_given_changes_and_the_timeline_says_from_what(desk: Desk) -> None:
    before = desk.case()
    answer = desk.call("colleague", EDIT, PRODUCT | {"topic": None}, If_Match=f'"{before["version"]}"')
    assert (answer.status, answer.headers["ETag"]) == (200, f'"{before["version"] + 1}"')
    changed = {name for name in before if answer.json[name] != before[name]}
    assert changed == {"product", "serial", "version"}
    assert desk.case() == answer.json
    event = desk.events()[-1]
    assert (event["type"], event["actor"]["id"]) == ("CaseEdited", "colleague")
    assert event["data"] == {"changes": {"product": [None, "网关 X2"], "serial": [None, "SN-1"]}}
    found = desk.does("agent", "GET /cases?view=mine&serial=SN-1")["items"]
    assert [each["number"] for each in found] == [CASE]


def test_an_edit_that_changes_nothing_writes_nothing(desk: Desk) -> None:
    before = desk.case()
    answer = desk.call("agent", EDIT, {"title": before["title"]}, If_Match=str(before["version"]))
    assert (answer.status, answer.json) == (200, before)
    assert desk.case()["version"] == before["version"]
