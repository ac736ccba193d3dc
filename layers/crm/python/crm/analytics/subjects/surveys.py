"""What surveys contribute: whether those that were due came, what was answered, and whether bad scores are looked into.

An anonymous answer counts for nobody and no team: whose it is, is not known here either. It counts as an answer to some
invitation all the same, so the response rate of everybody is whole, while those of people and teams leave it out.
"""

from collections.abc import Iterator
from datetime import datetime

from pydantic import BaseModel, ConfigDict

from crm.analytics import library
from crm.analytics.contributions import Contribution
from crm.analytics.definitions import Definition
from crm.analytics.subjects import Known, Subject
from crm.core.events import Envelope
from crm.surveys.events import (
    AnswerWritten,
    ReviewCompleted,
    ReviewOpened,
    SurveyAnswered,
    SurveyDelivered,
    SurveyInvited,
    SurveyPlanned,
    SurveySkipped,
)
from crm.surveys.vocabulary import BY_POLICY

SATISFIED_FROM = 4
PROMOTER_FROM, PASSIVE_FROM = 9, 7
BY_LINK = "email"


class SurveyFacts(BaseModel):
    """What counts of a survey. `due_at` is when it was to be sent, where nothing in the policy spoke against it."""

    model_config = ConfigDict(frozen=True)

    due_at: datetime | None = None
    delivered_at: datetime | None = None
    assignee_id: str | None = None
    team_id: str | None = None


def evolve_survey(facts: SurveyFacts | None, envelope: Envelope, known: Known) -> SurveyFacts | None:
    """Return the facts after an event."""
    if facts is None:
        planned = SurveyPlanned.model_validate(envelope.data)
        team = _team(planned.assignee_id, envelope.occurred_at, known)
        return SurveyFacts(assignee_id=planned.assignee_id, team_id=team)
    at = envelope.occurred_at
    if envelope.type == SurveyInvited.__name__:
        return facts.model_copy(update={"due_at": at})
    if envelope.type == SurveySkipped.__name__:
        by_policy = SurveySkipped.model_validate(envelope.data).reason in BY_POLICY
        return facts if by_policy else facts.model_copy(update={"due_at": at})
    return facts.model_copy(update={"delivered_at": at}) if envelope.type == SurveyDelivered.__name__ else facts


def of_survey(_survey_id: str, facts: SurveyFacts) -> Iterator[Contribution]:
    """Yield what a survey contributes."""
    who = (facts.assignee_id, facts.team_id)
    if facts.due_at is not None:
        yield _row(library.SURVEY_REACH, facts.due_at, int(facts.delivered_at is not None), 1, *who)
    if facts.delivered_at is not None:
        yield _row(library.SURVEY_RESPONSE_RATE, facts.delivered_at, 0, 1, *who)


class AnswerFacts(BaseModel):
    """What counts of an answer."""

    model_config = ConfigDict(frozen=True)

    at: datetime
    kind: str
    score: int | None
    channel: str
    counts: bool
    assignee_id: str | None
    team_id: str | None
    written_at: datetime | None = None


def evolve_answer(facts: AnswerFacts | None, envelope: Envelope, known: Known) -> AnswerFacts | None:
    """Return the facts after an event."""
    at = envelope.occurred_at
    if facts is None:
        said = SurveyAnswered.model_validate(envelope.data)
        told = said.model_dump(include={"kind", "score", "channel", "counts", "assignee_id"})
        return AnswerFacts(at=at, team_id=_team(said.assignee_id, at, known), **told)
    return facts.model_copy(update={"written_at": at}) if envelope.type == AnswerWritten.__name__ else facts


def of_answer(_answer_id: str, facts: AnswerFacts) -> Iterator[Contribution]:
    """Yield what an answer contributes: nothing where it is not counted."""
    if not facts.counts:
        return
    who = (facts.assignee_id, facts.team_id)
    if facts.channel == BY_LINK:
        yield _row(library.SURVEY_RESPONSE_RATE, facts.at, 1, 0, *who)
    if facts.kind == "csat" and facts.score is not None:
        yield _by_channel(library.CSAT, int(facts.score >= SATISFIED_FROM), facts)
    if facts.kind == "nps" and facts.score is not None:
        promotes, detracts = facts.score >= PROMOTER_FROM, facts.score < PASSIVE_FROM
        yield _by_channel(library.NPS, int(promotes) - int(detracts), facts)
    if facts.written_at is not None:
        took = round((facts.written_at - facts.at).total_seconds() * 1000)
        yield _row(library.SURVEY_LATENCY, facts.at, max(0, took), 1, *who)


class ReviewFacts(BaseModel):
    """What counts of a review."""

    model_config = ConfigDict(frozen=True)

    opened_at: datetime
    reviewer_id: str
    team_id: str | None
    completed: bool = False


def evolve_review(facts: ReviewFacts | None, envelope: Envelope, known: Known) -> ReviewFacts | None:
    """Return the facts after an event."""
    if facts is None:
        at = envelope.occurred_at
        reviewer_id = ReviewOpened.model_validate(envelope.data).reviewer_id
        return ReviewFacts(opened_at=at, reviewer_id=reviewer_id, team_id=known.team_of(reviewer_id, at))
    return facts.model_copy(update={"completed": True}) if envelope.type == ReviewCompleted.__name__ else facts


def of_review(_review_id: str, facts: ReviewFacts) -> Iterator[Contribution]:
    """Yield what a review contributes."""
    definition = library.LOW_SCORE_REVIEW_COMPLETION
    yield _row(definition, facts.opened_at, int(facts.completed), 1, facts.reviewer_id, facts.team_id)


def _team(user_id: str | None, at: datetime, known: Known) -> str | None:
    return None if user_id is None else known.team_of(user_id, at)


def _by_channel(definition: Definition, amount: int, facts: AnswerFacts) -> Contribution:
    row = _row(definition, facts.at, amount, 1, facts.assignee_id, facts.team_id)
    return row.model_copy(update={"dimensions": {"channel": facts.channel}})


def _row(
    definition: Definition, at: datetime, amount: int, weight: int, assignee_id: str | None, team_id: str | None
) -> Contribution:
    return Contribution(
        metric=definition.reference,
        key="1",
        at=at,
        amount=amount,
        weight=weight,
        assignee_id=assignee_id,
        team_id=team_id,
    )


SURVEYS = Subject(
    kind="survey",
    domain="surveys",
    prefix="survey_",
    facts=SurveyFacts,
    begins=(SurveyPlanned,),
    heard=(SurveyPlanned, SurveyInvited, SurveySkipped, SurveyDelivered),
    evolve=evolve_survey,
    contributions=of_survey,
)
SURVEY_ANSWERS = Subject(
    kind="survey_answer",
    domain="surveys",
    prefix="answer_",
    facts=AnswerFacts,
    begins=(SurveyAnswered,),
    heard=(SurveyAnswered, AnswerWritten),
    evolve=evolve_answer,
    contributions=of_answer,
)
SURVEY_REVIEWS = Subject(
    kind="survey_review",
    domain="surveys",
    prefix="review_",
    facts=ReviewFacts,
    begins=(ReviewOpened,),
    heard=(ReviewOpened, ReviewCompleted),
    evolve=evolve_review,
    contributions=of_review,
)
