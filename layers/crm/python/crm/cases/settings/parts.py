"""What the settings of case handling are made of."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from crm.core.i18n import LOCALES, Locale
from crm.core.rules import broken

Name = Annotated[str, Field(min_length=1, max_length=80)]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,39}$")]


class Part(BaseModel):
    """A piece of a setting."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def _both_languages(label: dict[Locale, str]) -> dict[Locale, str]:
    if set(label) != set(LOCALES):
        raise broken("core", "both_languages")
    return label


Labelled = Annotated[dict[Locale, Annotated[str, Field(min_length=1, max_length=120)]], AfterValidator(_both_languages)]
"""A text for people, in each language."""
