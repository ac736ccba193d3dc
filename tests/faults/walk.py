"""A random walk: people do what comes to their minds while AWS delivers twice, out of order, and kills functions."""

from random import Random
from typing import Any

from infra.local.functions import Killed
from tests.faults.crash import insist
from tests.faults.world import FORM, SOLVED, World

PEOPLE = ("li-lei", "zhang-min", "zhang-san", "wang-qiang")
KILLED_EVERY = 151
"""Moments (before a call, after it) between two kills: more than an invocation has, so that each ends after all."""


class Walk:
    """One walk, the same each time for its seed."""

    def __init__(self, world: World, seed: int) -> None:
        self._world = world
        self._random = Random(seed)  # noqa: S311 - it must be the same each time
        self._cases: list[str] = []
        self._moments = 0
        self.taken: list[str] = []
        """Every step and how it was answered."""

    def go(self, steps: int) -> None:
        """Take some steps, and wait until everything has come to rest."""
        pump, functions = self._world.twin.pump, self._world.twin.functions
        pump.copies, pump.order = 2, self._random
        functions.before_call = functions.after_call = self._maybe_kill
        try:
            self._open()
            for _ in range(steps):
                self._random.choices((self._open, self._act, self._come_or_go, self._time_passes), (2, 8, 1, 4))[0]()
                if self._random.random() < 0.5:
                    self._world.twin.settle()
            self._world.twin.advance(minutes=2)
        finally:
            functions.before_call = functions.after_call = lambda _operation, _action: None

    def _maybe_kill(self, _operation: str, _action: str) -> None:
        self._moments += 1
        if self._moments % KILLED_EVERY == 0:
            raise Killed

    def _open(self) -> None:
        pick = self._random.choice
        form = FORM | {"impact": pick(("low", "medium", "high")), "urgency": pick(("low", "high", "critical"))}
        answer = self._does(pick(PEOPLE), "POST /cases", form)
        if answer.status == 201:
            self._cases.append(answer.json["case_id"])

    def _act(self) -> None:
        who = self._random.choice((*PEOPLE, "customer"))
        verb, body = self._random.choice(PORTAL if who == "customer" else DESK)
        path = f"/cases/{self._random.choice(self._cases)}/{verb}"
        self._does(who, f"POST {'/portal' if who == 'customer' else ''}{path}", body)

    def _come_or_go(self) -> None:
        who = self._random.choice(PEOPLE)
        presence = self._random.choice(("online", "away"))
        self._does(who, f"PUT /users/{who}/presence", {"presence": presence})

    def _time_passes(self) -> None:
        minutes = self._random.choice((1, 10, 65, 200))
        self.taken.append(f"{minutes} minutes pass")
        self._world.twin.advance(minutes=minutes)

    def _does(self, who: str, route: str, body: Any) -> Any:
        signed_in = {"token": self._world.customer} if who == "customer" else {"user": who}
        headers = {"Idempotency-Key": f"step-{len(self.taken):06d}"} if route.startswith("POST ") else {}
        answer = insist(lambda: self._world.twin.call(route, body, headers=headers, **signed_in))
        self.taken.append(f"{who} {route} {answer.status}")
        return answer


Step = tuple[str, dict[str, Any]]
DESK: tuple[Step, ...] = (
    ("accept", {}),
    ("replies", {"body": "正在处理"}),
    ("replies", {"body": "请再试一次"}),
    ("notes", {"body": "请看 @zhang-san"}),
    ("waits", {"wait_for": "customer", "asked": "请提供日志"}),
    ("stops", {"reason": "停机窗口"}),
    ("resumptions", {}),
    ("transfers", {"assignee_id": "zhang-min", "reason": "更熟悉该产品"}),
    ("transfers", {"queue_id": "priority", "reason": "需要专家"}),
    ("reclassifications", {"impact": "high", "urgency": "critical", "reason": "影响全部门店"}),
    ("escalations", {"level": 1, "reason": "高风险客户"}),
    ("watchers", {"user_id": "duty-rd"}),
    ("resolution", SOLVED),
    ("closure", {}),
    ("reopenings", {"reason": "仍然报错"}),
)
PORTAL: tuple[Step, ...] = (
    ("replies", {"body": "日志如下"}),
    ("replies", {"body": "仍然报错"}),
    ("closure", {}),
    ("reopenings", {"reason": "仍然报错"}),
)
