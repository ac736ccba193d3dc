"""Letting somebody else do a task."""

from tests.conftest import problem
from tests.integration.tasks.conftest import Office, happens_once, needs, not_when, only_for_the_concerned

TO_PEER = {"assignee_id": "peer", "reason": "更熟悉该客户"}


def test_it_is_for_who_gave_it_and_those_above(office: Office, task: str) -> None:
    only_for_the_concerned(office, task, "reassign", TO_PEER)
    needs(office, task, "reassign", TO_PEER, "rep", "peer", "qa")


def test_it_goes_along_the_reporting_line(office: Office, task: str) -> None:
    route = f"POST /tasks/{task}/reassign"
    refused = problem(office.call("lead", route, TO_PEER | {"assignee_id": "outsider"}), 403, "outside_your_line")
    assert refused["facts"] == {"id": "outsider"}
    problem(office.call("lead", route, TO_PEER | {"assignee_id": "nobody"}), 422, "task_assignee_unknown")


def test_it_moves_from_one_inbox_to_the_other(office: Office, task: str) -> None:
    office.act("rep", task, "start")
    given = happens_once(office, "lead", task, "reassign", TO_PEER)
    assert (given["status"], given["assignee_id"], given["accepted_at"]) == ("assigned", "peer", None)
    assert (office.inbox("rep"), office.inbox("peer")) == ([], [task])
    assert len(office.told("peer", "task_assigned")) == 1
    assert len(office.told("rep", "task_withdrawn")) == 1
    assert office.events(task)[-1]["data"]["reason"] == TO_PEER["reason"]


def test_a_collision_there_is_told(office: Office, task: str) -> None:
    other = office.gives(to="peer")
    assert office.act("lead", task, "reassign", TO_PEER)["schedule_conflict"]["task_ids"] == [other]


def test_what_is_over_is_not_handed_on(office: Office, task: str) -> None:
    office.act("rep", task, "complete", {"result": "好"})
    not_when(office, "done", "lead", f"POST /tasks/{task}/reassign", TO_PEER)
