"""Approve a weekly list."""

from crm.cadence import grants, handling
from crm.cadence.handling import CadenceListDecidedError, CadenceNotYoursToDecideError
from crm.cadence.views import CadenceListView
from crm.cadence.visibility import DECIDERS
from crm.core.command import Command
from crm.core.endpoint import endpoint


@endpoint(
    "POST /cadence-lists/{list_id}/approve",
    access=DECIDERS,
    uses=[grants.CHANGE],
    errors=[CadenceListDecidedError, CadenceNotYoursToDecideError],
)
def handler(list_id: str, command: Command) -> CadenceListView:
    """Approve a weekly list of somebody who reports to you: it is published.

    From now on its owner is reminded, and what is on it becomes tasks. A list that was turned down may be approved
    after all.
    """
    return handling.approve(list_id, command)
