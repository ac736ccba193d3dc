"""Show the service levels of a case."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query

from crm.cases import grants, reading
from crm.cases.sla.views import SlaView
from crm.core.access import AGENT, QA_SUPERVISOR, SUPERVISOR, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.directory.settings.calendar import ZoneName


@endpoint("GET /cases/{case_id}/sla", access=staff(AGENT, SUPERVISOR, QA_SUPERVISOR), uses=[grants.SHOW])
def handler(case_id: str, command: Command, zone: Annotated[ZoneName | None, Query()] = None) -> SlaView:
    """Show the service levels of a case as they stand now: target, time used and left, when due, in which state.

    With a `zone`, such as the reader's `Europe/Berlin`, due times come in its local time too, beside that of the
    calendar.
    """
    return reading.sla(case_id, zone, command)
