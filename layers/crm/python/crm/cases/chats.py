"""Conversations in IM about a case, kept with it as a digest (R-224).

Somebody names a case where they ask a colleague for something; what was said there, and later what came of it, is
added to the case. A conversation that names no case is nobody's but its readers'.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from crm.cases import desk, repository
from crm.cases.case import Case
from crm.cases.events import ChatDigestAdded, ChatLine
from crm.cases.repository import mails
from crm.core.command import Command
from crm.core.errors import NotFoundError
from crm.core.transaction import Transaction

_NUMBER = re.compile(r"\bC-[0-9]{6,12}\b")


class Chat(NamedTuple):
    """A conversation behind a card; `named_in` are the texts in which it may name its case."""

    card_id: str
    card_number: str
    provider: str | None
    thread_id: str
    url: str | None
    lines: tuple[ChatLine, ...]
    named_in: Sequence[str]


def begun(chat: Chat, command: Command) -> None:
    """Add what was said to the case that the conversation names, if it names one."""
    case = _named(chat.named_in)
    if case is None:
        return
    work = desk.begin(case, command)
    work.happened(
        ChatDigestAdded(
            provider=chat.provider,
            thread_id=chat.thread_id,
            url=chat.url,
            card_id=chat.card_id,
            card_number=chat.card_number,
            lines=chat.lines,
        )
    )

    def remember(transaction: Transaction) -> None:
        mails.remember_chat(transaction, chat.card_id, work.case.id)

    work.also(remember)
    work.commit()


def ended(card_id: str, line: ChatLine, command: Command) -> None:
    """Add to the case what came of the conversation."""
    case_id = mails.case_of_chat(card_id)
    if case_id is None:
        return
    work = desk.begin(repository.get(case_id), command)
    work.happened(ChatDigestAdded(card_id=card_id, lines=(line,), result=line.text))
    work.commit()


def _named(texts: Sequence[str]) -> Case | None:
    for number in dict.fromkeys(found for text in texts for found in _NUMBER.findall(text)):
        try:
            return repository.get(number)
        except NotFoundError:
            continue
    return None
