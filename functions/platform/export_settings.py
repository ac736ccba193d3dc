"""Export all settings."""

from crm.core import settings_store
from crm.core.access import ADMIN, staff
from crm.core.endpoint import endpoint
from crm.core.grants import index
from crm.core.settings_store import SettingExport


@endpoint(
    "GET /settings/exports/current",
    access=staff(ADMIN),
    uses=[index("platform", "by_kind")],
    timeout_seconds=29,
)
def handler() -> SettingExport:
    """Export every setting that was changed here, in the form that an import takes."""
    return settings_store.export()
