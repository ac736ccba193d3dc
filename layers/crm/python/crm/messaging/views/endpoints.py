"""How endpoints are shown."""

from datetime import datetime

from pydantic import BaseModel

from crm.core.paging import Page
from crm.messaging.models import Endpoint


class EndpointView(BaseModel):
    """Another system that hears of events. Its secret is shown when it is made, and then no more."""

    endpoint_id: str
    version: int
    url: str
    description: str
    event_types: tuple[str, ...]
    active: bool
    consecutive_failures: int
    disabled_reason: str | None
    created_by: str
    created_at: datetime

    @classmethod
    def of(cls, endpoint: Endpoint) -> "EndpointView":
        """Show an endpoint."""
        members = set(cls.model_fields) - {"endpoint_id"}
        return cls(endpoint_id=endpoint.id, **endpoint.model_dump(include=members))


class EndpointSecretView(BaseModel):
    """An endpoint with its secret, this once; the one before signs along until `previous_secret_until`."""

    endpoint: EndpointView
    secret: str
    previous_secret_until: datetime | None


class EndpointPage(Page[EndpointView]):
    """Endpoints, the oldest first."""


class TestView(BaseModel):
    """A test webhook that is on its way; `GET /messages/{message_id}` tells how it fared."""

    message_id: str
