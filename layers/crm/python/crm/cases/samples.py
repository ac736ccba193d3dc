"""Samples for quality assurance: seeded, so that anybody can draw the same again (R-115)."""

import hashlib
import math
from collections.abc import Iterable
from datetime import datetime

from pydantic import BaseModel

from crm.cases.desk_requests import SAMPLE_LIMIT, DrawSample
from crm.cases.events import SampleDrawn
from crm.cases.repository import tagged
from crm.cases.repository.items import SampleItem
from crm.core import ids
from crm.core.command import Command
from crm.core.errors import InvalidError
from crm.core.repository import Aggregate, Repository
from crm.core.transaction import Transaction

POPULATION_LIMIT = 10_000
"""From how many cases a sample is drawn at most: some two megabytes of an index, read within a second."""


class SampleTooWideError(InvalidError):
    """There are more such cases than a sample is drawn from, or more would be drawn than a sample holds."""

    code = "sample_too_wide"


class Sample(Aggregate):
    """Cases drawn for quality assurance. It never changes."""

    tag: str
    opened_from_at: datetime
    opened_before_at: datetime
    seed: str
    number: int | None = None
    percent: int | None = None
    population: int
    case_ids: tuple[str, ...]
    drawn_at: datetime
    drawn_by: str


class SampleView(BaseModel):
    """A sample: how it was drawn, from how many cases, and which."""

    sample_id: str
    tag: str
    opened_from_at: datetime
    opened_before_at: datetime
    seed: str
    number: int | None
    percent: int | None
    population: int
    case_ids: tuple[str, ...]
    drawn_at: datetime
    drawn_by: str

    @classmethod
    def of(cls, sample: Sample) -> "SampleView":
        """Show a sample."""
        return cls(sample_id=sample.id, **sample.model_dump(include=set(cls.model_fields)))


samples = Repository("qa_sample", SampleItem, Sample, project=lambda _: {})


def drawn(case_ids: Iterable[str], seed: str, number: int | None, percent: int | None) -> tuple[str, ...]:
    """Return a sample of cases: `number` of them, or `percent` of all, rounded up.

    Each case has its place by seed and id alone. So the order in which cases come does not matter, and a larger
    sample by the same seed holds the smaller one.
    """
    ranked = sorted(set(case_ids), key=lambda each: hashlib.sha256(f"{seed}\x1f{each}".encode()).digest())
    wanted = number if number is not None else math.ceil(len(ranked) * (percent or 0) / 100)
    return tuple(ranked[:wanted])


def draw(body: DrawSample, command: Command) -> SampleView:
    """Draw a sample of the cases with a tag that were opened in a period, and keep it.

    Raises `SampleTooWideError` where there are more than `POPULATION_LIMIT` of them, or more than `SAMPLE_LIMIT`
    would be drawn.
    """
    found = tagged.opened_between(body.tag, body.opened_from_at, body.opened_before_at, POPULATION_LIMIT)
    if found is None:
        raise SampleTooWideError("opened_from_at", limit=POPULATION_LIMIT)
    chosen = drawn(found, body.seed, body.number, body.percent)
    if len(chosen) > SAMPLE_LIMIT:
        raise SampleTooWideError("percent", limit=SAMPLE_LIMIT)
    event = SampleDrawn(**body.model_dump(), population=len(found), case_ids=chosen)
    sample = Sample(id=ids.new_id("sample"), drawn_at=command.now, drawn_by=command.caller.id, **event.model_dump())
    transaction = Transaction(command)
    view = SampleView.of(samples.save(transaction, command, None, sample, [event]))
    transaction.commit(view)
    return view


def show(sample_id: str) -> SampleView:
    """Show a sample; raise `NotFoundError` where there is none."""
    return SampleView.of(samples.get(sample_id))
