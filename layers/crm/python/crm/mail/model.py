"""What a mail says, the same whichever program wrote it."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

from crm.core.instants import Instant

Kind = Literal["human", "auto_reply", "bulk", "list", "bounce", "delivery_notice", "read_receipt", "complaint", "own"]
"""Who speaks: only `human` may open, reopen or answer a case.

`bounce` says that a mail of ours was not delivered, `delivery_notice` that it is late or was delivered,
`read_receipt` that it was opened, `complaint` that it was called spam. `own` is our own mail, come back.
"""

Defect = Literal[
    "bad_date",
    "bad_encoding",
    "bad_header",
    "bad_tnef",
    "boundary_missing",
    "boundary_unclosed",
    "headers_cut",
    "headers_missing",
    "html_unreadable",
    "id_missing",
    "no_sender",
    "text_cut",
    "too_deep",
    "too_many_parts",
    "unknown_charset",
    "unknown_encoding",
    "wrong_charset",
]
"""What was wrong with a mail, or was left out of what was read of it."""


class Frozen(BaseModel):
    """The base of what a mail is read into."""

    model_config = ConfigDict(frozen=True)


class Address(Frozen):
    """An address and the name that its owner gave it."""

    address: str
    name: str = ""


class Attachment(Frozen):
    """A file of a mail; its bytes are `Read.contents[position]`."""

    position: int
    name: str
    """Safe to store and to offer: no path, no control characters, not too long. Several files may have one name."""
    content_type: str
    size_bytes: int
    sha256: str
    content_id: str | None = None
    """By which the HTML shows it (`cid:`)."""
    inline: bool = False
    """Shown within the HTML, and no file that somebody attached."""

    @property
    def key(self) -> str:
        """A name that no other file of the mail has."""
        return f"{self.position:03d}-{self.name}"


class Decision(Frozen):
    """What kind of mail it is, and by which rule: the first that applies decides."""

    kind: Kind
    rule: str
    evidence: str
    """The header, or the words, that the rule found."""


class FailedRecipient(Frozen):
    """An address that a report of delivery is about."""

    address: str
    outcome: Literal["failed", "delayed", "delivered"]
    status: str = ""
    """RFC 3463, `5.1.1`; empty where the report does not say."""
    diagnostic: str = ""


class DeliveryReport(Frozen):
    """What a mail server says became of a mail of ours."""

    recipients: tuple[FailedRecipient, ...]
    original_message_id: str | None = None
    outcome: Literal["failed", "delayed", "delivered"]
    """The worst of them."""

    @property
    def permanent(self) -> bool:
        """Say whether it was given up, so that the address may be dead."""
        return self.outcome == "failed"


class Words(Frozen):
    """The text of a mail, taken apart. Nothing is left out: each line is in one of them."""

    new: str
    """What the sender wrote now."""
    quoted: str
    """Earlier mail."""
    signature: str


class Lead(Frozen):
    """Something in a mail that may name the case it belongs to."""

    by: Literal["reply_token", "our_reference", "in_reply_to", "references"]
    value: str
    """The token, what our own reference names, or a message id with angle brackets."""


class Mail(Frozen):
    """A mail. All of it is the sender's word."""

    key: str
    """The same for every delivery of the mail."""
    message_id: str | None
    """With angle brackets."""
    in_reply_to: tuple[str, ...]
    references: tuple[str, ...]
    """Oldest first."""
    sender: Address | None
    reply_to: tuple[Address, ...]
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    delivered_to: tuple[str, ...]
    """Where it was sent, by the envelope and the servers on its way; `to` and `cc` are what the sender wrote."""
    subject: str | None
    """As it was written; None without such a header."""
    title: str
    """The subject without «Re:» and its like."""
    is_forward: bool
    """The subject says that the mail passes on another: then nothing in it is set aside as quoted."""
    written_at: Instant | None
    """By the sender's clock."""
    sent_at: Instant
    """`written_at`, but never after the mail was received."""
    text: str
    """All of it."""
    words: Words
    html: str | None
    """Sanitised: it may be shown as it is, with pictures from the mail only."""
    attachments: tuple[Attachment, ...]
    decision: Decision
    report: DeliveryReport | None
    leads: tuple[Lead, ...]
    """What may name its case, the most certain first."""
    defects: tuple[Defect, ...]

    @property
    def is_automatic(self) -> bool:
        """Say whether no person wrote it: it opens no case, and nothing answers it."""
        return self.decision.kind != "human"

    @property
    def reply_target(self) -> Address | None:
        """Where an answer goes."""
        return self.reply_to[0] if self.reply_to else self.sender


class Read(Frozen):
    """A mail and the bytes of its files."""

    mail: Mail
    contents: tuple[bytes, ...]
