"""What happens to conflicts and whitelistings without anybody's asking, when their time comes."""

from datetime import datetime, timedelta

from crm.conflicts import notices, whitelisting
from crm.conflicts.draft import Draft
from crm.conflicts.events import ConflictOutcomeAsked, ConflictUnresolved
from crm.conflicts.models import Conflict
from crm.conflicts.repository import conflicts, followings, is_following
from crm.conflicts.settings.policy import ConflictPolicy
from crm.conflicts.watching import tell
from crm.core import settings
from crm.core.command import Command
from crm.core.transaction import Transaction
from crm.customers import repository as customers


def on_due(aggregate_id: str, command: Command) -> None:
    """Ask what waits whether something is due, and do it; run early, late or twice, it does what is due now."""
    if is_following(aggregate_id):
        whitelisting.expire(followings.get(aggregate_id).account_id, command)
    else:
        _of_conflict(conflicts.get(aggregate_id), command)


def _of_conflict(found: Conflict, command: Command) -> None:
    conflict, now = Draft(conflicts, found, found), command.now
    if not found.is_open:
        return
    if found.digest_at is not None and found.digest_at <= now:
        tell(conflict, "digest", found.untold, now)
    if found.outcome_due_at is not None and found.outcome_due_at <= now:
        _ask_for_outcome(conflict)
    if found.review_at is not None and found.review_at <= now:
        _put_before_reviewer(conflict, now)
    if conflict.changed:
        transaction = Transaction(command)
        conflict.write(transaction, command)
        transaction.commit()


def _ask_for_outcome(conflict: Draft[Conflict]) -> None:
    """Ask who called the meeting, and who answers for the account, who is the primary owner."""
    state = conflict.state
    if state.meeting is None:
        return
    asked = tuple(dict.fromkeys(each for each in (state.meeting.by, _owner_of(state)[0]) if each is not None))
    event = ConflictOutcomeAsked(account_id=state.account_id, meeting_at=state.meeting.at, told=asked)
    conflict.happened(event, outcome_due_at=None)
    conflict.tell(notices.of_outcome(state, asked))


def _put_before_reviewer(conflict: Draft[Conflict], now: datetime) -> None:
    state, policy = conflict.state, settings.current(ConflictPolicy).value
    owner_id, name = _owner_of(state)
    event = ConflictUnresolved(
        account_id=state.account_id,
        account_name=name,
        reviewer_id=owner_id or state.candidate.user_id,
        priority=policy.review_priority,
        expected_by_at=now + timedelta(seconds=policy.review_within_seconds),
        opened_at=state.opened_at,
        participants=tuple(each.user_id for each in state.present),
    )
    conflict.happened(event, review_at=None)


def _owner_of(conflict: Conflict) -> tuple[str | None, str]:
    account = customers.accounts.find(conflict.account_id)
    return (None, conflict.account_id) if account is None else (account.owner_id, account.name)
