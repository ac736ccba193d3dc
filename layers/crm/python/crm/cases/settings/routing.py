"""How cases find their person."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field

from crm.cases.settings.parts import Name, Part, Slug
from crm.cases.vocabulary import CaseType, Channel, Priority
from crm.core.access import ADMIN, SUPERVISOR
from crm.core.settings import Setting


class RoutingCondition(Part):
    """When a rule applies: every list that is given must hold the case's value."""

    priorities: tuple[Priority, ...] = ()
    case_types: tuple[CaseType, ...] = ()
    channels: tuple[Channel, ...] = ()
    levels: tuple[Name, ...] = ()
    categories: tuple[Name, ...] = ()
    """Paths such as `integration/api`; a path holds for everything below it."""
    products: tuple[Name, ...] = ()
    tags: tuple[Name, ...] = ()
    languages: tuple[Name, ...] = ()
    regions: tuple[Name, ...] = ()


class DroppableSkill(Part):
    """A skill that is wished for, and given up when the case has waited this long."""

    skill: Name
    after_seconds: Annotated[int, Field(ge=0, le=7 * 86400)]


class RoutingRule(Part):
    """Which queue and which skills; required skills are never dropped."""

    id: Slug
    when: RoutingCondition = RoutingCondition()
    queue: Slug
    required_skills: Annotated[tuple[Name, ...], Field(max_length=20)] = ()
    skills_of_tags: bool = True
    droppable_skills: Annotated[tuple[DroppableSkill, ...], Field(max_length=20)] = ()
    language: Literal["required", "preferred", "ignored"] = "required"
    region: Literal["required", "preferred", "ignored"] = "preferred"


class RoutingWeights(Part):
    """How much each factor counts; the factors themselves lie between 0 and 1."""

    skill: Annotated[int, Field(ge=0, le=100)] = 40
    load: Annotated[int, Field(ge=0, le=100)] = 30
    availability: Annotated[int, Field(ge=0, le=100)] = 10
    customer_level: Annotated[int, Field(ge=0, le=100)] = 10
    language: Annotated[int, Field(ge=0, le=100)] = 5
    region: Annotated[int, Field(ge=0, le=100)] = 5


class Routing(Setting):
    """How cases find their person: the first rule that applies, then the best score (R-173, R-201, R-202)."""

    kind: ClassVar[str] = "cases.routing"
    editors: ClassVar = (ADMIN, SUPERVISOR)

    rules: Annotated[tuple[RoutingRule, ...], Field(min_length=1, max_length=200)]
    weights: RoutingWeights = RoutingWeights()
    wait_limit_seconds: Annotated[int, Field(ge=60, le=7 * 86400)] = 900
    """How long a case waits before routing looks again."""

    @classmethod
    def shipped(cls) -> Mapping[str, Self]:
        """P1, complaints and privileged customers to their own queue; the rest by the skills of its tags."""
        urgent = (
            RoutingRule(id="p1", when=RoutingCondition(priorities=("P1",)), queue="priority"),
            RoutingRule(id="complaint", when=RoutingCondition(case_types=("complaint",)), queue="priority"),
            RoutingRule(id="privileged", when=RoutingCondition(levels=("privileged",)), queue="priority"),
        )
        return {"default": cls(rules=(*urgent, RoutingRule(id="skills", queue="general")))}
