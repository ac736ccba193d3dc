"""Show what the portal's form asks for."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query

from crm.cases import portal_forms
from crm.cases.portal_forms import PortalForm
from crm.core.access import CUSTOMER, Caller
from crm.core.endpoint import endpoint
from crm.core.grants import READ_SETTINGS


@endpoint("GET /portal/forms", access=CUSTOMER, uses=[READ_SETTINGS])
def handler(caller: Caller, category: Annotated[str | None, Query(max_length=130)] = None) -> PortalForm:
    """Show what to choose from when you submit a case: categories, urgencies and kinds, in your language.

    With `category` it shows as well what that one calls for: further fields, their form, and material to have at hand.
    """
    return portal_forms.form(caller.locale, category)
