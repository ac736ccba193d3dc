"""What may be asked of endpoints."""

from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from crm.core.payload import Payload
from crm.core.rules import broken, refuse_null
from crm.messaging.channels import addresses
from crm.messaging.models import EventName


def _acceptable(url: str) -> str:
    try:
        addresses.check(url)
    except addresses.UnacceptableUrlError:
        raise broken("messaging", "url_unreachable") from None
    return url


Url = Annotated[str, Field(min_length=1, max_length=500), AfterValidator(_acceptable)]
"""The https URL of another system, on the open internet."""

EventTypes = Annotated[tuple[EventName, ...], Field(min_length=1, max_length=100)]


class CreateEndpoint(Payload):
    """Another system that is to hear of events: those named, or `*` for all."""

    url: Url
    description: Annotated[str, Field(max_length=200)] = ""
    event_types: EventTypes


class EditEndpoint(Payload):
    """Members of an endpoint to change; those left out stay. Enabling it forgets its failures."""

    url: Url | None = None
    description: Annotated[str, Field(max_length=200)] | None = None
    event_types: EventTypes | None = None
    active: bool | None = None

    @model_validator(mode="after")
    def _nothing_is_emptied(self) -> Self:
        refuse_null(self, "url", "description", "event_types", "active")
        return self
