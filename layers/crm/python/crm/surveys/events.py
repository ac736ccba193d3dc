"""What happens to surveys: their history, their audit trail and the source of the metrics.

Nothing that is told of an anonymous answer says whose it is: `SurveyAnswered` is the only event of its aggregate, which
names neither case nor customer, and no event of the survey says that it was answered (ADR 0025).
"""

from datetime import datetime
from typing import ClassVar

from crm.core.events import Event
from crm.surveys.vocabulary import Channel, Flag, Kind, Mood, Priority, Round, SkipReason, Trend


class SurveyPlanned(Event):
    """A case was solved: its customer is to be asked about it at a time, unless something speaks against it then."""

    case_id: str
    case_number: str
    case_title: str
    contact_id: str
    account_id: str | None = None
    assignee_id: str | None = None
    resolved_at: datetime
    send_at: datetime
    policy: str


class SurveyDue(Event):
    """The time has come to invite, to remind or to give up: what starts the workflow `SendSurvey`."""

    due: Round


class SurveyInvited(Event):
    """The customer was invited to answer."""

    counted: ClassVar[bool] = True

    case_id: str
    account_id: str | None = None
    contact_id: str
    channel: Channel
    questionnaire: str
    assignee_id: str | None = None
    expires_at: datetime


class SurveyDelivered(Event):
    """The invitation was taken by the customer's side."""

    delivered_at: datetime
    assignee_id: str | None = None


class SurveyNotDelivered(Event):
    """The invitation could not be delivered."""

    reason: str


class SurveyReminded(Event):
    """The customer was reminded of the invitation: once."""


class SurveySkipped(Event):
    """Nobody was asked about this resolution, and why."""

    counted: ClassVar[bool] = True

    case_id: str
    reason: SkipReason
    rule: str
    """The policy that said so, as `default@3`."""
    assignee_id: str | None = None


class SurveyCancelled(Event):
    """The case was opened again before anybody was asked, or before they answered."""

    case_id: str
    reason: SkipReason = "reopened"


class SurveyExpired(Event):
    """The time to answer is over."""


class SurveyClosed(Event):
    """The survey was answered, under the customer's name."""

    answer_id: str


class SurveyAnsweredAgain(Event):
    """Somebody tried to answer a survey that had been answered: refused, and not counted."""

    repeats: int


class SurveyAnswered(Event):
    """A customer said how it was: by the link, or to a colleague who wrote it down.

    Who, for whom and which case are empty where the answer is anonymous. `counts` is false
    where `flags` says why it looks like no customer's answer: it then changes no metric, no profile and no health.
    """

    case_id: str | None = None
    account_id: str | None = None
    contact_id: str | None = None
    assignee_id: str | None = None
    survey_id: str | None = None
    resolved_at: datetime | None = None
    kind: Kind
    score: int | None = None
    mood: Mood | None = None
    comment: str | None = None
    channel: Channel
    counts: bool = True
    flags: tuple[Flag, ...] = ()
    questionnaire: str
    """The questionnaire and its version, as `csat@2`."""
    anonymous: bool = False
    case_number: str | None = None
    case_title: str | None = None


class AnswerWritten(Event):
    """An answer stands in the profile of its account."""

    account_id: str
    answered_at: datetime
    assignee_id: str | None = None


class SatisfactionChanged(Event):
    """An account said how it was: what its satisfaction comes to now, and where it goes."""

    account_id: str
    answer_id: str
    kind: Kind
    score: int | None = None
    average: float | None = None
    trend: Trend
    trend_before: Trend | None = None
    told: tuple[str, ...] = ()


class FollowUpRecorded(Event):
    """A colleague asked the customer how it was, by phone or in IM, and wrote down what they said."""

    case_id: str
    account_id: str | None = None
    contact_id: str
    channel: Channel
    feedback: str
    score: int | None = None
    needs_action: bool = False
    by: str
    answer_id: str | None = None
    """The answer that it counts as, where a score was given."""


class ReviewOpened(Event):
    """A customer was dissatisfied: somebody is to find out why, by when."""

    counted: ClassVar[bool] = True

    case_id: str
    case_number: str
    case_title: str
    account_id: str | None = None
    answer_id: str
    score: int
    comment: str | None = None
    reviewer_id: str
    priority: Priority
    expected_by_at: datetime


class ReviewCompleted(Event):
    """It was found out why a customer was dissatisfied, and what follows from it."""

    cause: str
    action: str | None = None
    by: str
    on_time: bool
