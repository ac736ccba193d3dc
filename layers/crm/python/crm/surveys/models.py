"""What is asked about a resolution, what was answered, how an account feels, and what is to be looked into."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from crm.core import ids
from crm.core.repository import Aggregate
from crm.surveys.vocabulary import Channel, Flag, Kind, Mood, Priority, ReviewStatus, Round, SkipReason, Status, Trend


class Survey(Aggregate):
    """What becomes of asking a customer about one resolution of a case.

    It never says that it was answered anonymously: such a survey looks like one that nobody answered.
    """

    case_id: str
    case_number: str
    case_title: str
    contact_id: str
    account_id: str | None = None
    assignee_id: str | None = None
    by_machine: bool = False
    """Whether the system itself solved the case."""
    resolved_at: datetime
    policy: str
    status: Status = "waiting"
    reason: SkipReason | None = None
    send_at: datetime
    look_again_at: datetime | None = None
    """When to call for what is due again, if nothing came of the first call."""
    questionnaire: str | None = None
    channel: Channel | None = None
    sent_at: datetime | None = None
    delivered_at: datetime | None = None
    failure: str | None = None
    """Why the invitation could not be delivered."""
    remind_at: datetime | None = None
    reminded_at: datetime | None = None
    expires_at: datetime | None = None
    answer_id: str | None = None
    repeats: int = 0
    """How often somebody tried to answer again: refused, and not counted."""

    @property
    def wake_at(self) -> datetime | None:
        """When there is something to do about it without anybody's asking."""
        if self.look_again_at is not None and self.status in {"waiting", "sent"}:
            return self.look_again_at
        if self.status == "waiting":
            return self.send_at
        return (self.remind_at or self.expires_at) if self.status == "sent" else None

    def due(self, now: datetime) -> Round | None:
        """Return what is due about it, None for nothing."""
        if self.status == "waiting":
            return "invite" if self.send_at <= now else None
        if self.status != "sent" or self.expires_at is None:
            return None
        if self.expires_at <= now:
            return "expire"
        return "remind" if self.remind_at is not None and self.remind_at <= now else None


class Answer(Aggregate):
    """What a customer said. Of an anonymous one there is nothing here, or anywhere, that leads to who gave it."""

    at: datetime
    case_id: str | None = None
    account_id: str | None = None
    contact_id: str | None = None
    assignee_id: str | None = None
    survey_id: str | None = None
    kind: Kind
    score: int | None = None
    mood: Mood | None = None
    comment: str | None = None
    channel: Channel
    counts: bool = True
    flags: tuple[Flag, ...] = ()
    questionnaire: str
    anonymous: bool = False
    written_at: datetime | None = None
    """When it came into the profile of its account."""


class FollowUp(Aggregate):
    """What a colleague was told when they asked the customer by phone or in IM."""

    case_id: str
    account_id: str | None = None
    contact_id: str
    channel: Channel
    feedback: str
    score: int | None = None
    needs_action: bool = False
    by: str
    at: datetime
    answer_id: str | None = None


class Said(BaseModel):
    """An answer as it stands in the profile of an account. `points` is its score on a scale of 100."""

    model_config = ConfigDict(frozen=True)

    answer_id: str
    at: datetime
    kind: Kind
    score: int | None = None
    points: float | None = None
    channel: Channel
    case_id: str | None = None


class Satisfaction(Aggregate):
    """How satisfied an account is: its last answers, and what all of them come to."""

    account_id: str
    answers: int = 0
    scored: int = 0
    points: float = 0.0
    """The sum of the points of all that had a score."""
    csat_answers: int = 0
    csat_scores: int = 0
    """The sum of the scores of those, so that an average is exact however many there were."""
    trend: Trend = "flat"
    last: tuple[Said, ...] = ()

    @property
    def average(self) -> float | None:
        """The average CSAT score, None where none was given."""
        return round(self.csat_scores / self.csat_answers, 2) if self.csat_answers else None


class Review(Aggregate):
    """A bad score is looked into: by whom, by when, and what was found."""

    case_id: str
    case_number: str
    case_title: str
    account_id: str | None = None
    answer_id: str
    score: int
    comment: str | None = None
    reviewer_id: str
    priority: Priority
    opened_at: datetime
    expected_by_at: datetime
    status: ReviewStatus = "open"
    cause: str | None = None
    action: str | None = None
    completed_at: datetime | None = None
    completed_by: str | None = None

    @property
    def task_id(self) -> str:
        """The task that it gives its reviewer: tasks derive its id from what gives rise to it."""
        return ids.derived_id("task", self.id)


def survey_id(case_id: str, resolved_at: datetime) -> str:
    """Return the id of the survey about a resolution: one for each."""
    return ids.derived_id("survey", case_id, resolved_at.isoformat())


def satisfaction_id(account_id: str) -> str:
    """Return the id of how satisfied an account is."""
    return f"satisfaction_{account_id}"


def review_id(case_id: str, resolved_at: datetime | None) -> str:
    """Return the id of the review of a resolution: one for each, however many bad scores it gets."""
    return ids.derived_id("review", case_id, "" if resolved_at is None else resolved_at.isoformat())
