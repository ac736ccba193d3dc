"""What happens to tasks, noted in their account's timeline."""

from crm.core.command import Command
from crm.core.events import EventT, Received
from crm.customers.events import AccountActivityNoted
from crm.customers.service import note_on_account
from crm.tasks import repository


def note(event: Received[EventT], command: Command) -> None:
    """Note an event of a task on its account; a sensitive one is not for everybody who reads there.

    What stands for a card is noted as the card.
    """
    task = repository.tasks.get(event.aggregate_id)
    if task.account_id is None or task.sensitivity == "sensitive" or task.stands_for_card:
        return
    entry = AccountActivityNoted(
        kind=type(event.data).__name__, subject_id=task.id, title=task.title, occurred_at=event.occurred_at
    )
    note_on_account(task.account_id, entry, command)
