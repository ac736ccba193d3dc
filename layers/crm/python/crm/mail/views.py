"""How mail that was received is shown to those who look after the mailbox."""

from datetime import datetime

from pydantic import BaseModel

from crm.core import i18n
from crm.core.i18n import Locale
from crm.core.paging import Page
from crm.mail import storage
from crm.mail.letter import Letter, Reason, State
from crm.mail.model import Decision, Defect, Words
from crm.mail.receipts import Verdicts

_EXCERPT = 300


class LetterView(BaseModel):
    """A mail in a list: who wrote, how it was judged, and why it is where it is."""

    mail_id: str
    version: int
    state: State
    reason: Reason | None
    explanation: str
    message_id: str | None
    sender: str | None
    sender_name: str | None
    delivered_to: tuple[str, ...]
    subject: str
    excerpt: str
    received_at: datetime
    size_bytes: int
    decision: Decision | None
    verdicts: Verdicts
    parse_rule: str | None
    case_id: str | None
    case_number: str | None
    released_by: str | None
    settings: str

    @classmethod
    def of(cls, letter: Letter, locale: Locale) -> "LetterView":
        """Show a mail, with its state and reason in words."""
        return cls.model_validate(_members(letter, locale))


class LetterDetail(LetterView):
    """A mail: what was written now, what is quoted and how it is signed; and where it lies as it came."""

    words: Words
    files: tuple[str, ...]
    defects: tuple[Defect, ...]
    original_url: str

    @classmethod
    def of(cls, letter: Letter, locale: Locale) -> "LetterDetail":
        """Show a mail whole; `original_url` works for some minutes."""
        return cls(
            **_members(letter, locale),
            words=letter.words,
            files=(*(each.name for each in letter.files), *letter.left_out),
            defects=letter.defects,
            original_url=storage.link(letter.raw_key, f"{letter.id}.eml", "message/rfc822"),
        )


class LetterPage(Page[LetterView]):
    """Mail, the newest first."""


def _members(letter: Letter, locale: Locale) -> dict[str, object]:
    shown = set(LetterView.model_fields) & set(Letter.model_fields) - {"sender"}
    return {
        **{name: getattr(letter, name) for name in shown},
        "mail_id": letter.id,
        "version": letter.version,
        "explanation": explanation(letter.state, letter.reason, locale),
        "sender": letter.sender.address if letter.sender else None,
        "sender_name": letter.sender.name if letter.sender else None,
        "excerpt": letter.words.new[:_EXCERPT],
    }


def explanation(state: State, reason: Reason | None, locale: Locale) -> str:
    """Return where a mail is, and why, in words."""
    said = i18n.text("mail", f"states.{state}", locale)
    if state != "parked" or reason is None:
        return said
    return f"{said} {i18n.text('mail', f'reasons.{reason}', locale)}"
