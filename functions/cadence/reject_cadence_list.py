"""Turn a weekly list down."""

from crm.cadence import grants, handling
from crm.cadence.handling import CadenceListDecidedError, CadenceNotYoursToDecideError
from crm.cadence.requests import RejectList
from crm.cadence.views import CadenceListView
from crm.cadence.visibility import DECIDERS
from crm.core.command import Command
from crm.core.endpoint import endpoint


@endpoint(
    "POST /cadence-lists/{list_id}/reject",
    access=DECIDERS,
    uses=[grants.CHANGE],
    errors=[CadenceListDecidedError, CadenceNotYoursToDecideError],
)
def handler(list_id: str, body: RejectList, command: Command) -> CadenceListView:
    """Turn a weekly list down of somebody who reports to you, and say why: nobody is reminded of it."""
    return handling.reject(list_id, body, command)
