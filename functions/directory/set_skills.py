"""Set what a colleague can do."""

from crm.core.access import ADMIN, SUPERVISOR, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.directory import grants, service
from crm.directory.requests import SetSkills
from crm.directory.views import SkillsView


@endpoint("PUT /users/{user_id}/skills", access=staff(ADMIN, SUPERVISOR), uses=[grants.CHANGE], versioned=True)
def handler(user_id: str, body: SetSkills, command: Command) -> SkillsView:
    """Set all skills of a colleague, each with its level and the day its certificate runs out.

    A skill that has run out is never counted on; holder and manager are told 30 days before.
    """
    return service.set_skills(user_id, body.skills, command)
