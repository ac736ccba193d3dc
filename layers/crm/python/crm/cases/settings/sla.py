"""What is promised to whom, and what happens as the promise runs out."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from crm.cases.settings.parts import Name, Part
from crm.cases.sla.milestone import BREACH, MilestoneName, PauseReason, Target
from crm.cases.vocabulary import Channel, Priority
from crm.core.rules import broken
from crm.core.settings import Setting
from crm.directory.settings.calendar import Calendar

Receiver = Annotated[
    str,
    Field(
        pattern=r"^(assignee|shift_leader|manager|supervisor|queue_owner|user:[A-Za-z0-9_-]{1,64}|team:[A-Za-z0-9_-]{1,64})$"
    ),
]
"""Who is told: the case's person, the leader or manager of their team, the person they report to, the owner of
the queue, a named colleague, or everybody in a team."""


class Threshold(Part):
    """A share of a milestone's time, and who is told when it is used."""

    percent: Annotated[int, Field(ge=1, le=BREACH)]
    receivers: Annotated[tuple[Receiver, ...], Field(max_length=10)]


class EscalationLevel(Part):
    """Who takes a breached case at this level, and who else is told."""

    to: Receiver
    tell: Annotated[tuple[Receiver, ...], Field(max_length=10)] = ()


class SlaPolicy(Setting):
    """What is promised, in which hours, what stops the clock, who is warned, who takes over (R-207…R-211)."""

    kind: ClassVar[str] = "cases.sla_policy"

    calendar: Name
    targets: dict[Priority, dict[MilestoneName, Target]]
    pauses: dict[MilestoneName, tuple[PauseReason, ...]]
    thresholds: Annotated[tuple[Threshold, ...], Field(max_length=10)]
    priority_thresholds: dict[Priority, tuple[Threshold, ...]] = Field(default_factory=dict)
    escalation: Annotated[tuple[EscalationLevel, ...], Field(min_length=1, max_length=5)]
    priority_escalation: dict[Priority, tuple[EscalationLevel, ...]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _breach_is_a_threshold(self) -> Self:
        for each in (self.thresholds, *self.priority_thresholds.values()):
            percents = [threshold.percent for threshold in each]
            if BREACH not in percents or len(percents) != len(set(percents)):
                raise broken("cases", "thresholds")
        return self

    def references(self) -> set[tuple[str, str]]:
        """A policy reckons in a calendar."""
        return {(Calendar.kind, self.calendar)}

    def thresholds_for(self, priority: Priority) -> tuple[Threshold, ...]:
        """Return the thresholds of a priority."""
        return self.priority_thresholds.get(priority, self.thresholds)

    def levels_for(self, priority: Priority) -> tuple[EscalationLevel, ...]:
        """Return the levels of escalation of a priority, lowest first."""
        return self.priority_escalation.get(priority, self.escalation)

    @classmethod
    def shipped(cls) -> Mapping[str, Self]:
        """The targets of the customer's documents, in office hours; round the clock for privileged customers."""
        minute, hour = 60, 3600

        def targets(response: int, restore: int, resolution: Target) -> dict[MilestoneName, Target]:
            given: dict[MilestoneName, Target] = {
                "first_response": Target(seconds=response),
                "restore": Target(seconds=restore),
                "resolution": resolution,
            }
            return {name: target for name, target in given.items() if target != Target()}

        pausing: tuple[PauseReason, ...] = ("customer", "third_party", "stop_work")
        warnings = (
            Threshold(percent=50, receivers=("assignee",)),
            Threshold(percent=75, receivers=("assignee", "shift_leader")),
            Threshold(percent=90, receivers=("assignee", "manager")),
        )
        breach = Threshold(percent=BREACH, receivers=("assignee",))
        at_once = Threshold(percent=50, receivers=("assignee", "shift_leader", "manager"))
        standard = cls(
            calendar="office",
            targets={
                "P1": targets(15 * minute, 2 * hour, Target(seconds=4 * hour)),
                "P2": targets(hour, 4 * hour, Target(business_days=1)),
                "P3": targets(4 * hour, 0, Target(business_days=3)),
                "P4": targets(8 * hour, 0, Target(business_days=5)),
            },
            pauses={"first_response": (), "restore": pausing, "resolution": pausing},
            thresholds=(*warnings, breach),
            priority_thresholds={"P1": (at_once, *warnings[1:], breach)},
            escalation=(
                EscalationLevel(to="supervisor"),
                EscalationLevel(to="manager", tell=("queue_owner",)),
            ),
            priority_escalation={"P1": (EscalationLevel(to="shift_leader", tell=("manager", "supervisor")),)},
        )
        return {"standard": standard, "privileged": standard.model_copy(update={"calendar": "always"})}


class SlaRule(Part):
    """Which policy a case gets: every list that is given must hold the case's value."""

    levels: tuple[Name, ...] = ()
    priorities: tuple[Priority, ...] = ()
    categories: tuple[Name, ...] = ()
    channels: tuple[Channel, ...] = ()
    policy: Name


class SlaSelection(Setting):
    """Which policy applies, by customer level, priority, category and channel; the first rule that fits."""

    kind: ClassVar[str] = "cases.sla_selection"

    rules: Annotated[tuple[SlaRule, ...], Field(max_length=200)]
    otherwise: Name = "standard"

    def references(self) -> set[tuple[str, str]]:
        """Every policy named must exist."""
        return {(SlaPolicy.kind, name) for name in (self.otherwise, *(rule.policy for rule in self.rules))}

    @classmethod
    def shipped(cls) -> Mapping[str, Self]:
        """Privileged customers round the clock, all others the standard."""
        return {"default": cls(rules=(SlaRule(levels=("privileged",), policy="privileged"),))}
