"""Tell what a talk came to."""

from crm.cadence import grants, handling
from crm.cadence.handling import (
    CadenceFeedbackGivenError,
    CadenceListNotPublishedError,
    NextContactOutOfReachError,
)
from crm.cadence.requests import GiveFeedback
from crm.cadence.views import CadenceItemView
from crm.cadence.visibility import PEOPLE
from crm.core.command import Command
from crm.core.endpoint import endpoint


@endpoint(
    "POST /cadence-items/{item_id}/feedback",
    access=PEOPLE,
    uses=[grants.TALK],
    errors=[CadenceListNotPublishedError, CadenceFeedbackGivenError, NextContactOutOfReachError],
)
def handler(item_id: str, body: GiveFeedback, command: Command) -> CadenceItemView:
    """Tell what a talk came to: the item is done, and so is its task.

    The account's health moves with what you say of it, and its next contact is set: by you, else by
    `cadence.policy`.
    """
    return handling.feedback(item_id, body, command)
