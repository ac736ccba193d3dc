"""What may be asked of preferences."""

from typing import Annotated

from pydantic import Field

from crm.core.payload import Payload
from crm.messaging.models import PersonalChannel
from crm.messaging.settings.policy import CategoryName


class SetPreferences(Payload):
    """For each category, on which channels one wants to be told; what is left out is on."""

    categories: Annotated[dict[CategoryName, dict[PersonalChannel, bool]], Field(max_length=50)]
