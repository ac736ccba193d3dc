"""What a story is, and what stories are made of: how it began, and the act that is then disturbed."""

from dataclasses import dataclass

from tests.faults.crash import Call
from tests.faults.world import Act, World

POINT_OF_OTHERS = (
    "analytics.follow_cards",
    "analytics.follow_cases",
    "analytics.follow_colleagues",
    "analytics.follow_conflicts",
    "analytics.follow_instructions",
    "analytics.follow_pushes",
    "analytics.follow_survey_answers",
    "analytics.follow_survey_reviews",
    "analytics.follow_surveys",
    "analytics.follow_tasks",
    "analytics.follow_weekly_lists",
    "analytics.follow_workspaces",
    "cadence.follow_cases",
    "cadence.follow_contracts",
    "cadence.follow_policy",
    "cadence.follow_surveys",
    "cadence.follow_tasks",
    "cadence.follow_teams",
    "cadence.keep_cadence_timers",
    "cadence.keep_rhythms",
    "cadence.publish_cadence_events",
    "cadence.sweep_due_cadence",
    "cases.escalate_breached_case",
    "cards.act_in_thread",
    "cards.follow_task",
    "cards.keep_card_timers",
    "cards.note_card_on_account",
    "cards.open_requested_card",
    "cards.publish_card_events",
    "cases.note_on_account",
    "cases.note_survey_result",
    "cases.route_case",
    "conflicts.follow_tasks",
    "conflicts.keep_conflict_timers",
    "conflicts.note_conflict_on_account",
    "conflicts.publish_conflict_events",
    "messaging.deliver_message",
    "messaging.fan_out_to_webhooks",
    "tasks.follow_card",
    "tasks.follow_escalation",
    "tasks.hand_over_tasks",
    "tasks.keep_task_timers",
    "tasks.note_task_on_account",
    "tasks.note_task_push",
    "tasks.publish_task_events",
    "surveys.follow_cases",
    "surveys.follow_tasks",
    "surveys.keep_survey_timers",
    "surveys.note_invitation",
    "surveys.note_survey_on_account",
    "surveys.publish_survey_events",
    "surveys.write_to_profile",
    "tasks.review_conflict",
    "tasks.review_survey",
)
"""Functions that follow on nearly everything: stories of their own break them."""


@dataclass(frozen=True)
class Story:
    """How it began, what is done, and which functions' calls are broken on the way."""

    name: str
    begins: Act
    act: Act
    only: tuple[str, ...] = ()
    """The functions that the story is about; where none is named, all but the point of others."""

    def __str__(self) -> str:
        return self.name

    def breaks(self, call: Call) -> bool:
        """Say whether a call is one that the story tries to break."""
        return call.operation in self.only if self.only else call.operation not in POINT_OF_OTHERS


def nothing(_world: World) -> None:
    """Begin with the company as it was founded."""


def all_of(*acts: Act) -> Act:
    """Do one after the other."""

    def act(world: World) -> None:
        for each in acts:
            each(world)

    return act


def case(then: Act = nothing, *, lapsed: bool = True) -> Act:
    """Begin with a case that somebody has, a warning of which has fallen due unseen."""

    def begins(world: World) -> None:
        world.told["case"] = world.opens()
        world.told["owner"] = world.owner(world.told["case"])
        then(world)
        if lapsed:
            world.clocks_lapse()

    return begins


def unassigned(world: World) -> None:
    """Begin with a case that nobody is there to take."""
    world.everybody_goes()
    world.told["case"], world.told["owner"] = world.opens(), "zhang-min"
    world.clocks_lapse()


def by(who: str | None, route: str, body: object = None, **headers: str) -> Act:
    """Let somebody, else the case's owner, do something and insist on it."""

    def act(world: World) -> None:
        filled = route.format(**world.told)
        world.insists(who or world.told["owner"], filled, body, **headers)

    return act


def did(who: str | None, route: str, body: object = None, **headers: str) -> Act:
    """Let somebody, else the case's owner, have done something, and all that follows from it."""

    def act(world: World) -> None:
        world.does(who or world.told["owner"], route.format(**world.told), body, **headers)

    return act


def passes(**delta: float) -> Act:
    """Let time pass, `passes(hours=2)`, and every timer fire on the way."""

    def act(world: World) -> None:
        world.twin.advance(**delta)

    return act
