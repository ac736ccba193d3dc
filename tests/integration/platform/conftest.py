"""What the tests of the platform share."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest

from infra.local.twin import Answer, Twin
from tests.begun import Begun, begun

HOURS = [["09:00", "12:00"]]


def calendar(zone: str = "Asia/Shanghai", **members: Any) -> dict[str, Any]:
    return {"zone": zone, "weekly": {"mon": HOURS}, **members}


@pytest.fixture(scope="package")
def _begun() -> Iterator[Begun]:
    yield from begun()


@pytest.fixture(scope="module")
def twin(_begun: Begun) -> Twin:
    """Give each module the twin as it was begun."""
    return _begun.again()


@pytest.fixture
def put(twin: Twin) -> Callable[..., Answer]:
    """Put a setting: `put("directory.calendar", "night", {…}, version=0)`."""

    def put(
        kind: str, name: str, document: Any, version: int | None = 0, user: str = "admin", note: str = "n"
    ) -> Answer:
        headers = {"Accept-Language": "en"} | ({} if version is None else {"If-Match": f'"{version}"'})
        body = {"document": document, "note": note}
        return twin.call(f"PUT /settings/{kind}/{name}", body, user=user, headers=headers)

    return put


Faults = Callable[[str, str], AbstractContextManager[None]]


@pytest.fixture
def faults(twin: Twin) -> Faults:
    """Break one AWS call of one action: `with faults("directory.provision_sign_in", "cognito-idp:…"): …`."""

    @contextmanager
    def broken(operation: str, action: str) -> Iterator[None]:
        def fail(running: str, called: str) -> None:
            if (running, called) == (operation, action):
                raise ConnectionError("broken by the test")

        twin.functions.before_call = fail
        try:
            yield
        finally:
            twin.functions.before_call = lambda _operation, _action: None

    return broken
