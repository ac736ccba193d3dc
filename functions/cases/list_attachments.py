"""List the files of a case."""

from crm.cases import attachments, grants
from crm.cases.attachments import AttachmentList
from crm.core.access import AGENT, QA_SUPERVISOR, SUPERVISOR, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.core.grants import Grant


@endpoint(
    "GET /cases/{case_id}/attachments",
    access=staff(AGENT, SUPERVISOR, QA_SUPERVISOR),
    uses=[grants.SHOW, grants.HISTORY, Grant("bucket:attachments", ("read",))],
)
def handler(case_id: str, command: Command) -> AttachmentList:
    """List the files of a case, each with a link that works for five minutes."""
    return attachments.list_of(case_id, command)
