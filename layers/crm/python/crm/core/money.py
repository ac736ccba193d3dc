"""Money: whole minor units, such as fen or cents, and their currency; never a fraction of one."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
"""An ISO 4217 code such as `CNY`."""

AmountMinor = Annotated[int, Field(ge=0, le=10**15)]


class Money(BaseModel):
    """An amount in the minor units of its currency: 1 CNY is 100 of them, 1 JPY is 1."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    amount_minor: AmountMinor
    currency: Currency
