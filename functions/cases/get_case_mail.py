"""Show a mail of a case as it looked."""

from crm.cases import grants, mail_reading
from crm.cases.mail_reading import CaseMailView
from crm.core.access import AGENT, QA_SUPERVISOR, SUPERVISOR, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint


@endpoint(
    "GET /cases/{case_id}/mails/{mail_id}",
    access=staff(AGENT, SUPERVISOR, QA_SUPERVISOR),
    uses=[grants.SHOW_MAIL],
)
def handler(case_id: str, mail_id: str, command: Command) -> CaseMailView:
    """Show a mail of a case as it looked, made safe, with the pictures that it brought and none from elsewhere."""
    return mail_reading.show(case_id, mail_id, command)
