"""Announce a file for a case."""

from crm.cases import attachments, grants
from crm.cases.attachments import AttachmentNotAcceptedError, UploadTicket
from crm.cases.requests import AnnounceAttachment
from crm.core.access import AGENT, SUPERVISOR, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.core.grants import Grant


@endpoint(
    "POST /cases/{case_id}/attachments",
    status=201,
    access=staff(AGENT, SUPERVISOR),
    uses=[grants.SHOW, Grant("bucket:attachments", ("sign_upload",))],
    errors=[AttachmentNotAcceptedError],
    versioned=False,
)
def handler(case_id: str, body: AnnounceAttachment, command: Command) -> UploadTicket:
    """Announce a file for a case and get the form to upload it with.

    POST the form's fields and the file to its address; the file belongs to the case once it has arrived.
    """
    return attachments.announce(case_id, body, command)
