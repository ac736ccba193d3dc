"""How metrics are shown. Views have no defaults: every member is always there."""

from datetime import date, datetime

from pydantic import BaseModel, Field

from crm.analytics import histogram
from crm.analytics.definitions import Definition
from crm.analytics.rebuild import Rebuild
from crm.analytics.repository.rows import Row
from crm.analytics.scope import Scope
from crm.analytics.vocabulary import SOURCES, By, ScopeKind, Shape, SubjectKind, Unit
from crm.core import i18n
from crm.core.i18n import Locale
from crm.core.paging import Page

Number = int | float


class MetricDefinition(BaseModel):
    """What a metric is, in a version that never changes."""

    name: str
    definition_version: int
    title: str
    formula: str
    numerator: str
    denominator: str | None = Field(description="None for what is only counted.")
    shape: Shape
    unit: Unit
    groupings: tuple[str, ...]
    subject: SubjectKind
    fed_by: str
    since: str = Field(description="The version of the suite that counts by it first.")

    @classmethod
    def of(cls, definition: Definition, locale: Locale) -> "MetricDefinition":
        """Show a definition in the reader's language."""

        def words(name: str) -> str:
            return i18n.text("analytics", f"{definition.text_key}.{name}", locale)

        return cls(
            name=definition.name,
            definition_version=definition.version,
            title=words("title"),
            formula=words("formula"),
            numerator=words("numerator"),
            denominator=None if definition.shape == "count" else words("denominator"),
            shape=definition.shape,
            unit=definition.unit,
            groupings=definition.groupings,
            subject=definition.subject,
            fed_by=SOURCES[definition.subject],
            since=definition.since,
        )


class MetricPage(Page[MetricDefinition]):
    """The metrics of the library, by name."""


class Percentiles(BaseModel):
    """What half and what 95 of 100 are not above. `error` is how far that may be from the true value, as a share."""

    p50: float
    p95: float
    error: float


class Figures(BaseModel):
    """A value and what it comes from. Where nothing was counted there is no value, which is not the same as 0."""

    value: Number | None
    numerator: Number
    denominator: int | None = Field(description="None for what is only counted.")
    percentiles: Percentiles | None = Field(description="Of what is measured, where anything was.")


class MetricGroup(Figures):
    """The part of a value that belongs to an hour, a day, a week, a person, a team or another value of a dimension."""

    key: str


class ScopeView(BaseModel):
    """Whose numbers these are."""

    kind: ScopeKind
    user_id: str | None
    team_ids: tuple[str, ...]

    @classmethod
    def of(cls, scope: Scope) -> "ScopeView":
        """Show a scope."""
        return cls(kind=scope.kind, user_id=scope.user_id if scope.kind == "own" else None, team_ids=scope.team_ids)


class MetricView(Figures):
    """A metric over a period: the value, how it was defined, whose it is, and as of when."""

    name: str
    definition_version: int
    title: str
    unit: Unit
    by: By | None
    groups: list[MetricGroup]
    from_on: date
    to_on: date
    zone: str
    scope: ScopeView
    as_of: datetime


class MetricValues(BaseModel):
    """Several metrics over the same period."""

    items: list[MetricView]


class MetricRow(BaseModel):
    """A row behind a metric: what it is, when it counts, and for how much."""

    subject: str = Field(description="What it is: a case, a task …")
    subject_id: str
    at: datetime
    numerator: Number
    denominator: int | None
    assignee_id: str | None
    team_id: str | None
    dimensions: dict[str, str]

    @classmethod
    def of(cls, row: Row, definition: Definition) -> "MetricRow":
        """Show a row behind a metric."""
        contribution = row.contribution
        amount = definition.counts(contribution.definition, contribution.amount, contribution.weight)
        subject, _, subject_id = (contribution.about or f"{row.subject}:{row.subject_id}").partition(":")
        return cls(
            subject=subject,
            subject_id=subject_id,
            at=contribution.at,
            numerator=in_unit(definition, amount),
            denominator=None if definition.shape == "count" else contribution.weight,
            assignee_id=contribution.assignee_id,
            team_id=contribution.team_id,
            dimensions=dict(contribution.dimensions),
        )


class MetricExplanation(Page[MetricRow]):
    """The rows behind a metric, newest first, and what it is."""

    definition: MetricDefinition
    from_on: date
    to_on: date
    zone: str
    scope: ScopeView
    as_of: datetime


def in_unit(definition: Definition, amount: int) -> Number:
    """Return what was counted, in the unit of its metric."""
    return amount if definition.scale == 1 else round(amount / definition.scale, 3)


def percentiles(definition: Definition, bins: dict[int, int]) -> Percentiles | None:
    """Return the percentiles of what was measured, None where nothing was."""
    half, most = histogram.percentile(bins, 0.5), histogram.percentile(bins, 0.95)
    if half is None or most is None:
        return None
    return Percentiles(
        p50=round(half / definition.scale, 3), p95=round(most / definition.scale, 3), error=histogram.ERROR
    )


class MetricRebuildView(BaseModel):
    """A rebuilding of the counters: what it has walked and counted so far."""

    rebuild_id: str
    version: int
    kinds: tuple[SubjectKind, ...]
    left: tuple[SubjectKind, ...]
    walked: int = Field(description="How many items of tables were read.")
    subjects: int = Field(description="How many subjects were counted anew.")
    started_at: datetime
    finished_at: datetime | None

    @classmethod
    def of(cls, rebuild: Rebuild) -> "MetricRebuildView":
        """Show a rebuilding."""
        return cls(rebuild_id=rebuild.id, **rebuild.model_dump(exclude={"id", "after"}))
