"""The table of a task's life, and the order of priorities."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.core.settings_store import kind_of
from crm.tasks import transitions
from crm.tasks.settings.policy import TaskPolicy
from crm.tasks.transitions import OPEN, TRANSITIONS, TaskWrongStatusError, after, possible
from crm.tasks.vocabulary import Status


@given(st.sampled_from(sorted(TRANSITIONS)), st.sampled_from(["done", "cancelled"]))
def test_what_is_over_stays_over(action: transitions.Action, status: Status) -> None:
    with pytest.raises(TaskWrongStatusError):
        after(action, status)
    assert possible(status) == []


def test_whatever_is_open_can_come_to_an_end() -> None:
    for status in OPEN:
        assert {"complete", "cancel", "reject"} <= set(possible(status))
    assert possible("rejected") == ["cancel", "reassign"]


def test_every_priority_has_its_place_once() -> None:
    assert kind_of("tasks.policy") is TaskPolicy
    shipped = TaskPolicy.shipped()["default"]
    assert shipped.order == ("urgent", "high", "medium", "low")
    for levels in (shipped.priorities[:3], (*shipped.priorities, shipped.priorities[0])):
        with pytest.raises(ValueError, match="priorities_incomplete"):
            TaskPolicy(priorities=levels)
