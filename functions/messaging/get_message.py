"""Show a message."""

from crm.core.access import ADMIN, AGENT, SUPERVISOR, Caller, staff
from crm.core.endpoint import endpoint
from crm.messaging import grants, repository
from crm.messaging.views.messages import MessageView


@endpoint("GET /messages/{message_id}", access=staff(AGENT, SUPERVISOR, ADMIN), uses=[grants.READ])
def handler(message_id: str, caller: Caller) -> MessageView:
    """Show what became of a message: each channel, each attempt, and why it did or did not leave."""
    return MessageView.of(repository.messages.get(message_id), caller.locale)
