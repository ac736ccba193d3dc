"""What is said to colleagues in IM: notices, receipts, and questions back, in their language."""

from collections.abc import Iterable
from datetime import datetime
from typing import Literal
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict

from crm.core import i18n
from crm.core.i18n import Locale
from crm.im.inbound import InboundMessage
from crm.im.instructions.model import Instruction, Problem

CardState = Literal["created", "pending_approval", "accepted", "in_progress", "completed", "rejected", "cancelled"]
"""What a receipt may say of a card."""

_FIELD_LIMIT = 200


class Content(BaseModel):
    """A title, what there is to say line by line, and one link. All plain text: each provider's form escapes it."""

    model_config = ConfigDict(frozen=True)

    title: str
    lines: tuple[str, ...] = ()
    link: str | None = None
    link_text: str = ""

    @property
    def plain(self) -> str:
        """All of it as text, for where there is nothing but text."""
        return "\n".join(filter(None, (self.title, *self.lines, self.link)))


def notice(
    title: str,
    customer: str,
    asked_by: str,
    due_at: datetime | None,
    zone: str,
    link: str,
    locale: Locale,
    *,
    context: str = "",
) -> Content:
    """Tell somebody that a card is theirs."""
    due = due_at.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M") if due_at else None
    facts = {"customer": customer, "asked_by": asked_by, "due": due, "context": context}
    lines = (_text(f"notice.{name}", locale, **{name: said}) for name, said in facts.items() if said)
    return Content(
        title=_text("notice.title", locale, title=title),
        lines=tuple(lines),
        link=link,
        link_text=_text("open_card", locale),
    )


def receipt(state: CardState, title: str, by: str, link: str, locale: Locale, *, result: str = "") -> Content:
    """Tell those who asked how far a card is: «已完成»."""
    lines = [_text("receipt.by", locale, by=by)] if by else []
    lines += [_text("receipt.result", locale, result=result)] if result else []
    said = _text("receipt.title", locale, state=_text(f"states.{state}", locale), title=title)
    return Content(title=said, lines=tuple(lines), link=link, link_text=_text("open_card", locale))


def not_understood(
    message: InboundMessage, instruction: Instruction, names: dict[str, str], page: str, locale: Locale
) -> Content:
    """Say what was not understood and offer a form in which the rest is filled in.

    `names` are those of the colleagues and customers who might have been meant, by id.
    """
    return Content(
        title=_text("not_understood.title", locale),
        lines=tuple(problems(instruction.problems, names, locale)),
        link=creation_link(page, message, instruction),
        link_text=_text("not_understood.create", locale),
    )


def problems(found: Iterable[Problem], names: dict[str, str], locale: Locale) -> Iterable[str]:
    """Yield for each problem what it is and, where somebody might have been meant, who."""
    for each in found:
        said = _text(f"problems.{each.code}", locale, written=each.written)
        meant = [names[candidate] for candidate in each.candidates if candidate in names]
        between = _text("between", locale)
        yield _text("problems.with_candidates", locale, said=said, names=between.join(meant)) if meant else said


def creation_link(page: str, message: InboundMessage, instruction: Instruction) -> str:
    """Return the address of the form for a card, with all that was understood filled in."""
    customer = instruction.customer
    fields = {
        "assignee_id": ",".join(instruction.assignee_ids),
        "account_id": customer.customer_id if customer else "",
        "title": (instruction.title or instruction.request)[:_FIELD_LIMIT],
        "due_at": instruction.due.at.strftime("%Y-%m-%dT%H:%M:%SZ") if instruction.due else "",
        "urgency": instruction.urgency if instruction.urgency_written else "",
        "source": message.key,
    }
    return f"{page}?{urlencode({name: value for name, value in fields.items() if value})}"


def _text(key: str, locale: Locale, **facts: object) -> str:
    return i18n.text("im", key, locale, facts)
