"""Mail of cases: what the case keeps of each, what was not taken, and which case a conversation in IM is about."""

from pynamodb.attributes import BinaryAttribute, UnicodeAttribute

from crm.cases.models import CaseMail, MailRefusal
from crm.cases.repository.items import CasesTable
from crm.core import packing
from crm.core.repository import AggregateItem, Repository
from crm.core.transaction import Transaction

_CHAT = "CHAT"


class CaseMailItem(CasesTable, discriminator="case mail"):
    """A mail of a case."""

    mail = BinaryAttribute(legacy_encoding=False)


class MailRefusalItem(CasesTable, AggregateItem, discriminator="mail refusal"):
    """A mail that was not taken."""


class ChatItem(CasesTable, discriminator="chat"):
    """The case that the conversation behind a card is about."""

    case_id = UnicodeAttribute()


refusals = Repository("mail refusal", MailRefusalItem, MailRefusal, project=lambda _: {})


def put(transaction: Transaction, case_id: str, mail: CaseMail) -> None:
    """Keep a mail with its case."""
    transaction.put(CaseMailItem(pk=case_id, sk=f"MAIL#{mail.mail_id}", mail=packing.pack(mail.model_dump_json())))


def find(case_id: str, mail_id: str) -> CaseMail | None:
    """Return a mail of a case, or None. One request."""
    item = CaseMailItem.find(case_id, f"MAIL#{mail_id}")
    return None if item is None else CaseMail.model_validate(packing.unpack(item.mail))


def remember_chat(transaction: Transaction, card_id: str, case_id: str) -> None:
    """Keep which case the conversation behind a card is about."""
    transaction.put(ChatItem(pk=card_id, sk=_CHAT, case_id=case_id))


def case_of_chat(card_id: str) -> str | None:
    """Return the id of the case that the conversation behind a card is about, or None. One request."""
    item = ChatItem.find(card_id, _CHAT)
    return None if item is None else str(item.case_id)
