"""Giving a task back."""

import pytest

from tests.conftest import problem
from tests.integration.tasks.conftest import Office, happens_once, needs, not_when, only_for_the_concerned

WHY = {"reason": "本周外出培训"}


def test_it_is_for_the_assignee(office: Office, task: str) -> None:
    only_for_the_concerned(office, task, "reject", WHY)
    needs(office, task, "reject", WHY, "lead", "peer", "qa")


@pytest.mark.requirement("R-249")
def test_it_needs_a_reason_and_the_giver_is_told(office: Office, task: str) -> None:
    for body in ({}, {"reason": " "}):
        refused = problem(office.call("rep", f"POST /tasks/{task}/reject", body), 422, "invalid_payload")
        assert [each["field"] for each in refused["errors"]] == ["reason"]
    rejected = happens_once(office, "rep", task, "reject", WHY)
    assert (rejected["status"], rejected["reason"], rejected["returned_to"]) == ("rejected", WHY["reason"], "lead")
    assert office.events(task)[-1]["data"] == {**WHY, "returned_to": "lead"}
    assert len(office.told("lead", "task_rejected")) == 1
    assert office.timers(task) == []


def test_it_waits_for_the_giver_until_they_decide(office: Office, task: str) -> None:
    office.act("rep", task, "reject", WHY)
    assert (office.inbox("rep"), office.inbox("lead")) == ([], [task])
    not_when(office, "rejected", "rep", f"POST /tasks/{task}/start", None, "cancel", "reassign")
    office.act("lead", task, "reassign", {"assignee_id": "peer", "reason": "培训"})
    assert (office.inbox("peer"), office.inbox("lead")) == ([task], [])
