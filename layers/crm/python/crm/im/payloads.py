"""What may be asked of connections and identities."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from crm.core.payload import Payload
from crm.core.rules import refuse_null
from crm.directory.models import UserId
from crm.im.connection import Credentials, Name
from crm.im.identity import ImUserId

PerMinute = Annotated[int, Field(ge=1, le=10_000)]
"""How many messages a provider takes in a minute; the policy's number where none is said."""


class CreateConnection(Payload):
    """A provider to connect to, and what was agreed with it. What is secret is never shown again."""

    name: Name
    credentials: Credentials
    per_minute: PerMinute | None = None


class EditConnection(Payload):
    """Members of a connection to change; those left out stay. Switched off, it takes and sends nothing."""

    name: Name | None = None
    per_minute: PerMinute | None = None
    active: bool | None = None

    @model_validator(mode="after")
    def _nothing_is_emptied(self) -> Self:
        refuse_null(self, "name", "active")
        return self


class RotateCredentials(Payload):
    """New credentials with the same provider."""

    credentials: Credentials


class LinkIdentity(Payload):
    """Somebody at the provider, and the colleague they are."""

    im_user_id: ImUserId
    user_id: UserId
