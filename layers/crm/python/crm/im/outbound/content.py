"""What is said to colleagues in IM: a title, lines and a link, and what was not understood, in their language."""

from collections.abc import Iterable
from urllib.parse import urlencode

from pydantic import BaseModel, ConfigDict

from crm.core import i18n
from crm.core.i18n import Locale
from crm.im.inbound import InboundMessage
from crm.im.instructions.model import Instruction, Problem

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
