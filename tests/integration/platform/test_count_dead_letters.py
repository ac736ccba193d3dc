"""Counting what could not be handled."""

from collections.abc import Callable
from typing import Any

import pytest

from crm.core import metrics
from infra.local.twin import Twin
from tests.integration.platform.conftest import Faults


@pytest.fixture
def counted(twin: Twin, monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[tuple[str, int]]]:
    """Run the function and return what it counted."""

    def run() -> list[tuple[str, int]]:
        found: list[tuple[str, int]] = []
        with monkeypatch.context() as patched:
            patched.setattr(metrics, "count", lambda name, value=1: found.append((name, value)))
            event: dict[str, Any] = {}
            twin.functions.invoke("platform.count_dead_letters", event)
        return found

    return run


def test_none_is_counted_as_none(counted: Callable[[], list[tuple[str, int]]]) -> None:
    assert counted() == [("DeadLetters", 0)]


def test_the_letters_of_all_queues_are_counted_together(
    counted: Callable[[], list[tuple[str, int]]], add_user: Callable[..., str], faults: Faults
) -> None:
    with faults("directory.provision_sign_in", "cognito-idp:AdminCreateUser"):
        add_user("count-1", "agent")
        add_user("count-2", "agent")
    assert counted() == [("DeadLetters", 2)]
