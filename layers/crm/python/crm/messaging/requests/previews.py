"""What may be asked of templates."""

from typing import Annotated, Self

from pydantic import Field, JsonValue, model_validator

from crm.core.payload import Payload
from crm.core.rules import broken
from crm.messaging.settings.template import Template


class PreviewTemplate(Payload):
    """A template to look at: one in force by `name`, or a `draft`. `facts` replace those of its sample."""

    name: Annotated[str, Field(min_length=1, max_length=80)] | None = None
    draft: Template | None = None
    facts: Annotated[dict[str, JsonValue], Field(max_length=50)] | None = None

    @model_validator(mode="after")
    def _either(self) -> Self:
        if (self.name is None) == (self.draft is None):
            raise broken("messaging", "name_or_draft")
        return self
