"""A twin with the demo company: the people, skills and promises of the customer's own test cases."""

from collections.abc import Iterator
from typing import Any

import pytest

from infra.local import checkpoint, demo, outbox
from infra.local import twin as twins
from infra.local.checkpoint import Checkpoint
from infra.local.control import portal_token
from infra.local.twin import Twin


class Company:
    """The demo company, and what its people do in a story."""

    def __init__(self, twin: Twin) -> None:
        self.twin = twin
        self.customer = portal_token(twin, "contact-b")

    def does(self, who: str, route: str, body: Any = None, **options: Any) -> Any:
        """Let somebody do something that works; return the answer. `customer` is 客户B's contact."""
        signed_in = {"token": self.customer} if who == "customer" else {"user": who}
        answer = self.twin.call(route, body, **signed_in, **options)
        assert answer.status in {200, 201, 202}, f"{route}: {answer.status} {answer.body}"
        self.twin.settle()
        return answer.json

    def told(self, to: str, template: str | None = None, channel: str = "in_app") -> list[dict[str, Any]]:
        """Return what somebody was sent through a channel, oldest first."""
        sent = [each for each in outbox.sent(self.twin) if each["to"] == to and each["channel"] == channel]
        return [each for each in sent[::-1] if template in {None, each["template"]}]

    def events(self, case_id: str) -> list[dict[str, Any]]:
        """Return what happened to a case, oldest first."""
        page = self.does(demo.ADMINISTRATOR, f"GET /cases/{case_id}/timeline?limit=100")
        assert page["next_cursor"] is None
        return page["items"][::-1]

    def milestone(self, case_id: str, name: str, instance: int = 1) -> dict[str, Any]:
        """Return a milestone of a case as it stands."""
        shown = self.does(demo.ADMINISTRATOR, f"GET /cases/{case_id}/sla")["milestones"]
        return next(each for each in shown if (each["milestone"], each["instance"]) == (name, instance))

    def submits(self, **members: Any) -> Any:
        """Let 客户B submit the case of the seed."""
        body = {"title": "API 集成出错", "category": "integration/api", "urgency": "high"}
        return self.does("customer", "POST /portal/cases", body | members)


@pytest.fixture(scope="module")
def founded() -> Iterator[tuple[Twin, Checkpoint]]:
    with twins.running() as twin:
        demo.found(twin)
        yield twin, checkpoint.take(twin)


@pytest.fixture
def company(founded: tuple[Twin, Checkpoint]) -> Iterator[Company]:
    """The demo company as it was founded, whatever other tests did to it."""
    twin, start = founded
    checkpoint.restore(twin, start)
    yield Company(twin)
    assert twin.pump.failures == []
