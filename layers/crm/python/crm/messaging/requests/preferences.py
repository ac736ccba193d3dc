"""What may be asked of preferences."""

from typing import Annotated

from pydantic import Field

from crm.messaging.models import PersonalChannel
from crm.messaging.requests.members import Request
from crm.messaging.settings.policy import CategoryName


class SetPreferences(Request):
    """For each category, on which channels one wants to be told; what is left out is on."""

    categories: Annotated[dict[CategoryName, dict[PersonalChannel, bool]], Field(max_length=50)]
