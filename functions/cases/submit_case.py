"""Submit a case in the portal."""

from crm.cases import grants, intake
from crm.cases.guiding import GuidedFieldInvalidError, GuidedFieldMissingError
from crm.cases.intake import UnknownCategoryError, UnknownCustomerError
from crm.cases.limits import RateLimitedError, SenderBlockedError
from crm.cases.portal_views import PortalCaseView
from crm.cases.requests import SubmitCase
from crm.core.access import CUSTOMER
from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.core.grants import table


@endpoint(
    "POST /portal/cases",
    status=201,
    access=CUSTOMER,
    uses=[grants.TAKE_IN, grants.SEND, table("customers", "get")],
    errors=[
        UnknownCustomerError,
        UnknownCategoryError,
        GuidedFieldMissingError,
        GuidedFieldInvalidError,
        RateLimitedError,
        SenderBlockedError,
    ],
)
def handler(body: SubmitCase, command: Command) -> PortalCaseView:
    """Submit a case in the portal: what it is about, and how urgent.

    You get a confirmation, and see every step of it at once. What says the same as an open case of yours is merged
    into that one: both numbers show it.
    """
    return intake.submit_case(body, command)
