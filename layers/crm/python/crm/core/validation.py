"""Values that several domains take from people, brought to one form."""

from typing import Annotated

from pydantic import AfterValidator, EmailStr, Field

from crm.core.phones import as_e164

Phone = Annotated[str, Field(max_length=40), AfterValidator(as_e164)]
"""A phone number as people write it; kept as E.164 (`+8613800138000`)."""

Email = Annotated[EmailStr, AfterValidator(str.lower), Field(max_length=200)]
"""An e-mail address; kept in small letters, as no mailbox tells them apart."""
