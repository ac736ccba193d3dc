"""Values that several domains take from people, brought to one form."""

from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from crm.core.phones import as_e164
from crm.core.rules import broken


def _mailbox(value: str) -> str:
    # Its patterns are a tenth of a function's start, and most functions that know addresses are given none.
    from pydantic.networks import validate_email  # noqa: PLC0415

    try:
        return validate_email(value)[1].lower()
    except PydanticCustomError:
        raise broken("core", "email") from None


Phone = Annotated[str, Field(max_length=40), AfterValidator(as_e164)]
"""A phone number as people write it; kept as E.164 (`+8613800138000`)."""

Email = Annotated[str, Field(max_length=200, json_schema_extra={"format": "email"}), AfterValidator(_mailbox)]
"""An e-mail address; kept in small letters, as no mailbox tells them apart."""
