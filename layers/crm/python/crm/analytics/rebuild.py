"""A rebuilding of the counters: which tables are walked, and how far it has come."""

from datetime import datetime
from typing import Any

from crm.analytics.vocabulary import SubjectKind
from crm.core.repository import Aggregate


class Rebuild(Aggregate):
    """A rebuilding. `left` are the kinds of subjects that are not done; the first of them is being walked."""

    kinds: tuple[SubjectKind, ...]
    left: tuple[SubjectKind, ...]
    after: dict[str, Any] | None = None
    """The key of the table that the next stretch begins after."""
    walked: int = 0
    subjects: int = 0
    started_at: datetime
    finished_at: datetime | None = None
