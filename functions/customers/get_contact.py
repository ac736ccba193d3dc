"""Show a contact."""

from crm.core.access import EVERYONE, staff
from crm.core.endpoint import endpoint
from crm.customers import grants, repository
from crm.customers.views import ContactView


@endpoint("GET /contacts/{contact_id}", access=staff(*EVERYONE), uses=[grants.READ])
def handler(contact_id: str) -> ContactView:
    """Show a contact, with what they last said about each channel and purpose."""
    return ContactView.of(repository.contacts.get(contact_id))
