"""What an answer sets off: it comes into the profile, those responsible hear of it, and a bad score is looked into.

All in one transaction, once for each answer (R-058, R-059).
"""

from datetime import timedelta

from crm.core import settings
from crm.core.command import Command
from crm.core.events import Received
from crm.core.messages import MessageRequested
from crm.core.transaction import Transaction
from crm.customers import repository as customers
from crm.directory import repository as directory
from crm.surveys import rules
from crm.surveys.events import AnswerWritten, ReviewOpened, SatisfactionChanged, SurveyAnswered
from crm.surveys.models import Review, Said, Satisfaction, review_id, satisfaction_id
from crm.surveys.repository import answers, reviews, satisfactions
from crm.surveys.settings.policy import SurveyPolicy
from crm.surveys.vocabulary import Trend

KEPT = 50
"""How many answers an account's profile has at hand; the lists of answers have all of them."""


def write(event: Received[SurveyAnswered], command: Command) -> None:
    """Write an answer to the profile, and open a review where it is bad; a second run changes nothing."""
    answered = event.data
    if not answered.counts or answered.case_id is None:
        return
    policy = settings.current(SurveyPolicy).value
    transaction = Transaction(command)
    if answered.account_id is not None:
        _into_profile(transaction, answered.account_id, event, policy, command)
    if rules.is_low(policy, answered.kind, answered.score):
        _open_review(transaction, event, policy, command)
    transaction.commit()


def _into_profile(
    transaction: Transaction, account_id: str, event: Received[SurveyAnswered], policy: SurveyPolicy, command: Command
) -> None:
    answered = event.data
    before = satisfactions.find(satisfaction_id(account_id))
    known = before or Satisfaction(id=satisfaction_id(account_id), account_id=account_id)
    after = _with(known, _said(event), policy)
    account = customers.accounts.find(account_id)
    told = _told(answered, None if account is None else account.owner_id)
    changed = SatisfactionChanged(
        account_id=account_id,
        answer_id=event.aggregate_id,
        kind=answered.kind,
        score=answered.score,
        average=after.average,
        trend=after.trend,
        trend_before=None if before is None else before.trend,
        told=told,
    )
    name = account_id if account is None else account.name
    messages = [_notice(each, event, name, after.trend) for each in told]
    satisfactions.save(transaction, command, before, after, [changed], messages)
    answer = answers.get(event.aggregate_id)
    written = AnswerWritten(account_id=account_id, answered_at=answer.at, assignee_id=answer.assignee_id)
    answers.save(transaction, command, answer, answer.model_copy(update={"written_at": command.now}), [written])


def _said(event: Received[SurveyAnswered]) -> Said:
    answered = event.data
    return Said(
        answer_id=event.aggregate_id,
        at=event.occurred_at,
        kind=answered.kind,
        score=answered.score,
        points=rules.points_of(answered.kind, answered.score),
        channel=answered.channel,
        case_id=answered.case_id,
    )


def _with(known: Satisfaction, said: Said, policy: SurveyPolicy) -> Satisfaction:
    """Return an account's satisfaction with one more answer: answers come late and out of order."""
    last = tuple(sorted((*known.last, said), key=lambda each: (each.at, each.answer_id)))[-KEPT:]
    is_csat = said.kind == "csat" and said.score is not None
    return known.model_copy(
        update={
            "answers": known.answers + 1,
            "csat_answers": known.csat_answers + int(is_csat),
            "csat_scores": known.csat_scores + (said.score or 0 if is_csat else 0),
            "trend": rules.trend_of(last, policy),
            "last": last,
        }
    )


def _told(answered: SurveyAnswered, owner_id: str | None) -> tuple[str, ...]:
    """Return who is responsible: who solved the case, and who answers for the account."""
    return tuple(dict.fromkeys(each for each in (answered.assignee_id, owner_id) if each is not None))


def _notice(to: str, event: Received[SurveyAnswered], account: str, trend: Trend) -> MessageRequested:
    answered = event.data
    return MessageRequested(
        to=to,
        template="survey_answered",
        subject_id=answered.case_id or event.aggregate_id,
        facts={
            "account": account,
            "number": answered.case_number,
            "title": answered.case_title,
            "score": answered.score,
            "comment": answered.comment,
            "trend": trend,
        },
    )


def _open_review(
    transaction: Transaction, event: Received[SurveyAnswered], policy: SurveyPolicy, command: Command
) -> None:
    """Open a review of the resolution, unless there is one: one for each, however many bad scores it gets."""
    answered = event.data
    assert answered.case_id is not None  # noqa: S101 - asked before
    id_ = review_id(answered.case_id, answered.resolved_at)
    reviewer_id = _reviewer(answered)
    if reviewer_id is None or reviews.find(id_) is not None:
        return
    opened = ReviewOpened(
        case_id=answered.case_id,
        case_number=answered.case_number or "",
        case_title=answered.case_title or "",
        account_id=answered.account_id,
        answer_id=event.aggregate_id,
        score=answered.score or 0,
        comment=answered.comment,
        reviewer_id=reviewer_id,
        priority=policy.review_priority,
        expected_by_at=command.now + timedelta(seconds=policy.review_within_seconds),
    )
    review = Review(id=id_, opened_at=command.now, **opened.model_dump())
    reviews.save(transaction, command, None, review, [opened])


def _reviewer(answered: SurveyAnswered) -> str | None:
    """Return who looks into it: the manager of who solved the case, else who answers for the account, else who did."""
    solver = None if answered.assignee_id is None else directory.find_user(answered.assignee_id)
    if solver is not None and solver.manager_id is not None:
        return solver.manager_id
    account = None if answered.account_id is None else customers.accounts.find(answered.account_id)
    return answered.assignee_id if account is None or account.owner_id is None else account.owner_id
