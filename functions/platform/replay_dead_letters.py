"""Hand over again what could not be handled."""

from crm.core import dead_letters
from crm.core.access import ADMIN, staff
from crm.core.dead_letters import ReplayDeadLetters, ReplayReport, UnknownDomainError
from crm.core.endpoint import endpoint
from crm.core.grants import Grant


@endpoint(
    "POST /dead-letters/replays",
    access=staff(ADMIN),
    uses=[
        Grant("dead-letters", ("receive", "delete")),
        Grant("functions", ("invoke",)),
        Grant("streams", ("read",)),
        Grant("workflows", ("start",)),
    ],
    errors=[UnknownDomainError],
    once=False,
    timeout_seconds=29,
)
def handler(body: ReplayDeadLetters) -> ReplayReport:
    """Hand over again what a domain's functions could not handle, once the cause is mended.

    Every reaction may run twice, so repeating the call does no harm. What cannot be handed over is kept, with
    the reason; call again while `left` is not 0.
    """
    return dead_letters.replay(body)
