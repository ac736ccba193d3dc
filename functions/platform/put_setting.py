"""Put a setting in force."""

from crm.core import settings_edit
from crm.core.access import ADMIN, KNOWLEDGE_MANAGER, QA_SUPERVISOR, SUPERVISOR, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.core.errors import InvalidError
from crm.core.grants import table
from crm.core.settings_edit import PutSetting, SettingReferenceError
from crm.core.settings_store import SettingView


@endpoint(
    "PUT /settings/{kind}/{name}",
    access=staff(ADMIN, SUPERVISOR, QA_SUPERVISOR, KNOWLEDGE_MANAGER),
    uses=[table("platform", "get", "put")],
    errors=[InvalidError, SettingReferenceError],
    versioned=True,
)
def handler(kind: str, name: str, body: PutSetting, command: Command) -> SettingView:
    """Put a new version of a setting in force.

    `If-Match` names the version it replaces: 0 for the document that came with the suite, and for a name that
    has none yet. Each kind has its own editors. It is felt everywhere within `CACHE_SECONDS`; what was
    decided before stays under the version it was decided under.
    """
    return settings_edit.put(kind, name, body, command)
