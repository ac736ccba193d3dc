"""What happens to mail that was received. Whoever makes cases of it listens to `MailReceived`."""

from datetime import datetime
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict

from crm.core.events import Event
from crm.mail.letter import MailFile, Reason
from crm.mail.model import Kind


class Hint(BaseModel):
    """Something that may name the case: a token of ours, the id of a case, or its number. None is proof by itself."""

    model_config = ConfigDict(frozen=True)

    by: Literal["reply_token", "our_reference", "in_reply_to", "references", "number"]
    value: str


class Asked(BaseModel):
    """What kind of case the mail opens, if it opens one."""

    model_config = ConfigDict(frozen=True)

    category: str
    case_type: str
    impact: str
    urgency: str
    tags: tuple[str, ...] = ()
    product: str | None = None
    product_version: str | None = None
    serial: str | None = None
    order_id: str | None = None
    device_id: str | None = None


class MailReceived(Event):
    """A mail came that is to open or to answer a case.

    `strangers` and `foreigners` say whether somebody unknown, or somebody whose case it is not, is taken in;
    `released_by` is the colleague who let a parked mail go on, and `into_case` the case that they named.
    """

    counted: ClassVar[bool] = True

    message_id: str | None
    sender: str
    sender_name: str
    subject: str
    title: str
    text: str
    kind: Kind
    received_at: datetime
    hints: tuple[Hint, ...] = ()
    asked: Asked
    files: tuple[MailFile, ...] = ()
    left_out: tuple[str, ...] = ()
    html_key: str | None = None
    strangers: Literal["take_in", "park"]
    foreigners: Literal["take_in", "park"]
    released_by: str | None = None
    into_case: str | None = None


class MailParked(Event):
    """A mail came that no case is made of unless a person says so, and why."""

    counted: ClassVar[bool] = True

    message_id: str | None
    sender: str | None
    reason: Reason
    kind: Kind | None
    rule: str | None


class MailBounced(Event):
    """A mail server reported that a mail of ours, to that very address, was not delivered."""

    counted: ClassVar[bool] = True

    address: str
    contact_id: str
    case_id: str
    permanent: bool
    status: str


class MailReleased(Event):
    """A person let a parked mail go on."""

    released_by: str
    into_case: str | None = None


class MailHandled(Event):
    """A case was opened or answered by the mail."""

    case_id: str
    case_number: str
    outcome: Literal["opened", "answered"]
    by: str
