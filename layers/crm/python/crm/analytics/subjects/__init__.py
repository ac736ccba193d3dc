"""What metrics are counted of: for each kind, how its records become facts, and what these contribute."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, NamedTuple, TypeVar

from pydantic import BaseModel

from crm.analytics.contributions import Contribution
from crm.analytics.vocabulary import SubjectKind
from crm.core.calendar import BusinessCalendar
from crm.core.events import Envelope, Event

FactsT = TypeVar("FactsT", bound=BaseModel)


class Known(NamedTuple):
    """What facts depend on beside the records of their subject."""

    calendar: Callable[[str], BusinessCalendar]
    """Finds the calendar that a reference such as `office@0` names."""
    team_of: Callable[[str, datetime], str | None]
    """Finds the team that a colleague was in at a time."""


@dataclass(frozen=True)
class Subject(Generic[FactsT]):
    """A kind of subject. `evolve` is the only way its facts change: they always equal a recount from its records.

    Whatever contributes to a metric changes by one of `heard`, so that what was fed event by event is the same as what
    is rebuilt.
    """

    kind: SubjectKind
    domain: str
    """In whose table its records are."""
    prefix: str
    """What its ids begin with."""
    facts: type[FactsT]
    begins: tuple[type[Event], ...]
    """What the first event of such a subject is; none where it may be any."""
    heard: tuple[type[Event], ...]
    evolve: Callable[[FactsT | None, Envelope, Known], FactsT | None]
    contributions: Callable[[str, FactsT], Iterable[Contribution]]

    def begins_with(self, type_: str) -> bool:
        """Say whether a subject may begin with an event."""
        return not self.begins or type_ in {each.__name__ for each in self.begins}

    def hears(self, types: Iterable[str]) -> bool:
        """Say whether any of the events is one that it is fed by."""
        return not {each.__name__ for each in self.heard}.isdisjoint(types)
