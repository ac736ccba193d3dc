"""Show what a colleague can do."""

from crm.core.access import EVERYONE, staff
from crm.core.endpoint import endpoint
from crm.directory import grants, repository
from crm.directory.views import SkillsView


@endpoint("GET /users/{user_id}/skills", access=staff(*EVERYONE), uses=[grants.READ])
def handler(user_id: str) -> SkillsView:
    """Show the skills of a colleague."""
    user = repository.users.get(user_id)
    return SkillsView(user_id=user.id, version=user.version, skills=user.skills)
