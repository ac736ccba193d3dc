"""Open a case for a customer."""

from crm.cases import grants, intake
from crm.cases.intake import UnknownCategoryError, UnknownCustomerError
from crm.cases.requests import OpenCase
from crm.cases.views import CaseView
from crm.core.access import AGENT, INTEGRATION, SUPERVISOR, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.core.grants import table


@endpoint(
    "POST /cases",
    status=201,
    access=staff(AGENT, SUPERVISOR, INTEGRATION),
    uses=[grants.TAKE_IN, table("customers", "get")],
    errors=[UnknownCustomerError, UnknownCategoryError],
)
def handler(body: OpenCase, command: Command) -> CaseView:
    """Open a case for a customer.

    Priority is computed from impact and urgency, tags are recognised in the text, and the clocks of the policy that
    fits start at once. Routing finds its person within seconds.
    """
    return intake.open_case(body, command)
