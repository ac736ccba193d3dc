"""Show a setting."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query

from crm.core import settings_store
from crm.core.access import EVERYONE, staff
from crm.core.endpoint import endpoint
from crm.core.grants import READ_SETTINGS
from crm.core.settings_store import SettingView


@endpoint("GET /settings/{kind}/{name}", access=staff(*EVERYONE), uses=[READ_SETTINGS])
def handler(kind: str, name: str, version: Annotated[int | None, Query(ge=0, le=999_999)] = None) -> SettingView:
    """Show a setting: the document in force, or as it was at a version.

    Version 0 is the document that came with the suite. A version never changes, so what was decided under it
    stays explainable.
    """
    return settings_store.get(kind, name, version)
