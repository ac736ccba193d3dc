"""Disable endpoints that do not work."""

from crm.core.command import Command
from crm.core.events import Received
from crm.core.grants import READ_SETTINGS
from crm.core.triggers import on_event
from crm.messaging import endpoints, grants
from crm.messaging.events import EndpointAnswered, MessageFailed


@on_event(MessageFailed, EndpointAnswered, uses=[grants.CHANGE, READ_SETTINGS])
def handler(event: Received[MessageFailed | EndpointAnswered], command: Command) -> None:
    """Count what an endpoint did not take, forget it when it takes something, and disable one that keeps failing.

    Whoever made the endpoint is told.
    """
    told = event.data
    if isinstance(told, EndpointAnswered):
        endpoints.answered(told.to, command)
    elif told.channel == "webhook":
        endpoints.failed(told.to, told.reason, command)
