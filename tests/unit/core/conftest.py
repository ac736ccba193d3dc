"""What the kernel's unit tests share: a clock that stands still, an environment of their own, a fake of AWS."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from crm.core import aws, cache, clock, environment

START = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.now = START

    def advance(self, **delta: float) -> None:
        self.now += timedelta(**delta)


@pytest.fixture
def standing_clock() -> Iterator[Clock]:
    standing = Clock()
    clock.use(lambda: standing.now)
    yield standing
    clock.use(None)


@pytest.fixture
def given() -> Iterator[Callable[..., None]]:
    """Set the variables of the function under test, and nothing else."""
    variables: dict[str, str] = {}
    with environment.only(variables):
        yield variables.update


@pytest.fixture(autouse=True)
def _fresh_container() -> Iterator[None]:
    cache.forget_all()
    yield
    cache.forget_all()


class FakeClient:
    """An AWS client that records its calls and answers what it is told to, or raises it."""

    class exceptions:  # noqa: N801 - as botocore names it
        class ConflictException(Exception): ...  # noqa: N818

        class ResourceNotFoundException(Exception): ...  # noqa: N818

        class TrimmedDataAccessException(Exception): ...  # noqa: N818

    def __init__(self) -> None:
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.answers: dict[str, list[Any]] = {}

    def __getattr__(self, action: str) -> Callable[..., Any]:
        def call(**request: Any) -> Any:
            self.calls.append((action, request))
            answers = self.answers.get(action, [{}])
            answer = answers.pop(0) if len(answers) > 1 else answers[0]
            if isinstance(answer, Exception):
                raise answer
            return answer

        return call

    def named(self, action: str) -> list[dict[str, Any]]:
        return [request for name, request in self.calls if name == action]


@pytest.fixture
def fake_aws(monkeypatch: pytest.MonkeyPatch) -> FakeClient:
    fake = FakeClient()
    monkeypatch.setattr(aws, "client", lambda _service: fake)
    return fake
