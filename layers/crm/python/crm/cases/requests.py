"""What may be asked of cases."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from crm.cases.vocabulary import CaseType, Channel, Impact, TransferCause, Urgency, Visibility, WaitFor
from crm.core.instants import Instant
from crm.core.payload import Payload
from crm.core.rules import broken, refuse_null
from crm.directory.settings.calendar import ZoneName
from crm.knowledge.vocabulary import Part

Title = Annotated[str, Field(min_length=1, max_length=200)]
Text = Annotated[str, Field(min_length=1, max_length=20_000)]
Reason = Annotated[str, Field(min_length=1, max_length=1000)]
Word = Annotated[str, Field(min_length=1, max_length=80)]
Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9_.@-]{2,64}$")]
CategoryPath = Annotated[str, Field(pattern=r"^[a-z0-9_-]+(/[a-z0-9_-]+){0,2}$", max_length=130)]
"""Up to three levels, such as `integration/api/signature`."""
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
Tags = Annotated[tuple[Word, ...], Field(max_length=20)]
Ids = Annotated[tuple[Id, ...], Field(max_length=20)]


class _Related(Payload):
    product: Word | None = None
    product_version: Word | None = None
    serial: Word | None = None
    order_id: Word | None = None
    device_id: Word | None = None


class OpenCase(_Related):
    """A case that a colleague or a channel takes in. Priority is computed from impact and urgency.

    The customer is named by `contact_id`, or found by the address or number they wrote or called from.
    """

    title: Title
    description: Text
    contact_id: Id | None = None
    contact_email: Annotated[str, Field(max_length=200)] | None = None
    contact_phone: Annotated[str, Field(max_length=40)] | None = None
    account_id: Id | None = None
    channel: Channel
    case_type: CaseType
    category: CategoryPath
    impact: Impact
    urgency: Urgency
    language: Language | None = None
    region: Word | None = None
    zone: ZoneName | None = None
    address: Annotated[str, Field(max_length=300)] | None = None
    topic: Word | None = None
    tags: Tags = ()
    auto_generated: bool = False
    """Whether a machine wrote it, such as an out-of-office reply: confirming that begins a loop of mail."""

    @model_validator(mode="after")
    def _from_somebody(self) -> Self:
        if not (self.contact_id or self.contact_email or self.contact_phone):
            raise broken("cases", "from_nobody")
        return self


class SubmitCase(_Related):
    """What a customer submits in the portal: what it is about, and how urgent."""

    title: Title
    description: Text | None = None
    category: CategoryPath
    urgency: Urgency
    case_type: CaseType = "incident"
    language: Language | None = None


class EditCase(_Related):
    """Members of a case to change; those left out stay. Impact, urgency and status have actions of their own."""

    title: Title | None = None
    language: Language | None = None
    region: Word | None = None
    address: Annotated[str, Field(max_length=300)] | None = None
    topic: Word | None = None

    @model_validator(mode="after")
    def _needed(self) -> Self:
        refuse_null(self, "title", "language")
        return self


class Reply(Payload):
    """What is written to the customer, or by the customer to us."""

    body: Text
    attachment_ids: Ids = ()


class ReplyToCase(Payload):
    """What is written to the customer. With an article its part is inserted; `body`, where given, is sent instead.

    So a reply quotes an article in one call, and an edited quotation is sent as it was edited.
    """

    body: Text | None = None
    attachment_ids: Ids = ()
    article_id: Id | None = None
    article_part: Part = "summary"

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.body is None and self.article_id is None:
            raise broken("cases", "reply_empty")
        return self


class CiteArticle(Payload):
    """The article that belongs to the case."""

    article_id: Id


class ApproveCitation(Payload):
    """What was read and is approved, by its hash."""

    content_hash: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class RejectCitation(Payload):
    """Why the customer may not get it."""

    reason: Reason


class Note(Payload):
    """An internal note. `@` before a colleague's id mentions them; so does `mentions`."""

    body: Text
    mentions: Ids = ()


class WaitRequest(Payload):
    """What is asked of whom, and until when."""

    wait_for: WaitFor
    asked: Reason
    until_at: Instant | None = None


class Stop(Payload):
    """Why work stops."""

    reason: Reason


class Resume(Payload):
    """Why work goes on, if there is something to say."""

    reason: Reason | None = None


class Transfer(Payload):
    """To whom, or into which queue: one of the two."""

    assignee_id: Id | None = None
    queue_id: Id | None = None
    reason: Reason
    cause: TransferCause = "other"
    over_capacity: bool = False
    """Hand it over although the person is at capacity: supervisors only."""

    @model_validator(mode="after")
    def _one_of_them(self) -> Self:
        if (self.assignee_id is None) == (self.queue_id is None):
            raise broken("cases", "person_or_queue")
        return self


class Reclassify(Payload):
    """Another impact, urgency or category, and why."""

    impact: Impact | None = None
    urgency: Urgency | None = None
    category: CategoryPath | None = None
    reason: Reason

    @model_validator(mode="after")
    def _something(self) -> Self:
        if self.impact is None and self.urgency is None and self.category is None:
            raise broken("cases", "nothing_given")
        return self


class Watch(Payload):
    """Whom to let follow the case: yourself unless somebody is named."""

    user_id: Id | None = None
    as_collaborator: bool = False


class Restore(Payload):
    """How the customer can work again."""

    how: Reason


class Resolve(Payload):
    """What solved the case, and why it came about."""

    solution: Text
    cause_code: Word
    article_id: Id | None = None


class Close(Payload):
    """Why the case is closed, if there is something to say."""

    reason: Reason | None = None


class Reopen(Payload):
    """Why it is not over."""

    reason: Reason


class Escalate(Payload):
    """To which level, why, and by when something is expected."""

    level: Annotated[int, Field(ge=1, le=5)]
    reason: Reason
    to: Id | None = None
    expected_by_at: Instant | None = None


class Revert(Payload):
    """Why the escalation was a mistake."""

    reason: Reason


class AnnounceAttachment(Payload):
    """A file that is to be uploaded."""

    file_name: Annotated[str, Field(min_length=1, max_length=200)]
    content_type: Annotated[str, Field(min_length=3, max_length=100)]
    size_bytes: Annotated[int, Field(ge=1)]
    visibility: Visibility = "public"


class Retarget(Payload):
    """Which cases to put under the policy now in force, and why."""

    case_ids: Annotated[tuple[Id, ...], Field(min_length=1, max_length=25)]
    policy: Word | None = None
    reason: Reason
    dry_run: bool = True
