"""Bring in many settings at once."""

from crm.core import settings_edit
from crm.core.access import ADMIN, KNOWLEDGE_MANAGER, QA_SUPERVISOR, SUPERVISOR, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.core.grants import table
from crm.core.settings_edit import ImportReport, ImportSettings


@endpoint(
    "POST /settings/imports",
    access=staff(ADMIN, SUPERVISOR, QA_SUPERVISOR, KNOWLEDGE_MANAGER),
    uses=[table("platform", "get", "put")],
    once=False,
    timeout_seconds=29,
)
def handler(body: ImportSettings, command: Command) -> ImportReport:
    """Bring in settings from a file, or see first what would happen.

    Each row gets its own verdict: new, update, unchanged or invalid, with what is wrong. An invalid row keeps
    no other from being taken, and running the same import again changes nothing. `dry_run` is on unless it is
    turned off.
    """
    return settings_edit.import_rows(body, command)
