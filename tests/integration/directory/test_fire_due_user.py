"""What is due for a colleague."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from crm.core import clock
from infra.local.twin import Answer, Twin
from tests.integration.directory.conftest import Happened

AddUser = Callable[..., str]
SetSkills = Callable[..., Answer]


def on(days: int, zone: str = "Asia/Shanghai") -> str:
    return str((clock.now().astimezone(ZoneInfo(zone)) + timedelta(days=days)).date())


def reminders(happened: Happened, user: str) -> list[dict[str, Any]]:
    asked = [each for each in happened("MessageRequested") if each["data"]["subject_id"] == user]
    return [each["data"] for each in asked if each["data"]["template"] == "skill_expiring"]


def fire(twin: Twin, user: str) -> None:
    twin.functions.invoke("directory.fire_due_user", {"aggregate_id": user, "due_at": clock.now().isoformat()})
    twin.settle()


@pytest.mark.requirement("R-203")
def test_a_certificate_that_runs_out_is_announced_thirty_days_before_exactly_once(
    twin: Twin, add_user: AddUser, set_skills: SetSkills, happened: Happened
) -> None:
    manager = add_user("due-1", "supervisor")
    user = add_user("due-2", "agent", name="李雷", manager_id=manager)
    expires_on = on(40)
    set_skills(user, ("API 集成", expires_on), ("发票", None))
    twin.settle()
    twin.advance(days=9, hours=22, minutes=59)  # 08:59 on the thirtieth day before
    assert reminders(happened, user) == []
    twin.advance(minutes=1)
    told = reminders(happened, user)
    assert [each["to"] for each in told] == [user, manager]
    assert told[0]["facts"] == {"name": "李雷", "skill": "API 集成", "expires_on": expires_on}
    (event,) = happened("SkillExpiryAnnounced")
    assert event["data"] == {"skill": "API 集成", "expires_on": expires_on}
    local = datetime.fromisoformat(event["occurred_at"]).astimezone(ZoneInfo("Asia/Shanghai"))
    assert (local.hour, local.minute) == (9, 0)
    twin.advance(days=60)
    fire(twin, user)
    assert len(reminders(happened, user)) == 2
    assert len(happened("SkillExpiryAnnounced")) == 1


@pytest.mark.requirement("R-203")
def test_a_certificate_that_nearly_runs_out_when_it_is_entered_is_announced_at_once(
    twin: Twin, add_user: AddUser, set_skills: SetSkills, happened: Happened
) -> None:
    user = add_user("due-3", "agent")
    set_skills(user, ("API 集成", on(5)))
    twin.settle()
    twin.advance(seconds=2)
    assert [each["to"] for each in reminders(happened, user)] == [user]


def test_a_renewed_certificate_is_announced_anew_in_its_own_time(
    twin: Twin, add_user: AddUser, set_skills: SetSkills, happened: Happened
) -> None:
    user = add_user("due-4", "agent")
    set_skills(user, ("API 集成", on(40)))
    twin.settle()
    set_skills(user, ("API 集成", on(80)))
    twin.settle()
    twin.advance(days=45)
    assert reminders(happened, user) == []
    twin.advance(days=10)
    assert len(reminders(happened, user)) == 1


def test_a_holder_in_another_zone_is_told_in_their_morning(
    twin: Twin, add_user: AddUser, set_skills: SetSkills, happened: Happened
) -> None:
    user = add_user("due-5", "agent", zone="America/New_York")
    set_skills(user, ("API", on(40, "America/New_York")))
    twin.settle()
    twin.advance(days=15)
    (event,) = happened("SkillExpiryAnnounced")
    local = datetime.fromisoformat(event["occurred_at"]).astimezone(ZoneInfo("America/New_York"))
    assert (local.hour, local.minute) == (9, 0)


def test_who_has_left_is_not_reminded(
    twin: Twin, add_user: AddUser, set_skills: SetSkills, edit: Callable[..., Answer], happened: Happened
) -> None:
    user = add_user("due-6", "agent")
    set_skills(user, ("API", on(40)))
    edit(user, active=False)
    twin.settle()
    twin.advance(days=60)
    fire(twin, user)
    assert reminders(happened, user) == []


def test_a_timer_for_nobody_does_nothing(twin: Twin) -> None:
    fire(twin, "nobody-here")


def test_an_id_that_the_scheduler_would_refuse_is_timed_all_the_same(
    twin: Twin, add_user: AddUser, set_skills: SetSkills, happened: Happened
) -> None:
    user = add_user(
        "li.lei.with.a.very.long.id.indeed@kairos.subsidiary.example", "agent", email="due-7@kairos.example"
    )
    set_skills(user, ("API", on(40)))
    twin.settle()
    assert all(len(each["name"]) <= 64 and "@" not in each["name"] for each in twin.pump.timers())
    twin.advance(days=11)
    assert len(reminders(happened, user)) == 1
