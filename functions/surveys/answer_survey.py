"""Answer a survey."""

from crm.core.access import PUBLIC
from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.core.origin import Origin
from crm.surveys import answering, grants
from crm.surveys.answering import (
    AnonymousNotOfferedError,
    AnswerOutOfScaleError,
    SurveyAnsweredError,
    SurveyLinkInvalidError,
    SurveyOverError,
)
from crm.surveys.requests import AnswerSurvey
from crm.surveys.views import ThanksView


@endpoint(
    "POST /surveys/{token}",
    status=201,
    access=PUBLIC,
    uses=[grants.ANSWER],
    errors=[
        SurveyLinkInvalidError,
        SurveyAnsweredError,
        SurveyOverError,
        AnswerOutOfScaleError,
        AnonymousNotOfferedError,
    ],
    versioned=False,
)
def handler(token: str, body: AnswerSurvey, origin: Origin, command: Command) -> ThanksView:
    """Answer a survey with the link that was sent: it is good for one answer.

    With `anonymous` the answer is counted, and nothing leads from it to you. What looks like a program's answer is kept
    apart and counts for nothing.
    """
    return answering.answer(token, body, origin, command)
