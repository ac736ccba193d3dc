"""What happens to the metric library: its counters are rebuilt."""

from crm.analytics.vocabulary import SubjectKind
from crm.core.events import Event


class MetricRebuildStarted(Event):
    """Subjects of these kinds are to be counted anew from their records."""

    kinds: tuple[SubjectKind, ...]


class MetricRebuildAdvanced(Event):
    """A stretch of a table was walked, and the subjects found there were counted."""

    kind: SubjectKind
    walked: int
    subjects: int


class MetricsRebuilt(Event):
    """All of them are counted."""

    walked: int
    subjects: int
