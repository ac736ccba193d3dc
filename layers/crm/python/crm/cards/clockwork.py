"""What happens to a card without anybody's asking, when its time comes."""

from collections.abc import Iterable
from datetime import datetime

from crm.cards import giving, notices, repository
from crm.cards.card import Approval
from crm.cards.desk import Work, begin
from crm.cards.events import ApprovalReminded, CardOverdue, CardReminded
from crm.cards.settings.policy import CardPolicy
from crm.core import settings
from crm.core.command import Command
from crm.directory import lines
from crm.directory import repository as directory


def on_due(card_id: str, command: Command) -> None:
    """Ask the card whether something is due, and do it; run early, late or twice, it does what is due now.

    Once it is overdue nobody is reminded that it will be.
    """
    work = begin(repository.cards.get(card_id), command)
    card, now = work.card, work.command.now
    if card.wake_at is None or card.wake_at > now:
        return
    if card.status == "pending_approval" and card.approval is not None:
        work.happened(_approval_reminded(work, card.approval))
    elif card.expected_at <= now:
        told = _present((card.assignee_id, card.requester_id), now)
        work.happened(CardOverdue(expected_at=card.expected_at, told=told))
    else:
        work.happened(CardReminded(told=_present((card.assignee_id,), now)))
    work.commit()


def _approval_reminded(work: Work, approval: Approval) -> ApprovalReminded:
    card, now = work.card, work.command.now
    policy = settings.current(CardPolicy).value
    assignee = directory.users.get(card.assignee_id)
    told = notices.approvers_of(card) if approval.approver_id is None else _present((approval.approver_id,), now)
    remind_at = giving.approval_reminder(assignee, policy, now, approval.reminders + 1)
    return ApprovalReminded(told=told, remind_at=remind_at)


def _present(user_ids: Iterable[str], now: datetime) -> tuple[str, ...]:
    return tuple(dict.fromkeys(lines.present(each, now) for each in user_ids))
