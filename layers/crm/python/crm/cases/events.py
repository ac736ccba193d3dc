"""What happens to a case. The events of a case are its timeline, its audit trail and the source of its state."""

from datetime import datetime
from typing import ClassVar, Literal

from crm.cases.citation import Citation, PendingCitation
from crm.cases.sla.clocks import Terms
from crm.cases.sla.milestone import MilestoneName
from crm.cases.vocabulary import (
    CaseType,
    Channel,
    EscalationCause,
    Impact,
    Priority,
    Status,
    TransferCause,
    Urgency,
    Visibility,
    WaitFor,
)
from crm.core.events import Event


class CaseOpened(Event):
    """A customer's concern became a case, and its clocks started."""

    counted: ClassVar[bool] = True

    number: str
    title: str
    description: str
    case_type: CaseType
    channel: Channel
    category: str
    impact: Impact
    urgency: Urgency
    priority: Priority
    contact_id: str
    account_id: str | None = None
    customer_level: str
    language: str
    region: str | None = None
    zone: str
    queue_id: str
    shards: int = 1
    terms: Terms
    tags: tuple[str, ...] = ()
    topic: str | None = None
    product: str | None = None
    product_version: str | None = None
    serial: str | None = None
    order_id: str | None = None
    device_id: str | None = None
    address: str | None = None
    auto_generated: bool = False


class CaseRouted(Event):
    """Routing looked at the case and chose a person, or found none; the whole decision is kept beside."""

    decision: int
    rule_id: str
    queue_id: str
    assignee_id: str | None
    reason: str
    candidates: int
    shards: int = 1
    look_again_at: datetime | None = None


class NobodyEligible(Event):
    """Nobody could take the case: it waits for manual dispatch, its clocks running."""

    counted: ClassVar[bool] = True

    queue_id: str
    reason: str
    told: tuple[str, ...]


class CaseAccepted(Event):
    """Somebody took the case on."""

    by: str


class CaseReplied(Event):
    """A colleague wrote to the customer."""

    body: str
    by: str
    attachment_ids: tuple[str, ...] = ()
    citation: Citation | None = None
    """The article that the text quotes."""


class CustomerReplied(Event):
    """The customer wrote."""

    body: str
    channel: Channel
    attachment_ids: tuple[str, ...] = ()


class CaseNoted(Event):
    """A colleague left an internal note; those mentioned are told and may read the case."""

    body: str
    mentions: tuple[str, ...] = ()


class CaseWaiting(Event):
    """Something was asked of the customer or a third party, until when."""

    wait_for: WaitFor
    asked: str
    until_at: datetime | None = None


class WaitExpired(Event):
    """What was asked for did not come in time."""

    wait_for: WaitFor
    asked: str


class WorkStopped(Event):
    """Work on the case was stopped."""

    reason: str


class CaseResumed(Event):
    """Work goes on."""

    reason: str | None = None


class CaseTransferred(Event):
    """The case was handed to a person, or put into a queue."""

    assignee_id: str | None
    queue_id: str
    reason: str
    cause: TransferCause = "other"
    shards: int = 1


class CaseEdited(Event):
    """Members of the case changed."""

    changes: dict[str, tuple[str | None, str | None]]


class CaseReclassified(Event):
    """Impact, urgency or category changed, and with them priority and promise."""

    reason: str
    impact: Impact
    urgency: Urgency
    priority: Priority
    category: str
    priority_before: Priority


class CaseRetargeted(Event):
    """The case's clocks follow other terms from now on; the time used is carried over."""

    reason: str
    terms: Terms
    policy_before: str


class WatcherAdded(Event):
    """A colleague follows the case."""

    user_id: str
    as_collaborator: bool = False


class WatcherRemoved(Event):
    """A colleague follows the case no more."""

    user_id: str


class ServiceRestored(Event):
    """The customer can work again, if only provisionally."""

    how: str


class CaseResolved(Event):
    """The case is solved, and the customer was told how."""

    counted: ClassVar[bool] = True

    solution: str
    cause_code: str
    article_id: str | None = None
    close_at: datetime | None = None


class CaseClosed(Event):
    """The case is over."""

    reason: str | None = None


class CustomerSurveyed(Event):
    """The customer said how it was: by a survey, or to a colleague who asked. The case itself does not change by it."""

    answer_id: str
    asked_by: Literal["survey", "follow_up"]
    kind: str
    score: int | None = None
    comment: str | None = None
    channel: str
    counts: bool = True
    needs_action: bool = False


class CaseReopened(Event):
    """It was not over after all: the resolution clock goes on."""

    reason: str


class ThresholdReached(Event):
    """A share of a milestone's time is used; `told` are those who were warned."""

    milestone: MilestoneName
    instance: int
    percent: int
    at: datetime
    due_at: datetime | None
    told: tuple[str, ...] = ()


class MilestoneBreached(Event):
    """A promise was not kept in time."""

    counted: ClassVar[bool] = True

    milestone: MilestoneName
    instance: int
    at: datetime
    told: tuple[str, ...] = ()


class EscalationDue(Event):
    """A breached case is to go to the next level: what starts the escalation workflow."""

    milestone: MilestoneName
    instance: int
    level: int


class CaseEscalated(Event):
    """The case went up a level, and the new owner's first response began."""

    counted: ClassVar[bool] = True

    escalation_id: str
    level: int
    cause: EscalationCause
    reason: str
    handler_id: str | None
    to: str
    milestone: str | None = None
    expected_by_at: datetime | None = None
    told: tuple[str, ...] = ()
    number: str | None = None
    title: str | None = None
    account_id: str | None = None
    """What other domains call the case by; none in events of before they were told."""


class EscalationDeclined(Event):
    """An escalation that was due turned out not to be needed."""

    milestone: MilestoneName
    instance: int
    reason: str


class EscalationReverted(Event):
    """An escalation was a mistake: owner, status and clocks are as before."""

    escalation_id: str
    reason: str
    assignee_id: str | None
    status: Status
    queue_id: str
    shards: int = 1


class ArticleAttached(Event):
    """A colleague noted that an article belongs to the case."""

    citation: Citation


class CitationProposed(Event):
    """A reply quotes a sensitive article: it waits for approval."""

    pending: PendingCitation
    manager_id: str | None = None


class CitationApproved(Event):
    """A reply that waited goes to the customer exactly as it was approved."""

    citation_id: str
    approved_by: str
    content_hash: str


class CitationRejected(Event):
    """A reply that waited does not go to the customer."""

    citation_id: str
    reason: str
    by: str
    title: str


class CitationFailed(Event):
    """An article could not be cited, and why; files can be attached by hand."""

    article_id: str
    cause: str
    attempt: str


class AttachmentAdded(Event):
    """A file arrived."""

    attachment_id: str
    file_name: str
    content_type: str
    size_bytes: int
    visibility: Visibility
