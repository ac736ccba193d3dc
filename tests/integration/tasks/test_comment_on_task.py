"""Saying something about a task."""

from tests.conftest import problem
from tests.integration.tasks.conftest import Office, happens_once, only_for_the_concerned

SAID = {"body": "请看合同"}


def test_it_is_for_who_may_read_it(office: Office, task: str) -> None:
    only_for_the_concerned(office, task, "comments", SAID)
    for who in ("lead", "rep", "peer", "qa", "boss"):
        office.act(who, task, "comments", SAID)


def test_who_is_mentioned_must_exist(office: Office, task: str) -> None:
    body = SAID | {"mentions": ["rep", "nobody"]}
    refused = problem(office.call("lead", f"POST /tasks/{task}/comments", body), 422, "task_mention_unknown")
    assert refused["facts"] == {"field": "mentions", "ids": ["nobody"]}


def test_who_is_mentioned_is_told_and_may_read(office: Office, task: str) -> None:
    problem(office.call("outsider", f"GET /tasks/{task}"), 404, "not_found")
    body = {"body": "请 @outsider 看看，抄送 mail@peer.example 和 @nobody", "mentions": ["rep"]}
    said = happens_once(office, "lead", task, "comments", body)
    assert said["watchers"] == ["outsider"]
    assert office.task(task, by="outsider")["title"] == "与客户通话"
    assert [len(office.told(who, "task_mention")) for who in ("outsider", "rep", "peer")] == [1, 1, 0]


def test_it_may_be_said_of_what_is_over(office: Office, task: str) -> None:
    office.act("rep", task, "complete", {"result": "好"})
    assert office.act("lead", task, "comments", SAID)["status"] == "done"
