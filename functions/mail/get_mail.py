"""Show a mail that was received."""

from crm.core.access import ADMIN, SUPERVISOR, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.mail import grants, repository
from crm.mail.views import LetterDetail


@endpoint("GET /mail/{mail_id}", access=staff(SUPERVISOR, ADMIN), uses=[grants.READ, grants.READ_INBOX])
def handler(mail_id: str, command: Command) -> LetterDetail:
    """Show a mail: what was written now, what it quotes, how it was judged, and where it lies as it came."""
    return LetterDetail.of(repository.letters.get(mail_id), command.caller.locale)
