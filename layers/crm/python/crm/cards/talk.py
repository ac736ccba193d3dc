"""Talking about a card."""

import re

from crm.cards.desk import take_up
from crm.cards.events import CardCommented
from crm.cards.requests import CommentOnCard
from crm.cards.views import CardView
from crm.core.command import Command
from crm.core.errors import InvalidError
from crm.directory import repository as directory

_MENTION = re.compile(r"(?<![A-Za-z0-9_@.])@([A-Za-z0-9_-]{2,64})")


class CardMentionUnknownError(InvalidError):
    """Somebody mentioned is not in the directory."""

    code = "card_mention_unknown"


def comment(card_id: str, body: CommentOnCard, command: Command) -> CardView:
    """Say something about a card; who is mentioned is told, and may read the card from then on."""
    work = take_up(card_id, command)
    work.happened(CardCommented(body=body.body, mentions=_mentioned(body)))
    return work.commit()


def _mentioned(body: CommentOnCard) -> tuple[str, ...]:
    unknown = [user_id for user_id in body.mentions if directory.users.find(user_id) is None]
    if unknown:
        raise CardMentionUnknownError("mentions", ids=unknown)
    written = dict.fromkeys(each for each in _MENTION.findall(body.body) if each not in body.mentions)
    return (*dict.fromkeys(body.mentions), *(each for each in written if directory.users.find(each) is not None))
