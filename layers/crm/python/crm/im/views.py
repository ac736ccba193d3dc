"""How connections, identities and what arrived are shown."""

from datetime import datetime

from pydantic import BaseModel

from crm.core.paging import Page
from crm.im.connection import Connection
from crm.im.identity import Identity
from crm.im.inbound import Vendor
from crm.im.instruction import Arrived, Outcome, Refusal
from crm.im.instructions.model import Instruction, Matching, Obstacle, Urgency


class ConnectionView(BaseModel):
    """A connection to a provider, without its secrets.

    `webhook_path` is the path of the address to name in the provider's console. `previous_credentials_until` says how
    long webhooks that are signed with the credentials before are still taken.
    """

    connection_id: str
    version: int
    vendor: Vendor
    name: str
    application: str
    webhook_path: str
    per_minute: int | None
    active: bool
    previous_credentials_until: datetime | None
    created_by: str
    created_at: datetime

    @classmethod
    def of(cls, connection: Connection) -> "ConnectionView":
        """Show a connection."""
        return cls(
            connection_id=connection.id,
            version=connection.version,
            vendor=connection.vendor,
            name=connection.name,
            application=connection.credentials.application,
            webhook_path=f"/webhooks/im/{connection.id}",
            per_minute=connection.per_minute,
            active=connection.active,
            previous_credentials_until=connection.previous_until,
            created_by=connection.created_by,
            created_at=connection.created_at,
        )


class ConnectionPage(Page[ConnectionView]):
    """Connections, the oldest first."""


class IdentityView(BaseModel):
    """Somebody at a provider, and the colleague they are."""

    identity_id: str
    version: int
    connection_id: str
    im_user_id: str
    user_id: str
    linked_by: str
    linked_at: datetime

    @classmethod
    def of(cls, identity: Identity) -> "IdentityView":
        """Show a link."""
        members = set(cls.model_fields) - {"identity_id"}
        return cls(identity_id=identity.id, **identity.model_dump(include=members))


class IdentityPage(Page[IdentityView]):
    """Links, the oldest first."""


class ReadingProblemView(BaseModel):
    """Something in a message that was not understood, and the ids of what might have been meant."""

    code: Obstacle
    written: str
    candidates: tuple[str, ...]


class ReadingView(BaseModel):
    """What was understood of a message, and how: by which words, from what, and who else came near."""

    understood: bool
    assignee_ids: tuple[str, ...]
    account_id: str | None
    account_by: Matching | None
    account_percent: int | None
    account_runners_up: tuple[str, ...]
    title: str
    due_at: datetime | None
    urgency: Urgency
    problems: list[ReadingProblemView]
    settings: str

    @classmethod
    def of(cls, reading: Instruction) -> "ReadingView":
        """Show a reading."""
        customer = reading.customer
        return cls(
            understood=reading.understood,
            assignee_ids=reading.assignee_ids,
            account_id=customer.customer_id if customer else None,
            account_by=customer.how if customer else None,
            account_percent=customer.percent if customer else None,
            account_runners_up=customer.runners_up if customer else (),
            title=reading.title,
            due_at=reading.due.at if reading.due else None,
            urgency=reading.urgency,
            problems=[ReadingProblemView(**each.model_dump()) for each in reading.problems],
            settings=reading.settings,
        )


class ImMessageView(BaseModel):
    """A message that came in, and what came of it: what was understood, by which words, or why nothing was done."""

    im_message_id: str
    version: int
    connection_id: str
    vendor: Vendor
    provider_message_id: str
    im_user_id: str
    user_id: str | None
    thread_id: str | None
    text: str
    link: str | None
    arrived_at: datetime
    outcome: Outcome
    refusal: Refusal | None
    reading: ReadingView | None

    @classmethod
    def of(cls, arrived: Arrived) -> "ImMessageView":
        """Show a message."""
        message = arrived.message
        return cls(
            im_message_id=arrived.id,
            version=arrived.version,
            connection_id=arrived.connection_id,
            vendor=message.vendor,
            provider_message_id=message.id,
            im_user_id=message.sender_id,
            user_id=arrived.user_id,
            thread_id=arrived.thread_id,
            text=message.text,
            link=message.link,
            arrived_at=arrived.arrived_at,
            outcome=arrived.outcome,
            refusal=arrived.refusal,
            reading=ReadingView.of(arrived.reading) if arrived.reading else None,
        )


class ImMessagePage(Page[ImMessageView]):
    """Messages, the newest first."""
