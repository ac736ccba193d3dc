"""How surveys, answers, satisfaction and reviews are shown. Views have no defaults."""

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, Field

from crm.core.i18n import Locale
from crm.core.paging import Page
from crm.core.settings import Versioned
from crm.surveys.models import Answer, FollowUp, Review, Said, Satisfaction, Survey
from crm.surveys.settings.questionnaire import Questionnaire
from crm.surveys.vocabulary import (
    SCALES,
    Channel,
    Flag,
    Kind,
    Mood,
    Priority,
    ReviewStatus,
    SkipReason,
    Status,
    Trend,
    Trigger,
)


class FormView(BaseModel):
    """What a survey link asks, in the customer's language."""

    state: Literal["open", "answered", "over"]
    locale: Locale
    kind: Kind
    title: str
    question: str
    lowest: str = Field(description="What the lowest score means.")
    highest: str
    scores: list[int] = Field(description="The scores to choose from; none where only words are asked for.")
    comment: str = Field(description="What to write above the field for words.")
    anonymous_offered: bool
    expires_at: datetime | None

    @classmethod
    def of(cls, survey: Survey, asked: Versioned[Questionnaire], locale: Locale, *, answered: bool) -> "FormView":
        """Show what is asked to a reader of a language."""
        words = asked.value.texts[locale]
        scale = SCALES[asked.value.asks]
        is_open = survey.status == "sent"
        return cls(
            state="answered" if answered else "open" if is_open else "over",
            locale=locale,
            kind=asked.value.asks,
            scores=[] if scale is None else list(range(scale[0], scale[1] + 1)),
            anonymous_offered=asked.value.anonymous,
            expires_at=survey.expires_at,
            **words.model_dump(include={"title", "question", "lowest", "highest", "comment"}),
        )


class ThanksView(BaseModel):
    """That an answer was taken."""

    thanks: str
    anonymous: bool


class FollowUpView(BaseModel):
    """What a customer said by phone or in IM."""

    follow_up_id: str
    case_id: str
    channel: Channel
    feedback: str
    score: int | None
    needs_action: bool
    by: str
    at: datetime
    answer_id: str | None = Field(description="The answer that it counts as in CSAT.")

    @classmethod
    def of(cls, follow_up: FollowUp) -> "FollowUpView":
        """Show a follow-up."""
        return cls(follow_up_id=follow_up.id, **_named(follow_up, cls))


class SaidView(BaseModel):
    """An answer as it stands in the profile."""

    answer_id: str
    at: datetime
    kind: Kind
    score: int | None
    channel: Channel
    case_id: str | None

    @classmethod
    def of(cls, said: Said) -> "SaidView":
        """Show an answer of the profile."""
        return cls(**_named(said, cls))


class SatisfactionView(BaseModel):
    """How satisfied an account is, and where it goes."""

    account_id: str
    version: int
    average: float | None = Field(description="The average CSAT score; none where none was given.")
    trend: Trend
    answers: int = Field(description="How many answers it has given under its name.")
    records: list[SaidView] = Field(description="The last 50 answers, newest first.")

    @classmethod
    def of(cls, account_id: str, found: Satisfaction | None) -> "SatisfactionView":
        """Show an account's satisfaction; version 0 says that nothing was heard yet."""
        known = found or Satisfaction(id="", account_id=account_id)
        return cls(
            account_id=account_id,
            version=known.version,
            average=known.average,
            trend=known.trend,
            answers=known.answers,
            records=[SaidView.of(each) for each in reversed(known.last)],
        )


class AnswerView(BaseModel):
    """What a customer said; of an anonymous answer everything that leads to them is empty."""

    answer_id: str
    at: datetime
    case_id: str | None
    account_id: str | None
    contact_id: str | None
    assignee_id: str | None
    kind: Kind
    score: int | None
    mood: Mood | None
    comment: str | None
    channel: Channel
    questionnaire: str = Field(description="The questionnaire and its version, as `csat@2`.")
    anonymous: bool
    counts: bool = Field(description="Whether it is counted in metrics and profile.")
    flags: tuple[Flag, ...] = Field(description="Why it is not counted.")

    @classmethod
    def of(cls, answer: Answer) -> "AnswerView":
        """Show an answer."""
        return cls(answer_id=answer.id, **_named(answer, cls))


class AnswerPage(Page[AnswerView]):
    """Answers."""


class ReviewView(BaseModel):
    """A bad score that is looked into."""

    review_id: str
    version: int
    case_id: str
    case_number: str
    account_id: str | None
    answer_id: str
    score: int
    comment: str | None
    status: ReviewStatus
    reviewer_id: str
    task_id: str = Field(description="The task it gives its reviewer.")
    priority: Priority
    opened_at: datetime
    expected_by_at: datetime = Field(description="Its own service level: by when it is to be completed.")
    overdue: bool
    cause: str | None
    action: str | None
    completed_at: datetime | None
    completed_by: str | None

    @classmethod
    def of(cls, review: Review, now: datetime) -> "ReviewView":
        """Show a review as of now."""
        late = (review.completed_at or now) > review.expected_by_at
        return cls(review_id=review.id, overdue=late, **_named(review, cls))


class ReviewPage(Page[ReviewView]):
    """Reviews."""


class CheckView(BaseModel):
    """One of the things that must hold for a customer to be asked."""

    check: Literal["trigger", "contact", "template", "frequency"]
    holds: bool
    why: str = Field(description="In the reader's language.")


class SurveyView(BaseModel):
    """What became of asking about one resolution."""

    survey_id: str
    status: Status
    reason: SkipReason | None
    why: str = Field(description="How it stands and why, in the reader's language.")
    resolved_at: datetime
    send_at: datetime
    sent_at: datetime | None
    delivered_at: datetime | None
    failure: str | None
    reminded_at: datetime | None
    expires_at: datetime | None
    questionnaire: str | None
    policy: str
    repeats: int = Field(description="How often somebody tried to answer again: refused, and not counted.")

    @classmethod
    def of(cls, survey: Survey, why: str) -> "SurveyView":
        """Show a survey."""
        return cls(survey_id=survey.id, why=why, **_named(survey, cls))


class ExplanationView(BaseModel):
    """Why a case's customer was asked, or not: what holds now, and what became of each resolution."""

    case_id: str
    policy: str
    trigger: Trigger
    delay_seconds: int
    checks: list[CheckView]
    surveys: list[SurveyView] = Field(description="One a resolution, newest first: the last 20.")


def _named(state: BaseModel, view: type[BaseModel]) -> dict[str, Any]:
    """Return the members that a state has under the names of a view's."""
    return {name: getattr(state, name) for name in view.model_fields if hasattr(state, name)}
