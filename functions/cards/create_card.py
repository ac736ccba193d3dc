"""Ask a colleague for something."""

from crm.cards import grants, intake
from crm.cards.giving import ExpectedOutOfReachError
from crm.cards.intake import AccountNotYoursError, CardAccountUnknownError, CardTypeUnknownError
from crm.cards.people import CardAssigneeUnknownError
from crm.cards.requests import CreateCard
from crm.cards.views import CardView
from crm.cards.visibility import PEOPLE
from crm.core.command import Command
from crm.core.endpoint import endpoint


@endpoint(
    "POST /collab-cards",
    status=201,
    access=PEOPLE,
    uses=[grants.TAKE_IN],
    errors=[
        CardTypeUnknownError,
        CardAssigneeUnknownError,
        CardAccountUnknownError,
        AccountNotYoursError,
        ExpectedOutOfReachError,
    ],
)
def handler(body: CreateCard, command: Command) -> CardView:
    """Ask a colleague for something, in whatever team.

    They are told, and it is on the board and in their inbox at once. About a sensitive account it waits for approval,
    and they see nothing of it before. Who is absent until it is expected is stood in for by their deputy.
    """
    return intake.create(body, command)
