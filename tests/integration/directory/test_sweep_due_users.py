"""Finding colleagues whose schedule was lost."""

from collections.abc import Callable
from datetime import timedelta

from crm.core import clock
from infra.local.twin import Twin
from tests.integration.directory.conftest import Happened


def test_a_lost_schedule_costs_minutes(twin: Twin, add_user: Callable[..., str], happened: Happened) -> None:
    users = [add_user(f"sweep-{number}", "agent") for number in range(3)]
    until = (clock.now() + timedelta(hours=1)).isoformat()
    for user in users:
        absence = {"from_at": clock.now().isoformat(), "until_at": until}
        twin.call(f"PUT /users/{user}/absence", {"absence": absence}, user=user)
        twin.call(f"PUT /users/{user}/presence", {"presence": "online"}, user=user)
    twin.settle()
    assert twin.pump.lose_schedules() == 3
    twin.advance(hours=1)
    assert happened("UserBecameAvailable") == []
    twin.advance(minutes=17)
    assert sorted(each["aggregate_id"] for each in happened("UserBecameAvailable")) == users
    twin.advance(hours=2)
    assert len(happened("UserBecameAvailable")) == 3


def test_nothing_overdue_is_nothing_to_do(twin: Twin, happened: Happened) -> None:
    twin.functions.invoke("directory.sweep_due_users", {})
    twin.settle()
    assert happened("UserBecameAvailable") == []
