"""A case: its state, as one fold over its events.

`evolve` is the only way the state changes, so the stored state always equals a recount from the event records.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict

from crm.cases.citation import PendingCitation
from crm.cases.sla.clocks import Clocks
from crm.cases.transitions import OPEN
from crm.cases.vocabulary import (
    CaseType,
    Channel,
    EscalationCause,
    Impact,
    Priority,
    Status,
    Urgency,
    WaitFor,
)
from crm.core.calendar import BusinessCalendar
from crm.core.repository import Aggregate

Calendars = Callable[[str], BusinessCalendar]
"""Finds the calendar that a reference such as `office@0` names."""


class Wait(BaseModel):
    """What the case waits for, and until when."""

    model_config = ConfigDict(frozen=True)

    wait_for: WaitFor
    asked: str
    until_at: datetime | None = None
    expired: bool = False


class Escalation(BaseModel):
    """One step up, with what was before it, so that it can be taken back."""

    model_config = ConfigDict(frozen=True)

    escalation_id: str
    level: int
    cause: EscalationCause
    reason: str
    at: datetime
    handler_id: str | None
    to: str
    milestone: str | None = None
    expected_by_at: datetime | None = None
    status_before: Status
    queue_before: str
    responses_before: tuple[str, ...] = ()
    wait_before: Wait | None = None
    stop_before: str | None = None
    reverted_at: datetime | None = None
    reverted_by: str | None = None
    revert_reason: str | None = None


class Case(Aggregate):
    """A case. Instants are UTC; `clocks` holds its service levels."""

    number: str
    title: str
    status: Status = "new"
    priority: Priority
    queue_id: str
    assignee_id: str | None = None
    contact_id: str
    account_id: str | None = None
    channel: Channel
    category: str
    tags: tuple[str, ...] = ()
    serial: str | None = None
    opened_at: datetime

    case_type: CaseType
    impact: Impact
    urgency: Urgency
    customer_level: str
    language: str
    region: str | None = None
    zone: str = "Asia/Shanghai"
    topic: str | None = None
    product: str | None = None
    product_version: str | None = None
    order_id: str | None = None
    device_id: str | None = None
    address: str | None = None

    clocks: Clocks
    updated_at: datetime
    assigned_at: datetime | None = None
    accepted_at: datetime | None = None
    first_response_at: datetime | None = None
    resolved_at: datetime | None = None
    closed_at: datetime | None = None
    close_at: datetime | None = None
    """When a resolved case closes by itself."""
    due_at: datetime | None = None
    """The nearest time at which a promise still open is broken; none while the clocks stand still."""
    wake_at: datetime | None = None
    """When there is something to do about the case without anybody's asking."""
    shards: int = 1
    """Into how many parts the list of its queue is split."""
    waits_since: datetime | None = None
    """Since when the case has had nobody."""
    look_again_at: datetime | None = None
    """When routing is to look again, while it has nobody."""
    last_assignee_id: str | None = None
    decisions: int = 0
    wait: Wait | None = None
    stop_reason: str | None = None
    watchers: tuple[str, ...] = ()
    collaborators: tuple[str, ...] = ()
    escalations: tuple[Escalation, ...] = ()
    escalation_due: tuple[str, ...] = ()
    """The breached milestones (by key) whose escalation was called for and has not come yet."""
    escalate_again_at: datetime | None = None
    """When the call is to be repeated if nothing came of it."""
    solution: str | None = None
    cause_code: str | None = None
    article_id: str | None = None
    citations_pending: tuple[PendingCitation, ...] = ()
    citation_failures: tuple[str, ...] = ()
    """The last attempts at citing that failed, so that each is recorded once."""
    reopened: int = 0
    entitlement_id: str | None = None
    remaining_quota: int | None = None

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something."""
        return self.status in OPEN

    @property
    def holder_id(self) -> str | None:
        """Whose capacity the case takes up: its person's, while it is open."""
        return self.assignee_id if self.is_open else None

    @property
    def level(self) -> int:
        """The level of escalation the case stands at: 0 for none."""
        return max((each.level for each in self.escalations if each.reverted_at is None), default=0)

    def worked_seconds(self, calendars: Calendars) -> int:
        """Return how long the person who solved the case had it, in business time, without what its clock left out."""
        solved_at = self.resolved_at or self.updated_at
        had = calendars(self.clocks.terms.calendar).seconds_between(self.assigned_at or self.opened_at, solved_at)
        counted = (each.elapsed_seconds for each in self.clocks.milestones if each.name == "resolution")
        return min((had, *counted))

    def escalation(self, escalation_id: str) -> Escalation | None:
        """Return an escalation by its id."""
        return next((each for each in self.escalations if each.escalation_id == escalation_id), None)

    def handled_by(self, user_id: str) -> bool:
        """Say whether the colleague works on the case."""
        return user_id in {self.assignee_id, *self.collaborators}


Color = Literal["green", "yellow", "orange", "red", "grey"]
