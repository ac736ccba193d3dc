"""Show a colleague."""

from crm.core.access import EVERYONE, staff
from crm.core.endpoint import endpoint
from crm.directory import grants, repository
from crm.directory.views import UserView


@endpoint("GET /users/{user_id}", access=staff(*EVERYONE), uses=[grants.READ])
def handler(user_id: str) -> UserView:
    """Show a colleague."""
    return UserView.of(repository.users.get(user_id))
