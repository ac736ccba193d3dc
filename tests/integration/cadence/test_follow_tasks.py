"""Weekly lists and health in step with tasks."""

import pytest

from tests.integration.cadence.conftest import Office

TALK = {
    "title": "宏达集团产品升级沟通",
    "expected_result": "约定演示",
    "priority": "high",
    "due_at": "2026-03-13T10:00:00Z",
    "assignee_id": "peer",
    "subject": {"type": "account", "id": "hongda"},
}


def test_a_task_of_nobodys_list_is_none_of_ours(office: Office) -> None:
    office.week_begins()
    before = office.stored()
    office.hears("follow_tasks", "crm.tasks", "TaskCompleted", "task_1", {"result": "好"})
    served = {"result": "好", "serves": ["clist_none-001", f"{office.weekly()['list_id']}-001"]}
    office.hears("follow_tasks", "crm.tasks", "TaskCompleted", "task_2", served)
    assert office.stored() == before, "a draft has nothing that could be done"


@pytest.mark.requirement("R-277")
def test_an_open_task_about_the_same_serves_the_item(office: Office) -> None:
    task_id = office.does("lead", "POST /tasks", TALK)["task_id"]
    other = office.does("lead", "POST /tasks", TALK | {"title": "催收尾款"})["task_id"]
    (item,) = office.publishes()["items"]
    assert item["task_id"] == task_id
    assert office.inbox("rep") == []
    assert {each["task_id"] for each in office.inbox("peer")} == {task_id, other}
    (linked,) = office.happened("CadenceItemLinked")
    assert linked["data"]["merged"] is True
    assert office.does("peer", f"GET /tasks/{task_id}")["serves"] == [item["item_id"]]

    office.does("peer", f"POST /tasks/{task_id}/complete", {"result": "已沟通"})
    (item,) = office.weekly()["items"]
    assert (item["status"], item["done_by"], item["feedback"]) == ("done", "peer", None)


def test_doing_its_task_is_doing_the_item(office: Office) -> None:
    (item,) = office.publishes()["items"]
    office.does("rep", f"POST /tasks/{item['task_id']}/complete", {"result": "已沟通"})
    (item,) = office.weekly()["items"]
    assert (item["status"], item["done_by"], item["health_after"]) == ("done", "rep", 73)
    assert item["next_contact_on"] == "2026-03-23"
    (done,) = office.happened("CadenceItemDone")
    assert (done["data"]["by"], done["data"].get("result")) == ("rep", None)


def test_what_is_done_about_an_account_breaks_its_silence(office: Office) -> None:
    task_id = office.does("lead", "POST /tasks", TALK | {"title": "催收尾款"})["task_id"]
    office.does("peer", f"POST /tasks/{task_id}/complete", {"result": "已付款"})
    shown = office.health()
    assert (shown["heard_of"], shown["heard_at"][:16]) == ("TaskCompleted", "2026-03-08T15:59")
    before = office.stored()
    data = {"result": "好", "account_id": "hongda"}
    office.hears("follow_tasks", "crm.tasks", "TaskCompleted", "task_3", data)
    assert office.stored() == before, "so soon after it says nothing new"
