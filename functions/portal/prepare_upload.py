"""Prepare the upload of a file on the page of a case."""

from crm.cases import attachments, grants
from crm.core.access import CUSTOMER
from crm.core.command import Command
from crm.core.forms import Form
from crm.core.grants import Grant
from crm.core.page import page
from crm.core.sheet import Sheet
from crm.portal import cases
from crm.portal.uploading import PrepareUpload


@page(
    "POST /p/cases/{case_id}/attachments",
    access=CUSTOMER,
    uses=[grants.SHOW, grants.HISTORY, Grant("bucket:attachments", ("sign_upload",))],
    acts="cases.announce_portal_attachment",
    then="/p/cases/{case_id}",
    again=cases.case_again,
)
def handler(case_id: str, body: PrepareUpload, form: Form, command: Command) -> Sheet:
    """Say what the file is, and get the form that takes it to where it is kept; you then come back to the case."""
    then = f"{form.origin}/p/cases/{case_id}"
    return cases.upload(case_id, attachments.announce(case_id, body.announced(), command, then))
