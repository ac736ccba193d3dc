"""A mail that was received: what it said, how it was judged, and what became of it."""

from datetime import datetime
from typing import Literal

from crm.core.repository import Aggregate
from crm.mail.model import Address, Decision, Defect, Frozen, Words
from crm.mail.receipts import Verdicts

State = Literal["handed_on", "opened", "answered", "parked", "released"]
"""`handed_on`: the cases are to take it in; `opened` a case, `answered` one; `released`: a person let it go on."""

Reason = Literal[
    "auto_reply",
    "bulk",
    "list",
    "bounce",
    "delivery_notice",
    "read_receipt",
    "complaint",
    "own",
    "too_large",
    "no_sender",
    "virus",
    "spam",
    "forged_sender",
    "blocked_sender",
    "domain_not_allowed",
    "unknown_sender",
    "inactive_sender",
    "not_the_contact",
    "forged_token",
    "rate_limited",
    "blocked_contact",
    "original_gone",
]
"""Why a mail is parked."""

TEXT_CHARACTERS = 20_000
"""Of what was written, kept to be read at once; what is longer is cut, and whole in the mail itself."""


class MailFile(Frozen):
    """A file of a mail, and where it lies in the inbox."""

    name: str
    content_type: str
    size_bytes: int
    key: str
    content_id: str | None = None
    inline: bool = False


class Letter(Aggregate):
    """A mail that was received."""

    state: State
    reason: Reason | None = None
    """Why it is, or was, parked."""
    raw_key: str
    """Where the mail lies as it came."""
    size_bytes: int
    received_at: datetime
    message_id: str | None = None
    sender: Address | None = None
    delivered_to: tuple[str, ...] = ()
    subject: str = ""
    title: str = ""
    written_at: datetime | None = None
    words: Words = Words(new="", quoted="", signature="")
    html_key: str | None = None
    files: tuple[MailFile, ...] = ()
    left_out: tuple[str, ...] = ()
    """The names of files beyond those that are kept apart."""
    decision: Decision | None = None
    """None for a mail that was not read."""
    verdicts: Verdicts = Verdicts()
    defects: tuple[Defect, ...] = ()
    parse_rule: str | None = None
    settings: str
    """The setting that it was judged under."""
    case_id: str | None = None
    case_number: str | None = None
    by: str | None = None
    """How its case was found: `reply_token`, `references`, `number` …"""
    released_by: str | None = None
    into_case: str | None = None
    """The case that whoever released it named."""

    @property
    def listed_under(self) -> State:
        """The list that it stands in."""
        return self.state
