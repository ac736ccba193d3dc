"""Asking a customer by phone or in IM, and writing down what they said (R-134, R-135)."""

from datetime import datetime
from typing import NamedTuple

from crm.core import ids, settings
from crm.core.command import Command
from crm.core.transaction import Transaction
from crm.surveys import rules
from crm.surveys.answering import answer_of
from crm.surveys.events import FollowUpRecorded, SurveyAnswered
from crm.surveys.models import FollowUp
from crm.surveys.repository import answers, follow_ups
from crm.surveys.requests import RecordFollowUp
from crm.surveys.settings.questionnaire import Questionnaire
from crm.surveys.views import FollowUpView

SCALE = "csat"
"""The questionnaire whose scale a colleague asks by."""


class Asked(NamedTuple):
    """The case that a customer was asked about."""

    case_id: str
    number: str
    title: str
    contact_id: str
    account_id: str | None
    assignee_id: str | None
    resolved_at: datetime | None


def record(asked: Asked, body: RecordFollowUp, command: Command) -> FollowUpView:
    """Record what a customer said; with a score it counts in CSAT, with its channel."""
    follow_up_id = ids.new_id("followup")
    answer_id = None if body.score is None else ids.derived_id("answer", follow_up_id)
    told = FollowUpRecorded(
        case_id=asked.case_id,
        account_id=asked.account_id,
        contact_id=asked.contact_id,
        by=command.caller.id,
        answer_id=answer_id,
        **body.model_dump(),
    )
    follow_up = FollowUp(id=follow_up_id, at=command.now, **told.model_dump())
    transaction = Transaction(command)
    view = FollowUpView.of(follow_ups.save(transaction, command, None, follow_up, [told]))
    if answer_id is not None:
        answered = _answered(asked, body)
        answers.save(transaction, command, None, answer_of(answer_id, answered, command.now), [answered])
    transaction.commit(view)
    return view


def _answered(asked: Asked, body: RecordFollowUp) -> SurveyAnswered:
    return SurveyAnswered(
        case_id=asked.case_id,
        account_id=asked.account_id,
        contact_id=asked.contact_id,
        assignee_id=asked.assignee_id,
        resolved_at=asked.resolved_at,
        kind="csat",
        score=body.score,
        mood=rules.mood_of("csat", body.score),
        comment=body.feedback,
        channel=body.channel,
        questionnaire=settings.current(Questionnaire, SCALE).reference,
        case_number=asked.number,
        case_title=asked.title,
    )
