"""How an account stands with those who follow it up: changed by the very command that did the work."""

from crm.core.command import Command
from crm.core.transaction import Transaction
from crm.customers import repository
from crm.customers.events import AccountFollowedUp
from crm.customers.models import FollowStatus


def follow_up(transaction: Transaction, account_id: str, status: FollowStatus, task_id: str, command: Command) -> None:
    """Change an account's follow-up status in the transaction that ends the task; one that is gone has none."""
    before = repository.accounts.find(account_id)
    if before is None:
        return
    after = before.model_copy(update={"follow_status": status, "followed_up_at": command.now})
    event = AccountFollowedUp(before=before.follow_status, after=status, task_id=task_id)
    repository.accounts.save(transaction, command, before, after, [event])
