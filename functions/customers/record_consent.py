"""Record what a contact said about being reached."""

from crm.core.access import ADMIN, AGENT, INTEGRATION, SUPERVISOR, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.customers import grants, service
from crm.customers.requests.consents import RecordConsent
from crm.customers.views import ContactView


@endpoint(
    "POST /contacts/{contact_id}/consents",
    status=201,
    access=staff(AGENT, SUPERVISOR, ADMIN, INTEGRATION),
    uses=[grants.CHANGE],
)
def handler(contact_id: str, body: RecordConsent, command: Command) -> ContactView:
    """Record that a contact agrees to be reached through a channel for a purpose, or no longer does.

    Service messages are allowed until they are withdrawn, marketing never before it is granted. What was said
    before stays in the contact's timeline, with its source and its proof.
    """
    return service.record_consent(contact_id, body, command)
