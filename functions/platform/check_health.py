"""Say that the suite answers."""

from crm.core.access import PUBLIC
from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.core.health import HealthView


@endpoint("GET /health", access=PUBLIC)
def handler(command: Command) -> HealthView:
    """Say that the suite answers, and in which version."""
    return HealthView.of(command.now)
