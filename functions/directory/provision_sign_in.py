"""Keep sign-ins in step with the directory."""

from crm.core.command import Command
from crm.core.events import Received
from crm.core.grants import Grant
from crm.core.triggers import on_event
from crm.directory import grants, sign_in
from crm.directory.events import UserCreated, UserEdited


@on_event(UserCreated, UserEdited, uses=[grants.READ, Grant("users", ("provision",))])
def handler(event: Received[UserCreated | UserEdited], command: Command) -> None:  # noqa: ARG001 - the seam's shape
    """Set up, change or close the sign-in of a colleague whose record changed."""
    sign_in.provision(event.aggregate_id)
