"""Show what a survey link asks."""

from crm.core.access import PUBLIC
from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.surveys import answering, grants
from crm.surveys.answering import SurveyLinkInvalidError
from crm.surveys.views import FormView


@endpoint("GET /surveys/{token}", access=PUBLIC, uses=[grants.SHOW], errors=[SurveyLinkInvalidError])
def handler(token: str, command: Command) -> FormView:
    """Show what a survey link asks, in the language of `Accept-Language`.

    It records nothing, however often and by whomever it is opened: mail scanners open everything.
    """
    return answering.show(token, command.caller.locale, command)
