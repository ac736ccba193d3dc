"""Values that several domains take from people, brought to one form."""

from typing import Annotated

import phonenumbers
from pydantic import AfterValidator, Field

HOME_REGION = "CN"
"""The country whose numbers may be written without `+`."""


def _e164(number: str) -> str:
    try:
        parsed = phonenumbers.parse(number, HOME_REGION)
    except phonenumbers.NumberParseException:
        raise ValueError(f"{number} is not a phone number") from None
    if not phonenumbers.is_possible_number(parsed):
        raise ValueError(f"{number} is not a phone number")
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


Phone = Annotated[str, Field(max_length=40), AfterValidator(_e164)]
"""A phone number as people write it; kept as E.164 (`+8613800138000`)."""
