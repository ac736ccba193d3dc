"""What is due in cadence."""

import pytest

from crm.core.errors import NotFoundError
from tests.integration.cadence.conftest import SAID, WEEK, Office


def fire(office: Office, aggregate_id: str, instant: str) -> None:
    """Let a timer fire at a time, and nothing that follows from it."""
    office.later(instant)
    office.invoke("fire_due_cadence", {"aggregate_id": aggregate_id, "due_at": instant})


def reminders(office: Office, who: str = "rep") -> list[str]:
    """Return what somebody was reminded of, oldest first."""
    return [each["subject"] for each in office.told(who, "cadence_reminder")]


def test_an_unknown_list_fails_loudly(office: Office) -> None:
    with pytest.raises(NotFoundError):
        fire(office, "clist_none", "2026-03-09T09:30:00")


def test_too_early_does_nothing(office: Office) -> None:
    list_id = office.publishes()["list_id"]
    before = office.stored()
    fire(office, list_id, "2026-03-09T09:29:59")
    fire(office, "rhythm_sales", "2026-03-09T09:29:59")
    fire(office, "standing_hongda", "2026-03-09T09:29:59")
    assert office.stored() == before


@pytest.mark.requirement("R-269", "R-308")
def test_a_week_begins_once(office: Office) -> None:
    office.until("2026-03-09T00:29:59")
    assert office.happened("CadenceListDrafted") == []
    office.week_begins()
    before = office.stored()
    fire(office, "rhythm_sales", "2026-03-09T00:32:00")
    assert office.stored() == before
    (drafted,) = office.happened("CadenceListDrafted")
    assert (drafted["data"]["owner_id"], drafted["data"]["week"]) == ("rep", WEEK)
    assert drafted["occurred_at"] == "2026-03-08T16:30:00Z"


@pytest.mark.requirement("R-233")
def test_the_owner_is_reminded_in_the_morning(office: Office) -> None:
    office.publishes()
    office.until("2026-03-09T09:29:59")
    assert reminders(office) == []
    office.until("2026-03-09T09:30:00")
    assert reminders(office) == ["本周跟进：宏达集团 · 产品升级沟通"]
    shown = office.does("rep", "GET /notifications")["items"]
    assert [each["title"] for each in shown] == ["本周跟进：宏达集团 · 产品升级沟通"]
    assert "邀请关键用户参加演示" in shown[0]["body"]


@pytest.mark.requirement("R-312")
def test_what_is_undone_is_reminded_of_again_on_wednesday_and_only_then(office: Office) -> None:
    office.takes_on("done", key_account=True)
    weekly = office.publishes()
    done = next(each for each in weekly["items"] if each["account_id"] == "done")
    office.until("2026-03-10T12:00:00")
    office.does("rep", f"POST /cadence-items/{done['item_id']}/feedback", SAID)
    assert len(reminders(office)) == 2
    office.until("2026-03-11T09:31:00")
    assert len(reminders(office)) == 3
    assert "宏达集团" in reminders(office)[-1]
    office.until("2026-03-15T23:00:00")
    assert len(reminders(office)) == 3
    again = [each["data"].get("again", False) for each in office.happened("CadenceReminded")]
    assert again == [False, True]


@pytest.mark.requirement("R-272")
@pytest.mark.parametrize(
    ("zone", "shift", "first", "second"),
    [
        ("Asia/Shanghai", None, "2026-03-09T01:30:00Z", "2026-03-11T01:30:00Z"),
        ("America/New_York", None, "2026-03-09T13:30:00Z", "2026-03-11T13:30:00Z"),
        ("Asia/Shanghai", "late", "2026-03-10T06:30:00Z", "2026-03-12T06:30:00Z"),
    ],
)
def test_reminders_fall_in_the_owners_working_hours_and_on_no_holiday(
    office: Office, zone: str, shift: str | None, first: str, second: str
) -> None:
    late = {
        "zone": "Asia/Shanghai",
        "weekly": {day: [["14:00", "20:00"]] for day in ("mon", "tue", "wed", "thu", "fri")},
        "holidays": {"2026-03-09": "公司年会", "2026-03-11": "盘点"},
    }
    office.does("admin", "PUT /settings/directory.calendar/late", {"document": late, "note": "晚班"}, If_Match="0")
    version = office.does("admin", "GET /users/rep")["version"]
    office.does("admin", "PATCH /users/rep", {"zone": zone, "shift": shift}, If_Match=str(version))
    office.until("2026-03-09T00:05:00")
    assert office.publishes()["items"][0]["remind_at"] == [first, second]
    office.until("2026-03-13T12:00:00")
    sent = [each["occurred_at"] for each in office.happened("CadenceReminded")]
    assert sent == [first, second]


@pytest.mark.requirement("R-275", "R-278")
def test_more_than_a_day_may_hold_comes_as_a_digest(office: Office) -> None:
    office.set_policy(reminders_per_day=2)
    for number in range(4):
        office.takes_on(f"key-{number}", key_account=True)
    office.publishes()
    office.until("2026-03-09T18:00:00")
    assert (len(reminders(office)), office.told("rep", "cadence_digest")) == (2, [])
    office.until("2026-03-10T18:00:00")
    (digest,) = office.told("rep", "cadence_digest")
    assert "3 个" in digest["subject"]
    office.until("2026-03-11T18:00:00")
    assert [len(reminders(office)), len(office.told("rep", "cadence_digest"))] == [2, 2]
    sent = [each["data"] for each in office.happened("CadenceReminded")]
    assert [(len(each["item_ids"]), each["digest"]) for each in sent] == [(2, False), (3, True), (5, True)]


def test_a_late_timer_reminds_when_the_owner_works_next(office: Office) -> None:
    list_id = office.publishes()["list_id"]
    fire(office, list_id, "2026-03-09T20:00:00")
    office.twin.settle()
    assert reminders(office) == []
    assert office.timers(list_id) == ["2026-03-10T01:30:00Z"]
    office.until("2026-03-10T09:31:00")
    assert len(reminders(office)) == 1


def test_who_is_absent_is_stood_in_for(office: Office) -> None:
    version = office.does("admin", "GET /users/rep")["version"]
    office.does("admin", "PATCH /users/rep", {"deputy_id": "peer"}, If_Match=str(version))
    away = {"absence": {"from_at": "2026-03-08T00:00:00Z", "until_at": "2026-03-12T00:00:00Z"}}
    office.does("rep", "PUT /users/rep/absence", away)
    office.publishes()
    office.until("2026-03-09T09:31:00")
    assert (reminders(office), len(reminders(office, "peer"))) == ([], 1)
    assert "Product upgrade talk" in reminders(office, "peer")[0]
