"""Say what became of an uncertain message."""

from crm.core.access import ADMIN, SUPERVISOR, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.messaging import grants, ledger
from crm.messaging.ledger import NotUncertainError
from crm.messaging.requests.messages import SettleMessage
from crm.messaging.views.messages import MessageView


@endpoint(
    "POST /messages/{message_id}/settlements",
    access=staff(SUPERVISOR, ADMIN),
    uses=[grants.CHANGE],
    errors=[NotUncertainError],
)
def handler(message_id: str, body: SettleMessage, command: Command) -> MessageView:
    """Say what became of a message whose outcome is unknown: it was sent, or it is to be sent again.

    It is the only way out of `uncertain`: the suite itself never sends such a message twice.
    """
    return ledger.settle(message_id, body, command)
