"""What a subject contributes to a metric, and what that moves in the counters."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from crm.analytics import buckets, histogram, library
from crm.analytics.definitions import Definition
from crm.analytics.vocabulary import NOBODY, Dimension
from crm.core.timers import SHARDS, shard_of


class Contribution(BaseModel):
    """One row of a metric: what it counts for, when, and whose it is.

    `amount` goes into the numerator and `weight` into the denominator; a length is an amount in milliseconds.
    """

    model_config = ConfigDict(frozen=True)

    metric: str
    """The reference of the definition."""
    key: str
    """What tells it from the subject's other contributions to the metric."""
    at: datetime
    amount: int
    weight: int = 1
    assignee_id: str | None = None
    team_id: str | None = None
    dimensions: dict[Dimension, str] = {}
    about: str | None = None
    """What it is about where that is not the subject itself, as `task:task_…`."""

    @property
    def definition(self) -> Definition:
        """The definition that it was counted by."""
        return library.at(self.metric)

    @property
    def person(self) -> str:
        """Whose it is."""
        return self.assignee_id or NOBODY

    @property
    def team(self) -> str:
        """Whose team's it is."""
        return self.team_id or NOBODY


class Cell(NamedTuple):
    """A counter: of which partition, of which UTC day, and for which values of the dimensions."""

    partition: str
    day: str
    values: tuple[str, ...]


def everybody(metric: str) -> list[str]:
    """Return the partitions of what everybody counts for."""
    return [f"{metric}#all#{shard}" for shard in shards()]


def shards() -> list[str]:
    """Return the shards that what is everybody's is split into."""
    return [str(each) for each in range(SHARDS)]


def of_team(metric: str, team_id: str) -> str:
    """Return the partition of what a team counts for."""
    return f"{metric}#team#{team_id}"


def of_person(metric: str, user_id: str) -> str:
    """Return the partition of what a person counts for."""
    return f"{metric}#person#{user_id}"


def cells(contribution: Contribution) -> list[Cell]:
    """Return the counters that a contribution is counted in: everybody's, its team's and its person's.

    Everybody's is split by person, so that not all that happens in a company meets in one item. The values of each
    begin with the assignee or the team, whichever the partition does not say already.
    """
    day, metric = buckets.day_of(contribution.at), contribution.metric
    others = tuple(contribution.dimensions.get(each, NOBODY) for each in contribution.definition.dimensions)
    person, team = contribution.person, contribution.team
    return [
        Cell(f"{metric}#all#{shard_of(person)}", day, (team, *others)),
        Cell(of_team(metric, team), day, (person, *others)),
        Cell(of_person(metric, person), day, (team, *others)),
    ]


def moves(before: Iterable[Contribution], after: Iterable[Contribution]) -> dict[Cell, dict[str, int]]:
    """Return by how much each member of each counter moves when `after` takes the place of `before`."""
    moved: dict[Cell, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for sign, contributions in ((-1, before), (1, after)):
        for each in contributions:
            for cell in cells(each):
                for member, amount in _members(each).items():
                    moved[cell][member] += sign * amount
    differing = {cell: {name: by for name, by in members.items() if by} for cell, members in moved.items()}
    return {cell: members for cell, members in differing.items() if members}


def _members(contribution: Contribution) -> dict[str, int]:
    slot = buckets.slot_of(contribution.at)
    members = {f"n{slot}": contribution.amount, f"d{slot}": contribution.weight}
    if contribution.definition.shape == "mean":
        members[f"b{slot}_{histogram.bin_of(contribution.amount)}"] = 1
    return members
