"""The tasks that weekly lists of key accounts make."""

from typing import Any

from tests.integration.tasks.conftest import ABOUT_ACME, Office

WANTED = {
    "item_id": "clist_1-001",
    "owner_id": "rep",
    "team_id": "sales",
    "week": "2026-W10",
    "account_id": "acme",
    "account_name": "Acme",
    "action": "product_upgrade",
    "title": "产品升级沟通",
    "titles": ["产品升级沟通", "Product upgrade talk"],
    "goal": "约定一次演示",
    "talking_points": ["升级的步骤", "升级的费用"],
    "due_at": "2026-03-06T10:00:00Z",
}
DONE = {
    **{name: WANTED[name] for name in ("item_id", "owner_id", "team_id", "week", "account_id", "account_name")},
    "action": "product_upgrade",
    "title": "产品升级沟通",
    "by": "rep",
    "result": "客户同意",
    "health_before": 70,
    "health_after": 80,
    "next_contact_on": "2026-04-01",
}


def happens(office: Office, type_: str, data: dict[str, Any], id_: str = "1") -> None:
    detail = {
        "id": f"evt_{type_}_{id_}",
        "type": type_,
        "aggregate_id": "clist_1",
        "aggregate_version": 2,
        "actor": {"kind": "system", "id": "system-agent"},
        "occurred_at": "2026-03-02T02:00:00Z",
        "schema_version": 1,
        "correlation_id": "test",
        "cause_id": None,
        "data": data,
    }
    office.invoke("follow_cadence", {"source": "crm.cadence", "detail": detail})


def test_the_owner_has_a_task_once_and_no_notice_of_it(office: Office) -> None:
    for _ in range(2):
        happens(office, "CadenceItemPublished", WANTED)
    (task_id,) = office.inbox("rep")
    task = office.task(task_id)
    assert (task["source"], task["source_ref"], task["serves"]) == ("cadence", "clist_1-001", ["clist_1-001"])
    assert (task["title"], task["expected_result"]) == ("产品升级沟通：Acme", "约定一次演示")
    assert (task["detail"], task["due_at"]) == ("- 升级的步骤\n- 升级的费用", WANTED["due_at"])
    assert task["remind_at"] is None
    office.twin.advance(days=5)
    assert [office.told("rep", each) for each in ("task_assigned", "task_reminder", "task_overdue")] == [[], [], []]


def test_a_task_about_the_same_serves_it(office: Office) -> None:
    same = office.gives(to="peer", title="Ｐroduct Upgrade Talk (Acme)", **ABOUT_ACME)
    for _ in range(2):
        happens(office, "CadenceItemPublished", WANTED)
    assert office.inbox("rep") == []
    assert office.kinds(same) == ["TaskCreated", "TaskMerged"]
    assert office.task(same)["serves"] == ["clist_1-001"]


def test_one_about_another_customer_or_that_is_over_does_not(office: Office) -> None:
    office.gives(to="peer", title="产品升级沟通")
    over = office.gives(to="peer", title="产品升级沟通", **ABOUT_ACME)
    office.act("peer", over, "complete", {"result": "好"})
    happens(office, "CadenceItemPublished", WANTED)
    assert len(office.inbox("rep")) == 1


def test_it_ends_with_the_item_and_its_account_is_followed_up(office: Office) -> None:
    happens(office, "CadenceItemPublished", WANTED)
    (task_id,) = office.inbox("rep")
    for _ in range(2):
        happens(office, "CadenceItemDone", DONE | {"task_id": task_id})
    task = office.task(task_id)
    assert (task["status"], task["result"]) == ("done", "客户同意")
    assert office.account()["follow_status"] == "followed_up"


def test_an_item_that_is_done_by_its_task_does_not_end_it_again(office: Office) -> None:
    happens(office, "CadenceItemPublished", WANTED)
    (task_id,) = office.inbox("rep")
    without_result = {name: value for name, value in DONE.items() if name != "result"}
    happens(office, "CadenceItemDone", without_result | {"task_id": task_id})
    assert office.task(task_id)["status"] == "assigned"


def test_a_talk_that_was_over_before_its_task_was_known_ends_it(office: Office) -> None:
    happens(office, "CadenceItemPublished", WANTED)
    (task_id,) = office.inbox("rep")
    linked = {"item_id": "clist_1-001", "task_id": task_id, "merged": False}
    happens(office, "CadenceItemLinked", linked)
    assert office.task(task_id)["status"] == "assigned"
    happens(office, "CadenceItemLinked", linked | {"result": "客户同意"}, "2")
    assert office.task(task_id)["status"] == "done"


def test_open_parts_keep_it_open(office: Office) -> None:
    happens(office, "CadenceItemPublished", WANTED)
    (task_id,) = office.inbox("rep")
    office.does("rep", f"POST /tasks/{task_id}/subtasks", {"title": "报价", "expected_result": "报价单"})
    happens(office, "CadenceItemDone", DONE | {"task_id": task_id})
    assert office.task(task_id)["status"] == "assigned"
