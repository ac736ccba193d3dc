"""Look at what could not be handled."""

from crm.core import dead_letters
from crm.core.access import ADMIN, staff
from crm.core.dead_letters import DeadLettersView
from crm.core.endpoint import endpoint
from crm.core.grants import Grant


@endpoint(
    "GET /dead-letters",
    access=staff(ADMIN),
    uses=[Grant("dead-letters", ("receive",))],
    timeout_seconds=29,
)
def handler() -> DeadLettersView:
    """Look at what could not be handled, by domain: about how much, and a sample of what failed and how.

    Looking takes nothing out of the queues.
    """
    return dead_letters.look()
