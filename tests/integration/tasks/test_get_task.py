"""Showing a task."""

import pytest

from tests.conftest import problem
from tests.integration.tasks.conftest import ABOUT_ACME, Office

CONTENT = ("title", "detail", "expected_result", "result", "reason")


def test_who_has_nothing_to_do_with_it_does_not_find_it(office: Office, task: str) -> None:
    problem(office.call(None, f"GET /tasks/{task}"), 401, "not_signed_in")
    for who, sought in (("outsider", task), ("admin", task), ("rep", "task_none"), ("rep", "acme")):
        refused = problem(office.call(who, f"GET /tasks/{sought}"), 404, "not_found")
        assert refused["facts"] == {"kind": "task", "id": sought}


def test_those_it_concerns_see_all_of_it(office: Office, task: str) -> None:
    shown = [office.task(task, by=who) for who in ("rep", "lead", "boss", "peer", "qa")]
    assert all(each == shown[0] for each in shown)
    assert (shown[0]["masked"], shown[0]["title"]) == (False, "与客户通话")


@pytest.mark.requirement("R-251")
def test_what_is_sensitive_is_masked_for_those_it_does_not_concern(office: Office) -> None:
    links = [{"title": "合同", "url": "https://crm.example.com/c/1"}]
    task = office.gives(sensitivity="sensitive", detail="客户考虑更换供应商", links=links, **ABOUT_ACME)
    for who in ("rep", "lead", "boss"):
        shown = office.task(task, by=who)
        assert (shown["masked"], shown["detail"], shown["links"]) == (False, "客户考虑更换供应商", links)
    office.act("rep", task, "complete", {"result": "客户留下"})
    for who in ("peer", "qa"):
        shown = office.task(task, by=who)
        assert (shown["masked"], shown["links"], shown["assignee_id"]) == (True, [], "rep")
        assert [shown[name] for name in CONTENT] == [None] * len(CONTENT)
        assert "客户" not in str(shown)


def test_the_policy_may_keep_the_team_out(office: Office, task: str) -> None:
    office.set_policy(colleagues_see="own")
    office.twin.advance(minutes=2)
    problem(office.call("peer", f"GET /tasks/{task}"), 404, "not_found")
    assert office.task(task, by="rep")["title"] == "与客户通话"
