"""What the requests share: strict members, edits in which what is left out stays."""

from typing import Annotated, Self

from pydantic import Field

from crm.core.payload import Payload
from crm.core.rules import refuse_null


class Edit(Payload):
    """The base of every edit: members left out stay."""

    def refuse_null(self, *required: str) -> Self:
        """Refuse null for members that cannot be without a value."""
        refuse_null(self, *required)
        return self


def each_once(values: tuple[str, ...]) -> tuple[str, ...]:
    """Return the values without repetitions, in their order."""
    return tuple(dict.fromkeys(values))


CustomerName = Annotated[str, Field(min_length=1, max_length=120)]
ExternalRef = Annotated[str, Field(min_length=1, max_length=120)]
"""What another system calls it; no two accounts and no two contacts may have the same."""
