"""Show how many open cases a colleague has."""

from crm.cases import dispatch
from crm.cases.dispatch import AgentLoad
from crm.core.access import AGENT, SUPERVISOR, staff
from crm.core.endpoint import endpoint
from crm.core.grants import table
from crm.directory import grants as directory


@endpoint(
    "GET /users/{user_id}/load", access=staff(AGENT, SUPERVISOR), uses=[directory.READ, table("cases", "batch_get")]
)
def handler(user_id: str) -> AgentLoad:
    """Show how many open cases a colleague has, and how many they can take."""
    return dispatch.load_of(user_id)
