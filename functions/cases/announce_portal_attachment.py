"""Announce a file for one's own case."""

from crm.cases import attachments, grants
from crm.cases.attachments import AttachmentNotAcceptedError, UploadTicket
from crm.cases.requests import AnnounceAttachment
from crm.core.access import CUSTOMER
from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.core.grants import Grant


@endpoint(
    "POST /portal/cases/{case_id}/attachments",
    status=201,
    access=CUSTOMER,
    uses=[grants.SHOW, Grant("bucket:attachments", ("sign_upload",))],
    errors=[AttachmentNotAcceptedError],
    versioned=False,
)
def handler(case_id: str, body: AnnounceAttachment, command: Command) -> UploadTicket:
    """Announce a file for your case and get the form to upload it with."""
    return attachments.announce(case_id, body, command)
