"""Keeping the directory's schedules in step."""

from collections.abc import Callable

from crm.core import clock
from infra.local.twin import Answer, Twin

AddUser = Callable[..., str]


def timers_of(twin: Twin, user: str) -> list[str]:
    return [each["fires_at"] for each in twin.pump.timers() if each["name"].startswith(f"{user}-")]


def test_who_waits_for_nothing_has_no_timer(twin: Twin, add_user: AddUser) -> None:
    assert timers_of(twin, add_user("timers-1", "agent")) == []


def test_the_next_time_and_no_other(twin: Twin, add_user: AddUser, set_skills: Callable[..., Answer]) -> None:
    user = add_user("timers-2", "agent", zone="UTC")
    set_skills(user, ("later", "2026-09-30"), ("sooner", "2026-06-30"))
    twin.settle()
    assert timers_of(twin, user) == ["2026-05-31T09:00:00Z"]
    set_skills(user, ("later", "2026-09-30"))
    twin.settle()
    assert timers_of(twin, user) == ["2026-08-31T09:00:00Z"]
    set_skills(user)
    twin.settle()
    assert timers_of(twin, user) == []


def test_a_second_delivery_makes_no_second_timer(twin: Twin, add_user: AddUser) -> None:
    user = add_user("timers-3", "agent", zone="UTC", skills=[{"skill": "x", "expires_on": "2026-06-30"}])
    image = {"pk": {"S": user}, "sk": {"S": "META"}, "next_due_at": {"N": str(int(clock.now().timestamp()) + 60)}}
    record = {
        "eventID": "1",
        "eventName": "MODIFY",
        "eventSource": "aws:dynamodb",
        "dynamodb": {"SequenceNumber": "1", "NewImage": image},
    }
    before = len(timers_of(twin, user))
    for _ in range(2):
        answer = twin.functions.invoke("directory.keep_directory_timers", {"Records": [record]})
        assert answer == {"batchItemFailures": []}
    assert len(timers_of(twin, user)) == before + 1
