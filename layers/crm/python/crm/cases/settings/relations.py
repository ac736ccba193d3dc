"""What the end of a fault means for the cases that it caused."""

from collections.abc import Mapping
from typing import ClassVar, Self

from crm.core.access import ADMIN, SUPERVISOR
from crm.core.settings import Setting


class Relations(Setting):
    """What happens to the cases of a fault when the fault is resolved or closed (R-153)."""

    kind: ClassVar[str] = "cases.relations"
    editors: ClassVar = (ADMIN, SUPERVISOR)

    tell_customers: bool = True
    tell_agents: bool = True
    tell_solution: bool = False
    """Whether those who are told read the fault's solution; it was written for another customer."""
    resolve_caused: bool = False
    """Whether the cases are resolved with the fault's solution and cause: their customers then read the solution."""

    @classmethod
    def shipped(cls) -> Mapping[str, Self]:
        """Customers and agents are told, and each agent says when their own case is solved."""
        return {"default": cls()}
