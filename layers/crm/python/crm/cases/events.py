"""What happens to a case. The events of a case are its timeline, its audit trail and the source of its state."""

from datetime import datetime
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from crm.cases.citation import Citation, PendingCitation
from crm.cases.sla.clocks import Terms
from crm.cases.sla.milestone import MilestoneName
from crm.cases.vocabulary import (
    CaseType,
    Channel,
    EscalationCause,
    FollowUpOutcome,
    Impact,
    MergeCause,
    Priority,
    Relation,
    Status,
    SubtaskState,
    TransferCause,
    Urgency,
    ViewName,
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
    """Something was asked of the customer or a third party, until when.

    `remind_at` and `close_at` are what the policy, if any, makes of the deadline.
    """

    wait_for: WaitFor
    asked: str
    until_at: datetime | None = None
    remind_at: tuple[datetime, ...] = ()
    close_at: datetime | None = None
    policy: str | None = None


class WaitReminded(Event):
    """The customer was reminded of what was asked of them: the `reminder`th time."""

    asked: str
    reminder: int
    until_at: datetime | None = None
    close_at: datetime | None = None


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
    by_policy: str | None = None
    """The policy that ended a case nobody solved, as `default@3`: what is not to be surveyed or praised."""


class CaseClosed(Event):
    """The case is over; by the policy for unanswered questions where `by_policy` names it."""

    reason: str | None = None
    by_policy: str | None = None


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


class CaseTagged(Event):
    """Tags were put on the case or taken off."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


class ArticleLinked(Event):
    """An article of the knowledge base was put beside the case."""

    article_id: str


class MacroApplied(Event):
    """What follows in the same commit was done by a macro: which one, at which version."""

    macro: str
    steps: tuple[str, ...]


class CaseRelated(Event):
    """The case stands in a relation to another; the other's record tells the inverse."""

    relation: Relation
    case_id: str
    number: str


class CaseUnrelated(Event):
    """A relation to another case does not hold any more."""

    relation: Relation
    case_id: str
    number: str


class FaultEnded(Event):
    """The fault that caused the case is over; says who is told here because no other of its cases has told them."""

    fault_id: str
    fault_number: str
    episode: int
    """How often the fault had been reopened before."""
    solution: str | None = None
    tell_customer: bool = False
    tell_agent: bool = False


class FaultSpread(Event):
    """Some, or with `next_case_id` none left, of the cases that the fault caused were told that it is over."""

    episode: int
    told: int
    next_case_id: str | None = None


class SubtaskPlanned(Event):
    """A part of the case became a task of somebody's; while a mandatory one is open the case cannot be resolved."""

    subtask_id: str
    title: str
    expected_result: str
    assignee_id: str
    due_at: datetime
    mandatory: bool
    priority: Priority
    number: str
    account_id: str | None = None


class SubtaskFollowed(Event):
    """Something became of a part of the case: its state, its person, its time."""

    subtask_id: str
    task_version: int
    state: SubtaskState
    assignee_id: str | None = None
    due_at: datetime | None = None


class FollowUpNeeded(Event):
    """A customer was not content: what the desk's policy made of it."""

    source: str
    """The record of the follow-up or the answer that said so."""
    score: int | None = None
    complaint: bool = False
    outcome: FollowUpOutcome
    policy: str
    case_id: str | None = None
    case_number: str | None = None
    """The follow-up case, where one was opened."""


class CaseViewSaved(Event):
    """Somebody saved a view of cases, or changed one."""

    name: str
    owner_id: str
    team_id: str | None = None
    view: ViewName
    filters: dict[str, str] = Field(default_factory=dict)
    queue_id: str | None = None
    account_id: str | None = None


class CaseViewDeleted(Event):
    """A saved view is of no use any more."""


class SampleDrawn(Event):
    """Cases were drawn for quality assurance: from how many, by which seed, and which."""

    tag: str
    opened_from_at: datetime
    opened_before_at: datetime
    seed: str
    number: int | None = None
    percent: int | None = None
    population: int
    case_ids: tuple[str, ...]


class MailFileTaken(BaseModel):
    """A file of a mail that becomes the case's, and where it lies in the inbox until then."""

    model_config = ConfigDict(frozen=True)

    attachment_id: str
    file_name: str
    inbox_key: str


class MailFileRefused(BaseModel):
    """A file of a mail that the desk does not take; it stays in the mail."""

    model_config = ConfigDict(frozen=True)

    file_name: str
    reason: Literal["type", "size", "too_many"]


class MailTakenIn(Event):
    """A mail opened the case, or answered it: whose it was, how its case was found, and what became of its files.

    `follows` is the number of the case that the mail answered too late, so that it opened this one.
    """

    mail_id: str
    message_id: str | None
    sender: str
    sender_name: str
    subject: str
    outcome: Literal["opened", "answered"]
    by: str
    number: str
    files: tuple[MailFileTaken, ...] = ()
    refused: tuple[MailFileRefused, ...] = ()
    follows: str | None = None
    released_by: str | None = None


class MailNotTaken(Event):
    """A mail neither opened nor answered a case, and why; it waits for a person."""

    mail_id: str
    sender: str
    reason: Literal["unknown_sender", "inactive_sender", "not_the_contact", "forged_token"]


class ChatLine(BaseModel):
    """What somebody said in a conversation."""

    model_config = ConfigDict(frozen=True)

    author_id: str
    text: str
    said_at: datetime


class ChatDigestAdded(Event):
    """What was said about the case in IM, and what came of it: the digest of one conversation."""

    provider: str | None = None
    thread_id: str | None = None
    url: str | None = None
    card_id: str
    card_number: str | None = None
    lines: tuple[ChatLine, ...]
    result: str | None = None


class Tally(BaseModel):
    """How much a case holds: counted before and after a merge, so that nothing is lost unseen."""

    model_config = ConfigDict(frozen=True)

    messages: int
    attachments: int
    watchers: int
    collaborators: int


class CaseMerged(Event):
    """The case is a duplicate: it gave way to its main case, and its number stands for that one from now on."""

    counted: ClassVar[bool] = True

    into_id: str
    into_number: str
    cause: MergeCause
    reason: str
    rule: str | None
    """Which rule found it, in which version; none where a colleague did."""
    inputs: dict[str, JsonValue]
    undo_until_at: datetime
    survey: bool
    """Whether the customer is asked how content they are: never, of a case that somebody else answers."""


class CaseAbsorbed(Event):
    """A duplicate was merged into the case; what both held was counted before and after."""

    case_id: str
    number: str
    contact_id: str
    cause: MergeCause
    reason: str
    also: tuple[str, ...] = ()
    watchers: tuple[str, ...] = ()
    collaborators: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    before: Tally
    brought: Tally
    after: Tally


class CaseUnmerged(Event):
    """The merge was a mistake: the case is again what it was before."""

    from_id: str
    from_number: str
    reason: str


class CaseReleased(Event):
    """A case that had been merged into this one stands alone again."""

    case_id: str
    number: str
    reason: str


class CaseSuspected(Event):
    """Equal cases came in faster than anybody in need writes them: a supervisor is to look."""

    counted: ClassVar[bool] = True

    rule: str
    """Which rule, in which version."""
    inputs: dict[str, JsonValue]


class MaliceConfirmed(Event):
    """A supervisor found the case malicious, which ends it."""

    reason: str
    by: str
    rule: str
    inputs: dict[str, JsonValue]
    survey: bool
    """Whether the customer is asked how content they are: never."""


class MaliceCleared(Event):
    """A supervisor found nothing malicious: what had been merged by itself stands alone again."""

    reason: str
    by: str
    rule: str
    inputs: dict[str, JsonValue]
    restored: tuple[str, ...] = ()
    """The numbers of the cases that are open again."""


class SenderBlocked(Event):
    """Nothing is taken in from those who sent the case until then."""

    reason: str
    by: str
    until_at: datetime
    block_ids: tuple[str, ...]
    rule: str


class SenderUnblocked(Event):
    """What a blocked sender sends is taken in again."""

    block_id: str
    by: str
