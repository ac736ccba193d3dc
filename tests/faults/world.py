"""The company that stories are played in, and what its people do there."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from infra.local import checkpoint, demo
from infra.local.checkpoint import Checkpoint
from infra.local.control import portal_token
from infra.local.twin import Answer, Twin
from tests.faults.crash import insist
from tests.receiver import Receiver

FORM: dict[str, Any] = {
    "title": "无法登录",
    "description": "登录后报错",
    "contact_id": "contact-b",
    "channel": "phone",
    "case_type": "incident",
    "category": "account/access",
    "impact": "medium",
    "urgency": "high",
}
RECEIVERS = ("assignee", "shift_leader", "team:cross-department")
DONE = frozenset({200, 201, 202, 204})
BAD_REQUEST, GONE = 400, 404
MINUTE = timedelta(minutes=1)
SOLVED = {"solution": "更换密钥", "cause_code": "configuration"}


@dataclass
class World:
    """The demo company at its founding, whose policy tells of every threshold to many."""

    twin: Twin
    customer: str
    founded: Checkpoint
    receiver: Receiver
    answers: list[Any] = field(default_factory=list)
    told: dict[str, Any] = field(default_factory=dict)
    """What a story's beginning leaves to its act."""
    _acts: int = 0

    def begin(self, at: Checkpoint | None = None) -> None:
        """Go back to the founding, or to another moment."""
        checkpoint.restore(self.twin, at or self.founded)
        self.answers, self._acts = [], 0
        self.receiver.requests.clear()
        self.receiver.answers = [204]

    def does(self, who: str, route: str, body: Any = None, **headers: str) -> Any:
        """Let somebody do something that works, and all that follows from it; return the answer."""
        answer = self._call(who, route, body, headers)
        assert answer.status in DONE, f"{who} {route}: {answer.status} {answer.body}"
        self.twin.settle()
        return answer.json if answer.body else None

    def insists(self, who: str, route: str, body: Any = None, **headers: str) -> Any:
        """Let somebody do something, however often it takes, and keep the answer; nothing follows from it yet."""
        self._acts += 1
        sent = {"X-Correlation-Id": f"act-{self._acts:06d}"} | headers
        if route.startswith("POST "):
            sent["Idempotency-Key"] = f"act-{self._acts:06d}"
        answer = insist(lambda: self._call(who, route, body, sent))
        if _was_edited(answer, sent):
            self.answers.append(answer.json["facts"]["current"])
            return answer.json["facts"]["current"]
        if route.startswith("DELETE ") and answer.status == GONE:
            self.answers.append(None)
            return None
        assert answer.status in DONE, f"{who} {route}: {answer.status} {answer.body}"
        self.answers.append(answer.json if answer.body else None)
        return self.answers[-1]

    def _call(self, who: str, route: str, body: Any, headers: dict[str, str]) -> Any:
        signed_in = {"token": self.customer} if who == "customer" else {"user": who}
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.twin.call(route, body, headers=sent, **signed_in)

    def opens(self, **members: Any) -> str:
        """Let a colleague open a case, and return its id."""
        case_id: str = self.does("wang-qiang", "POST /cases", FORM | members)["case_id"]
        return case_id

    def case(self, case_id: str) -> Any:
        """Return a case."""
        return self.does("admin", f"GET /cases/{case_id}")

    def owner(self, case_id: str) -> str:
        """Return who has a case."""
        owner: str = self.case(case_id)["assignee_id"]
        return owner

    @property
    def requests(self) -> list[dict[str, Any]]:
        """Return the webhooks that the other system took."""
        return [each for each in self.receiver.requests if each["status"] < BAD_REQUEST]

    def everybody_goes(self) -> None:
        """Let nobody be there who could take a case."""
        for user_id in ("li-lei", "zhang-min", "zhang-san", "duty-rd"):
            self.does(user_id, f"PUT /users/{user_id}/presence", {"presence": "away"})

    def clocks_lapse(self, minutes: int = 65, domain: str | None = None) -> None:
        """Let time pass and every schedule be lost, so that whoever touches a case next fires its warnings.

        Half of the two hours for a first response are over then; no sweep has come either.
        """
        self.twin.settle()
        self.twin.pump.lose_schedules(domain)
        now = self.twin.clock.now() + minutes * MINUTE
        self.twin.clock.move_to(now)
        self.twin.pump.start_over(dict.fromkeys(self.twin.pump.last_fired, now))

    def set(self, kind: str, name: str = "default", **changes: Any) -> None:
        """Change members of a setting."""
        now = self.does("admin", f"GET /settings/{kind}/{name}")
        body = {"document": now["document"] | changes, "note": "test"}
        self.does("admin", f"PUT /settings/{kind}/{name}", body, If_Match=str(now["version"]))

    def uploads(self, ticket: Any, size: int = 10) -> None:
        """Let a file that was announced arrive in the bucket."""
        event = {"detail": {"object": {"key": ticket["fields"]["key"], "size": size}}}
        self.twin.pump.queue(self.twin.site.function("cases.register_attachment"), event)


Act = Callable[[World], None]


def found(twin: Twin, receiver: Receiver) -> World:
    """Found the demo company, and let its policy name all kinds of receivers."""
    demo.found(twin)
    world = World(twin, portal_token(twin, "contact-b"), checkpoint.take(twin), receiver)
    for policy in ("standard", "privileged"):
        thresholds = world.does("admin", f"GET /settings/cases.sla_policy/{policy}")["document"]["thresholds"]
        world.set("cases.sla_policy", policy, thresholds=[each | {"receivers": RECEIVERS} for each in thresholds])
    world.founded = checkpoint.take(twin)
    return world


def _was_edited(answer: Answer, sent: dict[str, str]) -> bool:
    """Say whether a refusal tells a client that its own edit, the answer to which it never saw, is in force."""
    if answer.status != 409 or answer.json["code"] != "stale_version":
        return False
    return bool(answer.json["facts"]["actual"] == int(sent["If_Match"]) + 1)
