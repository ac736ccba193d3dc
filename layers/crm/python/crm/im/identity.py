"""Who somebody in IM is to us."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from crm.core.ids import derived_id
from crm.core.repository import Aggregate

ImUserId = Annotated[str, Field(min_length=1, max_length=128, pattern=r"^[!-~]+$")]
"""What a provider calls somebody: any characters that can be seen."""


class Identity(Aggregate):
    """Somebody at a provider, and the colleague they are; nobody, where they were parted again."""

    connection_id: str
    im_user_id: str
    user_id: str | None = None
    linked_by: str
    linked_at: datetime


def id_of(connection_id: str, im_user_id: str) -> str:
    """Return the id under which somebody at a provider is known, whether they are linked or not."""
    return derived_id("imid", connection_id, im_user_id)
