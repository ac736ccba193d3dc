"""Preview a message template."""

from crm.core.access import ADMIN, staff
from crm.core.endpoint import endpoint
from crm.core.errors import NotFoundError
from crm.core.grants import READ_SETTINGS
from crm.messaging import previews
from crm.messaging.requests.previews import PreviewTemplate
from crm.messaging.views.previews import PreviewsView


@endpoint(
    "POST /message-templates/previews",
    access=staff(ADMIN),
    uses=[READ_SETTINGS],
    errors=[NotFoundError],
    once=False,
)
def handler(body: PreviewTemplate) -> PreviewsView:
    """Show a template, or a draft of one, as it is read in both languages on each channel; nothing is sent.

    It is filled with its sample, or with the facts given.
    """
    return previews.preview(body)
