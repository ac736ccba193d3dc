"""What somebody says in a thread of how far they are: «已完成», "done", «接受»."""

from collections.abc import Mapping

from crm.im.events import ThreadAction
from crm.im.folding import SEPARATORS, Folded
from crm.im.inbound import InboundMessage

_ENDS = SEPARATORS | frozenset("!?;。，、！？；…")


def taken(message: InboundMessage, words: Mapping[ThreadAction, tuple[str, ...]]) -> ThreadAction | None:
    """Return what a message says of the work: one of the words, alone or with more behind a mark or a blank.

    Whoever mentions a colleague asks them for something; mentions of the bot are passed over.
    """
    if any(not each.bot for each in message.mentions):
        return None
    said = Folded(_without_mentions(message)).text.strip("".join(_ENDS))
    if "@" in said:
        return None
    known = [(Folded(each).text, action) for action, written in words.items() for each in written]
    for word, action in sorted(known, key=lambda each: -len(each[0])):
        if said == word or (said.startswith(word) and said[len(word)] in _ENDS):
            return action
    return None


def _without_mentions(message: InboundMessage) -> str:
    text = message.text
    for each in reversed(message.mentions):
        text = text[: each.start] + text[each.end :]
    return text
