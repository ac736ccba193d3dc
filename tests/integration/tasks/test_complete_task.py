"""Finishing a task."""

import pytest

from infra.local.functions import AwsCall
from tests.conftest import problem
from tests.integration.tasks.conftest import (
    ABOUT_ACME,
    Office,
    happens_once,
    needs,
    not_when,
    only_for_the_concerned,
    refuses_stale,
)

DONE = {"result": "客户同意续约"}


def test_it_is_for_those_whose_task_it_is(office: Office, task: str) -> None:
    only_for_the_concerned(office, task, "complete", DONE)
    needs(office, task, "complete", DONE, "peer", "qa")
    refuses_stale(office, "rep", task, "complete", DONE)


def test_it_needs_a_result(office: Office, task: str) -> None:
    refused = problem(office.call("rep", f"POST /tasks/{task}/complete", {}), 422, "invalid_payload")
    assert [each["field"] for each in refused["errors"]] == ["result"]


@pytest.mark.requirement("R-245", "R-248")
def test_the_account_changes_with_it_in_one_step(office: Office) -> None:
    task = office.gives(**ABOUT_ACME)
    assert office.account()["follow_status"] == "not_followed_up"
    written: list[str] = []

    def watch(call: AwsCall) -> None:
        if call.operation == "tasks.complete_task" and call.action == "TransactWriteItems":
            written.append(call.action)

    office.twin.functions.watchers.append(watch)
    done = happens_once(office, "rep", task, "complete", DONE)
    office.twin.functions.watchers.remove(watch)
    assert (done["status"], done["result"], done["finished_at"]) == ("done", DONE["result"], "2026-03-02T02:00:00Z")
    account = office.account()
    assert (account["follow_status"], account["followed_up_at"], account["version"]) == (
        "followed_up",
        "2026-03-02T02:00:00Z",
        2,
    )
    assert written[0] == "TransactWriteItems"
    assert office.events(task)[-1]["data"] == {**DONE, "follow_status": "followed_up", "account_id": "acme"}
    assert office.events(task)[-1]["actor"] == {"kind": "staff", "id": "rep"}
    changed = office.does("rep", "GET /accounts/acme/timeline")["items"]
    followed = next(each for each in changed if each["type"] == "AccountFollowedUp")
    assert followed["data"] == {"before": "not_followed_up", "after": "followed_up", "task_id": task}


def test_who_did_it_says_how_the_account_stands(office: Office) -> None:
    task = office.gives(**ABOUT_ACME)
    office.act("rep", task, "complete", DONE | {"follow_status": "following_up"})
    assert office.account()["follow_status"] == "following_up"


def test_what_is_about_something_else_changes_no_account(office: Office) -> None:
    task = office.gives(subject={"type": "contact", "id": "buyer"})
    office.act("rep", task, "complete", DONE)
    assert office.account()["version"] == 1


def test_the_giver_is_told_and_it_waits_for_nobody(office: Office, task: str) -> None:
    office.act("rep", task, "complete", DONE)
    assert len(office.told("lead", "task_done")) == 1
    assert office.told("rep", "task_done") == []
    assert (office.inbox("rep"), office.timers(task)) == ([], [])
    not_when(office, "done", "rep", f"POST /tasks/{task}/complete", DONE)


def test_the_parts_come_first(office: Office, task: str) -> None:
    part = office.does("rep", f"POST /tasks/{task}/subtasks", {"title": "报价", "expected_result": "报价单"})["task_id"]
    refused = problem(office.call("rep", f"POST /tasks/{task}/complete", DONE), 409, "subtasks_open")
    assert refused["facts"] == {"task_ids": [part]}
    office.act("rep", part, "complete", DONE)
    assert office.task(task)["open_subtasks"] == []
    assert office.kinds(task)[-1] == "SubtaskEnded"
    assert office.act("rep", task, "complete", DONE)["status"] == "done"


def test_a_manager_may_enter_the_result(office: Office, task: str) -> None:
    assert office.act("boss", task, "complete", DONE)["status"] == "done"
    assert len(office.told("rep", "task_done")) == 1
