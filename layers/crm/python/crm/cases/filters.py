"""What narrows a list of cases."""

from typing import Annotated, Protocol

from pydantic import BaseModel, ConfigDict, Field

from crm.cases.vocabulary import Channel, Priority, Status

Word = Annotated[str, Field(min_length=1, max_length=130)]

EQUAL = ("status", "priority", "channel", "serial", "product", "order_id", "device_id")
"""The filters that must equal the case's value."""


class Listed(Protocol):
    """What the filters look at beside the members of `EQUAL`."""

    category: str
    tags: tuple[str, ...]


class Filters(BaseModel):
    """What a listed case must have; a member that is left out narrows nothing.

    `category` is a path that holds for everything below it; `tag` is one of the case's tags.
    """

    model_config = ConfigDict(frozen=True)

    status: Status | None = None
    priority: Priority | None = None
    channel: Channel | None = None
    category: Word | None = None
    tag: Word | None = None
    serial: Word | None = None
    product: Word | None = None
    order_id: Word | None = None
    device_id: Word | None = None

    def admits(self, row: "Listed") -> bool:
        """Say whether a listed case has all of it."""
        equal = all(getattr(self, name) in {None, getattr(row, name)} for name in EQUAL)
        tagged = self.tag is None or self.tag in row.tags
        return equal and tagged and (self.category is None or f"{row.category}/".startswith(f"{self.category}/"))

    @property
    def name(self) -> str:
        """What the filters are called in a cursor's listing."""
        return "|".join(str(value) for _, value in self)
