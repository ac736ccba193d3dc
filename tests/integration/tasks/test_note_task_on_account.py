"""What happens to tasks, noted on their account."""

from typing import Any

from tests.integration.tasks.conftest import ABOUT_ACME, Office


def activities(office: Office) -> list[dict[str, Any]]:
    items = office.does("rep", "GET /accounts/acme/timeline")["items"]
    return [each["data"] for each in items if each["type"] == "AccountActivityNoted"]


def test_each_is_noted_once(office: Office) -> None:
    task = office.gives(**ABOUT_ACME)
    office.later("2026-03-02T03:00:00+00:00")
    office.act("rep", task, "complete", {"result": "好"})
    event = next(each for each in office.twin.pump.events if each["type"] == "TaskCompleted")
    detail = {name: each for name, each in event.items() if name != "source"}
    office.invoke("note_task_on_account", {"source": "crm.tasks", "detail": detail})
    done, created = activities(office)
    assert (created["kind"], created["subject_id"], created["title"]) == ("TaskCreated", task, "与客户通话")
    assert (done["kind"], done["occurred_at"]) == ("TaskCompleted", "2026-03-02T03:00:00Z")


def test_what_is_sensitive_or_about_nobody_is_not(office: Office) -> None:
    office.gives(sensitivity="sensitive", **ABOUT_ACME)
    office.gives()
    assert activities(office) == []
