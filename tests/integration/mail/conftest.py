"""The demo company's mailbox, as it was founded."""

from collections.abc import Iterator
from typing import Any

import pytest

from infra.local import checkpoint, demo, post
from infra.local import twin as twins
from infra.local.checkpoint import Checkpoint
from infra.local.twin import Answer, Twin

MEI = "陈梅 <mei@customer-b.example>"


class Mailbox:
    """The mailbox, and those who look after it."""

    def __init__(self, twin: Twin) -> None:
        self.twin = twin

    def gets(self, **mail: Any) -> None:
        """Let a mail come, and all that follows from it."""
        post.arrives(self.twin, {"from": MEI, "subject": "接口报错", "text": "一直 401"} | mail)
        self.twin.settle()
        assert self.twin.pump.failures == []

    def asks(self, route: str, body: Any = None, user: str = "wang-qiang", **headers: str) -> Answer:
        """Let somebody ask for something, which may be refused."""
        return self.twin.call(route, body, user=user, headers=headers)

    def does(self, route: str, body: Any = None, user: str = "wang-qiang") -> Any:
        """Let somebody do something that works, and all that follows from it."""
        answer = self.asks(route, body, user)
        assert answer.status in {200, 201}, answer.body
        self.twin.settle()
        return answer.json

    def lists(self, state: str = "parked") -> list[dict[str, Any]]:
        """Return the mail in a state, the newest first."""
        items: list[dict[str, Any]] = self.does(f"GET /mail?state={state}")["items"]
        return items

    def sets(self, kind: str = "mail.receiving", **members: Any) -> None:
        """Change members of a setting of mail."""
        now = self.asks(f"GET /settings/{kind}/default", user="admin").json
        body = {"document": now["document"] | members, "note": "test"}
        headers = {"If-Match": str(now["version"])}
        answer = self.twin.call(f"PUT /settings/{kind}/default", body, user="admin", headers=headers)
        assert answer.status == 200, answer.body


@pytest.fixture(scope="module")
def founded() -> Iterator[tuple[Twin, Checkpoint]]:
    with twins.running() as twin:
        demo.found(twin)
        yield twin, checkpoint.take(twin)


@pytest.fixture
def mailbox(founded: tuple[Twin, Checkpoint]) -> Mailbox:
    """The mailbox of a company that has had no mail yet."""
    twin, start = founded
    checkpoint.restore(twin, start)
    return Mailbox(twin)
