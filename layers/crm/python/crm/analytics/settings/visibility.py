"""Whose numbers people see."""

from collections.abc import Mapping
from typing import ClassVar, Literal, Self

from crm.core.settings import Setting


class Visibility(Setting):
    """Whose numbers agents and supervisors see; administrators and quality supervisors see everybody's."""

    kind: ClassVar[str] = "analytics.visibility"

    agents_see: Literal["own", "team"] = "own"
    supervisors_see: Literal["team", "all"] = "team"
    """`team` are those that they are in, lead or answer for."""

    @classmethod
    def shipped(cls) -> Mapping[str, Self]:
        """Agents their own, supervisors their teams'."""
        return {"default": cls()}
