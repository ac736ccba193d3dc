"""Subjects without what programs put before them when a mail is answered or passed on."""

import re

_REPLY = r"re|aw|antw|sv|vs|rif|ref|res|odp|ynt|回复|回覆|回復|答复|答覆|回信|返信|回"
_FORWARD = r"fwd?|wg|tr|rv|enc|vb|转发|轉寄|轉發|转寄|転送|转"
_PREFIX = re.compile(
    rf"\s*(?:(?P<reply>{_REPLY})|(?P<forward>{_FORWARD}))\s*(?:[\[(（]\s*\d{{1,3}}\s*[\])）]|\^\d{{1,3}}|\d{{1,2}})?\s*[:：]\s*",
    re.IGNORECASE,
)


def title_of(subject: str) -> str:
    """Return a subject without «Re:», «回复：», «转发：» and their like, however many there are."""
    at = 0
    while found := _PREFIX.match(subject, at):
        at = found.end()
    return subject[at:].strip()


def is_forward(subject: str) -> bool:
    """Say whether the first thing that a subject says is that a mail is passed on."""
    found = _PREFIX.match(subject)
    return found is not None and found["forward"] is not None
