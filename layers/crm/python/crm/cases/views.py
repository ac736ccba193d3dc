"""How cases are shown. Views have no defaults: every member is always there."""

from datetime import datetime

from pydantic import BaseModel, JsonValue

from crm.cases.case import Calendars, Case, Escalation, Wait
from crm.cases.citation import PendingCitation
from crm.cases.sla.views import Color, MilestoneView, milestones_of, worst
from crm.cases.vocabulary import CaseType, Channel, Impact, Priority, Status, Urgency
from crm.core.events import Actor
from crm.core.paging import Page


class EscalationView(BaseModel):
    """One step up, and whether it was taken back."""

    escalation_id: str
    level: int
    cause: str
    reason: str
    at: datetime
    handler_id: str | None
    to: str
    milestone: str | None
    expected_by_at: datetime | None
    reverted_at: datetime | None
    revert_reason: str | None

    @classmethod
    def of(cls, step: Escalation) -> "EscalationView":
        """Show an escalation."""
        return cls(**step.model_dump(include=set(cls.model_fields)))


class EscalationList(BaseModel):
    """The escalations of a case, in order."""

    items: list[EscalationView]


class CaseView(BaseModel):
    """A case, whole."""

    case_id: str
    number: str
    version: int
    title: str
    status: Status
    case_type: CaseType
    channel: Channel
    category: str
    tags: tuple[str, ...]
    topic: str | None
    impact: Impact
    urgency: Urgency
    priority: Priority
    contact_id: str
    account_id: str | None
    customer_level: str
    language: str
    region: str | None
    zone: str
    product: str | None
    product_version: str | None
    serial: str | None
    order_id: str | None
    device_id: str | None
    address: str | None
    queue_id: str
    assignee_id: str | None
    collaborators: tuple[str, ...]
    watchers: tuple[str, ...]
    escalation_level: int
    opened_at: datetime
    assigned_at: datetime | None
    accepted_at: datetime | None
    first_response_at: datetime | None
    resolved_at: datetime | None
    closed_at: datetime | None
    updated_at: datetime
    reopened: int
    wait: Wait | None
    stop_reason: str | None
    solution: str | None
    cause_code: str | None
    article_id: str | None
    citations_pending: tuple[PendingCitation, ...]
    sla_policy: str
    sla_calendar: str
    entitlement_id: str | None
    remaining_quota: int | None
    due_at: datetime | None
    color: Color
    milestones: list[MilestoneView]

    @classmethod
    def of(cls, case: Case, now: datetime, calendars: Calendars) -> "CaseView":
        """Show a case as of `now`."""
        shown = milestones_of(case, now, calendars)
        members = case.model_dump(include=set(cls.model_fields))
        return cls(
            **members,
            case_id=case.id,
            escalation_level=case.level,
            sla_policy=case.clocks.terms.policy,
            sla_calendar=case.clocks.terms.calendar,
            color=worst(shown),
            milestones=shown,
        )


class Delivery(BaseModel):
    """How a message of a timeline entry left: per channel, its state."""

    message_id: str
    to: str
    channel: str
    state: str


class TimelineEntry(BaseModel):
    """An event of a case, and the messages that it sent."""

    id: str
    type: str
    version: int
    actor: Actor
    at: datetime
    correlation_id: str
    data: dict[str, JsonValue]
    deliveries: list[Delivery]


class CaseTimeline(Page[TimelineEntry]):
    """What happened to a case, newest first."""


class CaseSummary(BaseModel):
    """A case in a list."""

    case_id: str
    number: str
    title: str
    status: Status
    priority: Priority
    queue_id: str
    assignee_id: str | None
    contact_id: str
    account_id: str | None
    channel: Channel
    category: str
    tags: tuple[str, ...]
    serial: str | None
    product: str | None
    order_id: str | None
    device_id: str | None
    opened_at: datetime
    due_at: datetime | None


class CasePage(Page[CaseSummary]):
    """Cases."""
