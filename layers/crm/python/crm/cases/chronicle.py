"""What happens to cases, noted in their account's timeline."""

from crm.cases import repository
from crm.core.command import Command
from crm.core.events import EventT, Received
from crm.customers.events import AccountActivityNoted
from crm.customers.service import note_on_account


def note(event: Received[EventT], command: Command) -> None:
    """Note an event of a case on its account; a case without one has nowhere to note it."""
    case = repository.cases.get(event.aggregate_id)
    if case.account_id is None:
        return
    entry = AccountActivityNoted(
        kind=type(event.data).__name__,
        subject_id=case.id,
        title=f"{case.number} {case.title}",
        occurred_at=event.occurred_at,
    )
    note_on_account(case.account_id, entry, command)
