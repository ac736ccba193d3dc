"""Answering a survey by its link: shown as often as one likes, answered once (R-057, R-064, R-065).

An anonymous answer is written so that nothing leads from it to its survey: it is another aggregate with a random id,
its record carries no correlation with the request, the survey is not touched, the link's mark says neither when nor for
what it was used, and no idempotency record keeps a digest of what was said (ADR 0025).
"""

from dataclasses import replace
from datetime import datetime

from crm.core import idempotency, ids, log, settings, tokens
from crm.core.command import Command
from crm.core.errors import ConflictError, CrmError, InvalidError
from crm.core.i18n import Locale
from crm.core.origin import Origin
from crm.core.settings import Versioned
from crm.core.transaction import Transaction
from crm.surveys import rules
from crm.surveys.events import SurveyAnswered, SurveyAnsweredAgain, SurveyClosed
from crm.surveys.models import Answer, Survey
from crm.surveys.repository import answers, marks, surveys
from crm.surveys.requests import AnswerSurvey
from crm.surveys.sending import PREFIX, PURPOSE
from crm.surveys.settings.policy import SurveyPolicy
from crm.surveys.settings.questionnaire import Questionnaire
from crm.surveys.views import FormView, ThanksView
from crm.surveys.vocabulary import Flag

NOTED_REPEATS = 20
"""How many attempts to answer again are noted; beyond them each is refused and nothing is written."""


class SurveyLinkInvalidError(CrmError):
    """The link was cut short, changed, or is no longer good."""

    status, code = 404, "survey_link_invalid"


class SurveyAnsweredError(ConflictError):
    """The link was used: it is good for one answer."""

    code = "survey_answered"


class SurveyOverError(ConflictError):
    """The time to answer is over, or the survey was called off."""

    code = "survey_over"


class AnswerOutOfScaleError(InvalidError):
    """The score is not one of the questionnaire's, or what it asks for is missing."""

    code = "answer_out_of_scale"


class AnonymousNotOfferedError(InvalidError):
    """The questionnaire does not offer to answer anonymously."""

    code = "anonymous_not_offered"


def show(token: str, locale: Locale, command: Command) -> FormView:
    """Show what a link asks. It records nothing, however often and by whomever it is opened. Three requests."""
    survey = _survey_of(token, command.now)
    used = marks.used_by(survey.id) is not None
    return FormView.of(survey, _asked(survey), locale, answered=used)


def answer(token: str, body: AnswerSurvey, origin: Origin, command: Command) -> ThanksView:
    """Take a customer's answer, once; what looks like a machine's is kept apart and counts for nothing."""
    survey = _survey_of(token, command.now)
    asked = _asked(survey)
    thanks = ThanksView(thanks=asked.value.texts[command.caller.locale].thanks, anonymous=body.anonymous)
    used_by = marks.used_by(survey.id)
    if used_by is not None:
        return _again(survey, used_by, thanks, command)
    if survey.status != "sent":
        raise SurveyOverError(status=survey.status)
    _require_within(asked.value, body)
    policy = settings.at_reference(SurveyPolicy, survey.policy).value
    counter, before = marks.answers_from(origin.address, command.now, policy.burst_seconds)
    sent_at = survey.sent_at or survey.send_at
    flags = rules.flags_of(policy, origin.user_agent, sent_at, command.now, before + 1)
    machine = rules.is_machine(flags)
    if machine and marks.machine_came(survey.id):
        return thanks
    answered = _answered(survey, asked, body, flags)
    # A named answer closes its survey; an anonymous one must not be told from none, and leaves no trace of the request.
    told = command if not body.anonymous else _untraceable(command)
    transaction = Transaction(told)
    counter.count(transaction, before)
    assert survey.expires_at is not None  # noqa: S101 - it was sent
    marks.use(transaction, survey.id, command.key, survey.expires_at, _UsedError(), machine=machine)
    _write(transaction, survey, answered, told, closes=not machine)
    try:
        with log.about(correlation_id=told.correlation_id):
            transaction.commit(thanks)
    except _UsedError:
        return _again(survey, marks.used_by(survey.id), thanks, command)
    return thanks


class _UsedError(Exception):
    """Another answer to the same link was quicker."""


def _survey_of(token: str, now: datetime) -> Survey:
    claims = tokens.verify(PURPOSE, token, now)
    survey = None if claims is None else surveys.find(PREFIX + claims["s"])
    if survey is None:
        raise SurveyLinkInvalidError
    return survey


def _asked(survey: Survey) -> Versioned[Questionnaire]:
    assert survey.questionnaire is not None  # noqa: S101 - only who was invited has a link
    return settings.at_reference(Questionnaire, survey.questionnaire)


def _require_within(asked: Questionnaire, body: AnswerSurvey) -> None:
    if body.anonymous and not asked.anonymous:
        raise AnonymousNotOfferedError("anonymous")
    if asked.asks == "text":
        if body.comment is None or body.score is not None:
            raise AnswerOutOfScaleError("comment" if body.comment is None else "score", asks=asked.asks)
    elif body.score is None or not rules.in_scale(asked.asks, body.score):
        raise AnswerOutOfScaleError("score", asks=asked.asks)


def _answered(
    survey: Survey, asked: Versioned[Questionnaire], body: AnswerSurvey, flags: tuple[Flag, ...]
) -> SurveyAnswered:
    named = (
        {}
        if body.anonymous
        else survey.model_dump(
            include={"case_id", "account_id", "contact_id", "assignee_id", "resolved_at", "case_number", "case_title"}
        )
        | {"survey_id": survey.id}
    )
    return SurveyAnswered(
        **named,
        kind=asked.value.asks,
        score=body.score,
        mood=rules.mood_of(asked.value.asks, body.score),
        comment=body.comment,
        channel="email",
        counts=not flags,
        flags=flags,
        questionnaire=asked.reference,
        anonymous=body.anonymous,
    )


def _untraceable(command: Command) -> Command:
    return replace(command.unkeyed(), correlation_id=ids.new_id("run"), cause_id=None)


def _write(
    transaction: Transaction, survey: Survey, answered: SurveyAnswered, command: Command, *, closes: bool
) -> None:
    state = answer_of(ids.new_id("answer"), answered, command.now)
    answers.save(transaction, command, None, state, [answered])
    if answered.anonymous or not closes:
        return
    after = survey.model_copy(update={"status": "answered", "answer_id": state.id, "look_again_at": None})
    surveys.save(transaction, command, survey, after, [SurveyClosed(answer_id=state.id)])


def answer_of(id_: str, answered: SurveyAnswered, now: datetime) -> Answer:
    """Return the answer that an event tells of."""
    told = answered.model_dump(include=set(Answer.model_fields))
    return Answer(id=id_, at=now, **told)


def _again(survey: Survey, used_by: str | None, thanks: ThanksView, command: Command) -> ThanksView:
    """Refuse a second answer, and note it where the first was no anonymous one; a repeated call is answered anew."""
    if used_by == marks.digest(command.key):
        idempotency.raise_if_done(command)
        return thanks
    before = surveys.get(survey.id)
    if before.status == "answered" and before.repeats < NOTED_REPEATS:
        after = before.model_copy(update={"repeats": before.repeats + 1})
        transaction = Transaction(command.unkeyed())
        surveys.save(transaction, command, before, after, [SurveyAnsweredAgain(repeats=after.repeats)])
        transaction.commit()
    raise SurveyAnsweredError
