"""Show what the portal's form asks for."""

from crm.cases import portal_forms
from crm.cases.portal_forms import PortalForm
from crm.core.access import CUSTOMER, Caller
from crm.core.endpoint import endpoint
from crm.core.grants import READ_SETTINGS


@endpoint("GET /portal/forms", access=CUSTOMER, uses=[READ_SETTINGS])
def handler(caller: Caller) -> PortalForm:
    """Show what to choose from when you submit a case: categories, urgencies and kinds, in your language."""
    return portal_forms.form(caller.locale)
