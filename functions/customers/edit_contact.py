"""Change a contact."""

from crm.core.access import ADMIN, AGENT, INTEGRATION, SUPERVISOR, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.core.errors import AlreadyExistsError
from crm.customers import grants, service
from crm.customers.requests.contacts import EditContact
from crm.customers.service import ContactUnreachableError, UnknownAccountError
from crm.customers.views import ContactView


@endpoint(
    "PATCH /contacts/{contact_id}",
    access=staff(AGENT, SUPERVISOR, ADMIN, INTEGRATION),
    uses=[grants.CHANGE, grants.REINDEX],
    errors=[AlreadyExistsError, UnknownAccountError, ContactUnreachableError],
    versioned=True,
)
def handler(contact_id: str, body: EditContact, command: Command) -> ContactView:
    """Change members of a contact.

    Consents are not edited but recorded, with where they come from: `POST /contacts/{contact_id}/consents`.
    """
    return service.edit_contact(contact_id, body, command)
