"""Show the board of cards."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query

from crm.cards import grants, reading
from crm.cards.reading import Board, BoardParameterError
from crm.cards.views import BoardView
from crm.cards.visibility import PEOPLE, BoardNotYoursError
from crm.cards.vocabulary import Status
from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.core.page_parameters import Cursor, Limit
from crm.core.paging import DEFAULT_LIMIT

Id = Annotated[str | None, Query(min_length=2, max_length=64)]


@endpoint("GET /boards/collab", access=PEOPLE, uses=[grants.BOARD], errors=[BoardNotYoursError, BoardParameterError])
def handler(
    command: Command,
    of: Board = "mine",
    team: Id = None,
    account: Id = None,
    status: Annotated[Status | None, Query(description="One column alone; its `next_cursor` goes on in it.")] = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
) -> BoardView:
    """Show the board: columns by status, each by when its cards are expected, of what is over the latest first.

    What is asked of you, what you ask of others, your team's, an account's or, for those who supervise, everybody's.
    """
    return reading.board(of, team, account, status, command, limit, cursor)
