"""Add a contact."""

from crm.core.access import ADMIN, AGENT, INTEGRATION, SUPERVISOR, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.core.errors import AlreadyExistsError
from crm.customers import grants, service
from crm.customers.requests.contacts import CreateContact
from crm.customers.service import ContactUnreachableError, UnknownAccountError
from crm.customers.views import ContactView


@endpoint(
    "POST /contacts",
    status=201,
    access=staff(AGENT, SUPERVISOR, ADMIN, INTEGRATION),
    uses=[grants.CHANGE],
    errors=[AlreadyExistsError, UnknownAccountError, ContactUnreachableError],
)
def handler(body: CreateContact, command: Command) -> ContactView:
    """Add a contact, of an account or on their own.

    An e-mail address, a phone number and an `external_ref` each belong to one contact only.
    """
    return service.create_contact(body, command)
