"""Who follows a case: found by follower, for their list."""

from crm.cases.case import Case
from crm.cases.repository.items import WatchItem
from crm.core.timers import seconds
from crm.core.transaction import Transaction


def add(transaction: Transaction, case: Case, user_id: str) -> None:
    """Let a colleague find the case among those they follow."""
    rank = f"{seconds(case.opened_at):010d}#{case.number}"
    transaction.put(WatchItem(pk=case.id, sk=f"WATCH#{user_id}", worklist=f"watch:{user_id}", due_rank=rank))


def remove(transaction: Transaction, case_id: str, user_id: str) -> None:
    """Take the case from those a colleague follows."""
    transaction.delete(WatchItem(pk=case_id, sk=f"WATCH#{user_id}"))
