"""The parts of a task, listed."""

from tests.conftest import problem
from tests.integration.tasks.conftest import Office


def test_who_may_not_see_the_whole_does_not_find_it(office: Office, task: str) -> None:
    problem(office.call("outsider", f"GET /tasks/{task}/subtasks"), 404, "not_found")


def test_they_stand_in_the_order_they_were_added(office: Office, task: str) -> None:
    assert office.does("rep", f"GET /tasks/{task}/subtasks") == {"items": []}
    for title in ("一", "二", "三"):
        office.does("rep", f"POST /tasks/{task}/subtasks", {"title": title, "expected_result": "好"})
    items = office.does("peer", f"GET /tasks/{task}/subtasks")["items"]
    assert [(each["title"], each["masked"], each["status"]) for each in items] == [
        ("一", False, "accepted"),
        ("二", False, "accepted"),
        ("三", False, "accepted"),
    ]


def test_sensitive_parts_are_masked(office: Office) -> None:
    whole = office.gives()
    body = {"title": "报价", "expected_result": "好", "sensitivity": "sensitive"}
    office.does("rep", f"POST /tasks/{whole}/subtasks", body)
    (masked,) = office.does("peer", f"GET /tasks/{whole}/subtasks")["items"]
    assert (masked["title"], masked["masked"]) == (None, True)
