"""Put open cases under the policy now in force."""

from crm.cases import grants, retargeting
from crm.cases.requests import Retarget
from crm.cases.retargeting import RetargetReport, UnknownPolicyError
from crm.core.access import SUPERVISOR, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint


@endpoint(
    "POST /sla/retargets",
    access=staff(SUPERVISOR),
    uses=[grants.CHANGE],
    errors=[UnknownPolicyError],
    timeout_seconds=29,
)
def handler(body: Retarget, command: Command) -> RetargetReport:
    """Put up to 25 open cases under the policy now in force for them, or preview what that would do.

    A case keeps the policy version it was opened under until somebody does this. The time used is carried over.
    """
    return retargeting.retarget_cases(body, command)
