"""Leave an internal note on a case."""

from crm.cases import grants, talk
from crm.cases.requests import Note
from crm.cases.talk import UnknownMentionError
from crm.cases.views import CaseView
from crm.core.access import AGENT, QA_SUPERVISOR, SUPERVISOR, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint


@endpoint(
    "POST /cases/{case_id}/notes",
    status=201,
    access=staff(AGENT, SUPERVISOR, QA_SUPERVISOR),
    uses=[grants.CHANGE],
    errors=[UnknownMentionError],
)
def handler(case_id: str, body: Note, command: Command) -> CaseView:
    """Leave an internal note on a case.

    `@` before a colleague's id mentions them: they are told, follow the case and may read it from then on.
    """
    return talk.note(case_id, body, command)
