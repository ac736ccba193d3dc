"""What may be asked of the metric library."""

from typing import Annotated, get_args

from pydantic import Field

from crm.analytics.vocabulary import SubjectKind
from crm.core.payload import Payload

KINDS: tuple[SubjectKind, ...] = get_args(SubjectKind)


class RebuildMetrics(Payload):
    """Which kinds of subjects to count anew; all where nothing is said."""

    kinds: Annotated[tuple[SubjectKind, ...], Field(min_length=1, max_length=len(KINDS))] = KINDS
