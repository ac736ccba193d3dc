"""What may be said about being reached."""

from typing import Annotated

from pydantic import Field

from crm.core.messages import MessageClass
from crm.core.payload import Payload
from crm.customers.models import ConsentChannel, ConsentStatus


class RecordConsent(Payload):
    """What a contact said about being reached, where they said it, and what proves it."""

    channel: ConsentChannel
    purpose: MessageClass
    status: ConsentStatus
    source: Annotated[str, Field(min_length=1, max_length=120)]
    evidence: Annotated[str, Field(min_length=1, max_length=2000)] | None = None
