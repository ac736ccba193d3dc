"""Keep rhythms in step with the policy."""

from crm.cadence import grants, rhythms
from crm.cadence.settings.policy import CadencePolicy
from crm.core.command import Command
from crm.core.events import Received
from crm.core.settings_edit import SettingChanged
from crm.core.triggers import on_event
from crm.directory import grants as directory


@on_event(SettingChanged, uses=[grants.KEEP, grants.FIND_TEAMS, directory.READ], timeout_seconds=120)
def handler(event: Received[SettingChanged], command: Command) -> None:
    """Have the next lists made when the policy says now."""
    if event.data.kind == CadencePolicy.kind:
        rhythms.follow(event.data.name, event.data.version, command)
