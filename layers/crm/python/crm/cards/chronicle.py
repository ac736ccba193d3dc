"""What happens to cards, noted in their account's timeline."""

from typing import NamedTuple

from crm.cards import repository
from crm.cards.events import CardRefused
from crm.core.command import Command
from crm.core.events import EventT, Received
from crm.customers import repository as customers
from crm.customers.events import AccountActivityNoted
from crm.customers.service import note_on_account


class _About(NamedTuple):
    account_id: str
    title: str


def note(event: Received[EventT], command: Command) -> None:
    """Note an event of a card on its account, once others than those who ask and decide may see the card."""
    data = event.data
    about = _of_refusal(data) if isinstance(data, CardRefused) else _of_card(event.aggregate_id)
    if about is None:
        return
    entry = AccountActivityNoted(
        kind=type(data).__name__, subject_id=event.aggregate_id, title=about.title, occurred_at=event.occurred_at
    )
    note_on_account(about.account_id, entry, command)


def _of_card(card_id: str) -> _About | None:
    card = repository.cards.get(card_id)
    return _About(card.account_id, card.title) if card.account_id is not None and card.on_the_board else None


def _of_refusal(refused: CardRefused) -> _About | None:
    """Return the account that was asked about, with the reason; an instruction may name one that there is not."""
    if refused.account_id is None or customers.accounts.find(refused.account_id) is None:
        return None
    return _About(refused.account_id, f"{refused.title} ({refused.reason})")
