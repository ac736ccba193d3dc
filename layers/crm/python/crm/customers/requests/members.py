"""What the requests share: strict members, edits in which what is left out stays."""

from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field


class Request(BaseModel):
    """The base of every request: no unknown members, no blanks around texts."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class Edit(Request):
    """The base of every edit: members left out stay."""

    def refuse_null(self, *required: str) -> Self:
        """Refuse null for members that cannot be without a value."""
        emptied = [name for name in required if name in self.model_fields_set and getattr(self, name) is None]
        if emptied:
            raise ValueError(f"{', '.join(emptied)} cannot be null")
        return self


def each_once(values: tuple[str, ...]) -> tuple[str, ...]:
    """Return the values without repetitions, in their order."""
    return tuple(dict.fromkeys(values))


CustomerName = Annotated[str, Field(min_length=1, max_length=120)]
ExternalRef = Annotated[str, Field(min_length=1, max_length=120)]
"""What another system calls it; no two accounts and no two contacts may have the same."""
