"""What may be asked of the desk beyond one change of one case: macros, many cases, relations, parts, views, samples."""

from datetime import timedelta
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from crm.cases.filters import Filters
from crm.cases.requests import (
    Close,
    Id,
    Note,
    Reason,
    Reclassify,
    Reply,
    Resolve,
    Tags,
    Title,
    Transfer,
    WaitRequest,
    Word,
)
from crm.cases.vocabulary import Relation, ViewName
from crm.core.instants import Instant
from crm.core.payload import Payload
from crm.core.rules import broken

SettingName = Annotated[str, Field(pattern=r"^[A-Za-z0-9_.-]{1,80}$")]
SAMPLE_LIMIT = 500
"""How many cases a sample holds at most."""
SAMPLE_DAYS = 92
"""How long the period may be that a sample is drawn from."""
Values = Annotated[dict[Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")], Reason], Field(max_length=20)]
"""What the texts of a macro show and the case does not tell, by name."""


class _UseText(Payload):
    macro_id: SettingName | None = None
    template_id: SettingName | None = None
    values: Values = Field(default_factory=dict)

    @model_validator(mode="after")
    def _one_of_them(self) -> Self:
        if (self.macro_id is None) == (self.template_id is None):
            raise broken("cases", "macro_or_template")
        return self


class ApplyMacro(_UseText):
    """Which macro to apply, or which reply template to send alone; with `preview` nothing is changed or sent."""

    preview: bool = False


class BulkMacro(_UseText):
    """Apply a macro, or send a reply template."""

    do: Literal["macro"]


class BulkTransfer(Transfer):
    """Hand the cases to a person, or put them into a queue."""

    do: Literal["transfer"]


class BulkTag(Payload):
    """Put tags on and take tags off."""

    do: Literal["tag"]
    add: Tags = ()
    remove: Tags = ()


class BulkReclassify(Reclassify):
    """Change impact, urgency or category."""

    do: Literal["reclassify"]


class BulkNote(Note):
    """Leave the same internal note."""

    do: Literal["note"]


class BulkReply(Reply):
    """Write the same to the customers."""

    do: Literal["reply"]


class BulkWait(WaitRequest):
    """Wait for the customers or a third party."""

    do: Literal["wait"]


class BulkResolve(Resolve):
    """Resolve with the same solution and cause."""

    do: Literal["resolve"]


class BulkClose(Close):
    """Close what is resolved."""

    do: Literal["close"]


BulkAction = Annotated[
    BulkMacro | BulkTransfer | BulkTag | BulkReclassify | BulkNote | BulkReply | BulkWait | BulkResolve | BulkClose,
    Field(discriminator="do"),
]

BULK_LIMIT = 100


class Bulk(Payload):
    """What is to be done with which cases, each named by id or number once."""

    case_ids: Annotated[tuple[Id, ...], Field(min_length=1, max_length=BULK_LIMIT)]
    action: BulkAction


class Relate(Payload):
    """To which case this one stands how."""

    relation: Relation
    case_id: Id


class PlanSubtask(Payload):
    """A part of the case that somebody is to do, and by when; one that is not mandatory holds nothing up."""

    title: Title
    expected_result: Reason
    assignee_id: Id
    due_at: Instant
    mandatory: bool = True


class SaveView(Payload):
    """A view of cases under a name: for yourself or, by supervisors, for a team."""

    name: Word
    view: ViewName = "mine"
    filters: Filters = Filters()
    queue_id: Word | None = None
    account_id: Word | None = None
    team_id: Id | None = None


class DrawSample(Payload):
    """Which cases to draw from, and how many; the same seed draws the same cases."""

    tag: Word
    opened_from_at: Instant
    opened_before_at: Instant
    seed: Annotated[str, Field(min_length=1, max_length=80)]
    number: Annotated[int, Field(ge=1, le=SAMPLE_LIMIT)] | None = None
    percent: Annotated[int, Field(ge=1, le=100)] | None = None

    @model_validator(mode="after")
    def _sensible(self) -> Self:
        if (self.number is None) == (self.percent is None):
            raise broken("cases", "number_or_percent")
        if not timedelta(0) < self.opened_before_at - self.opened_from_at <= timedelta(days=SAMPLE_DAYS):
            raise broken("cases", "sample_period", days=SAMPLE_DAYS)
        return self
