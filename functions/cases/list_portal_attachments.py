"""List the files of one's own case."""

from crm.cases import attachments, grants
from crm.cases.attachments import AttachmentList
from crm.core.access import CUSTOMER
from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.core.grants import Grant


@endpoint(
    "GET /portal/cases/{case_id}/attachments",
    access=CUSTOMER,
    uses=[grants.SHOW_TO_CUSTOMER, grants.HISTORY, Grant("bucket:attachments", ("read",))],
)
def handler(case_id: str, command: Command) -> AttachmentList:
    """List the files of your case, each with a link that works for five minutes."""
    return attachments.list_of(case_id, command)
