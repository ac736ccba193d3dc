"""Release a parked mail."""

from crm.core.access import ADMIN, SUPERVISOR, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.mail import grants, releasing
from crm.mail.releasing import MailNotParkedError, MailNotReleasableError, ReleaseMail
from crm.mail.views import LetterView


@endpoint(
    "POST /mail/{mail_id}/release",
    access=staff(SUPERVISOR, ADMIN),
    uses=[grants.CHANGE],
    errors=[MailNotParkedError, MailNotReleasableError],
    versioned=False,
)
def handler(mail_id: str, body: ReleaseMail, command: Command) -> LetterView:
    """Let a parked mail go on: it answers the case you name, or else opens or answers one as other mail does.

    You answer for its sender: whose case it is, is not asked again. Mail with a virus is never let go.
    """
    return releasing.release(mail_id, body, command)
