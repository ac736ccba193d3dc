"""What happens by itself when time passes, each as a story."""

from datetime import timedelta

from tests.faults.stories import Story, all_of, by, case, did, nothing, passes, unassigned
from tests.faults.world import FORM, SOLVED, Act, World

CASE = "/cases/{case}"
WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_FIRE = "cases.fire_due_case"
_TIMERS = "cases.keep_case_timers"
_PUBLISH = "cases.publish_case_events"
_CHECK, _ESCALATE = "cases.check_escalation", "cases.escalate_breached_case"
_answered = by(None, f"POST {CASE}/replies", {"body": "正在处理"})
_resolved = did(None, f"POST {CASE}/resolution", SOLVED)
_urgent = {"impact": "high", "urgency": "critical"}


def _told_few(world: World) -> None:
    """Let warnings go to one person: these stories are about what fires them."""
    thresholds = world.does("admin", "GET /settings/cases.sla_policy/standard")["document"]["thresholds"]
    fewer = [each | {"receivers": ["assignee"]} for each in thresholds]
    world.set("cases.sla_policy", "standard", thresholds=fewer)


def _began(*then: Act) -> Act:
    return all_of(_told_few, case(all_of(*then), lapsed=False))


def _p1(world: World) -> None:
    _told_few(world)
    world.told["case"] = world.opens(**_urgent)
    world.twin.advance(minutes=14)


def _director(world: World) -> None:
    body = {"user_id": "director", "name": "经理", "email": "d@kairos.example", "roles": ["supervisor"]}
    world.does("admin", "POST /users", body)
    version = world.does("admin", "GET /users/wang-qiang")["version"]
    world.does("admin", "PATCH /users/wang-qiang", {"manager_id": "director"}, If_Match=str(version))


def _unseen(minutes: int) -> Act:
    def act(world: World) -> None:
        world.clocks_lapse(minutes)

    return act


def _waits_a_day(world: World) -> None:
    until = (world.twin.clock.now() + timedelta(days=1)).isoformat()
    body = {"wait_for": "customer", "asked": "请提供日志", "until_at": until}
    world.does(world.told["owner"], f"POST /cases/{world.told['case']}/waits", body)
    world.does(world.told["owner"], f"POST /cases/{world.told['case']}/replies", {"body": "请在明天前提供日志"})


def _soon_on_shift(world: World) -> None:
    """Let everybody's shift begin in ten minutes, and a case come before."""
    shift = {"zone": "Asia/Shanghai", "weekly": {day: [["10:10", "24:00"]] for day in WEEK}}
    world.does("admin", "PUT /settings/directory.calendar/late", {"document": shift, "note": "晚班"}, If_Match="0")
    for user_id in ("li-lei", "zhang-min", "zhang-san"):
        version = world.does("admin", f"GET /users/{user_id}")["version"]
        world.does("admin", f"PATCH /users/{user_id}", {"shift": "late"}, If_Match=str(version))
    world.told["case"] = world.opens()


def _overflowing(world: World) -> None:
    """Let cases that wait a quarter of an hour go to the partner's people."""
    world.does("admin", "POST /teams", {"team_id": "partner", "name": "外包伙伴"})
    body = {"user_id": "partner-agent", "name": "外包坐席", "email": "p@kairos.example", "roles": ["agent"]}
    world.does("admin", "POST /users", body | {"team_id": "partner"})
    world.does("partner-agent", "PUT /users/partner-agent/presence", {"presence": "online"})
    queues = world.does("admin", "GET /settings/cases.queues/default")["document"]["queues"]
    for queue in queues:
        if queue["id"] == "general":
            queue |= {"overflow_to": "partners", "overflow_after_seconds": 900}
    label = {"zh-CN": "伙伴", "en": "Partners"}
    partners = {"id": "partners", "label": label, "team_ids": ["partner"], "owner_id": "wang-qiang"}
    world.set("cases.queues", "default", queues=[*queues, partners])
    world.everybody_goes()
    world.told["case"] = world.opens()


def _for_all(world: World) -> None:
    """Let every queue be everybody's, as they are when a company begins, and who is of no queue's team be away."""
    queues = world.does("admin", "GET /settings/cases.queues/default")["document"]["queues"]
    world.set("cases.queues", "default", queues=[each | {"team_ids": []} for each in queues])
    world.does("duty-rd", "PUT /users/duty-rd/presence", {"presence": "away"})


def _comes(user_id: str) -> Act:
    return by(user_id, f"PUT /users/{user_id}/presence", {"presence": "online"})


def _absent_an_hour(world: World) -> None:
    now = world.twin.clock.now()
    absence = {"from_at": now.isoformat(), "until_at": (now + timedelta(hours=1)).isoformat()}
    world.does("zhang-min", "PUT /users/zhang-min/absence", {"absence": absence})


def _certified(world: World) -> None:
    """Let a certificate of 李雷's run out in thirty-one days."""
    user = world.does("admin", "GET /users/li-lei")
    expires_on = (world.twin.clock.now() + timedelta(days=31)).date().isoformat()
    skills = [{"skill": "API 集成", "level": 5, "expires_on": expires_on}]
    world.does("admin", "PUT /users/li-lei/skills", {"skills": skills}, If_Match=str(user["version"]))


_ALONE = all_of(_told_few, unassigned, _absent_an_hour)

TIME: tuple[Story, ...] = (
    Story("somebody is found", _told_few, by("wang-qiang", "POST /cases", FORM), ("cases.route_case",)),
    Story(
        "somebody is found among all",
        all_of(_told_few, _for_all),
        by("wang-qiang", "POST /cases", FORM),
        ("cases.route_case",),
    ),
    Story("half of the time is used", case(lapsed=False), passes(hours=1)),
    Story("three quarters and more", _began(passes(hours=1)), passes(minutes=50), (_FIRE, _TIMERS)),
    Story("a warning whose timer is lost", _began(_unseen(65)), passes(minutes=10), ("cases.sweep_due_cases",)),
    Story("a promise is broken", _began(passes(minutes=115)), passes(minutes=6), (_FIRE, _CHECK, _ESCALATE)),
    Story("the most urgent promise is broken", _p1, passes(minutes=2), (_CHECK, _ESCALATE)),
    Story("it goes up again", all_of(_director, _began(passes(minutes=236))), passes(minutes=6), (_CHECK,)),
    Story("answered when it was too late", _began(_unseen(121)), _answered, (_CHECK, "cases.decline_escalation")),
    Story("a wait runs out", _began(_waits_a_day), passes(days=1), (_FIRE, _TIMERS)),
    Story("it closes by itself", _began(_resolved), passes(days=7), (_FIRE, _TIMERS, _PUBLISH)),
    Story("routing looks again", all_of(_told_few, _overflowing), passes(minutes=16), (_FIRE,)),
    Story("a shift begins", _soon_on_shift, passes(minutes=11), (_FIRE,)),
    Story(
        "a shift begins whose timer is lost",
        all_of(_soon_on_shift, _unseen(11)),
        passes(minutes=5),
        ("cases.sweep_due_cases",),
    ),
    Story("a shift of anybody begins", all_of(_for_all, _soon_on_shift), passes(minutes=11), (_FIRE,)),
    Story(
        "a shift of anybody begins whose timer is lost",
        all_of(_for_all, _soon_on_shift, _unseen(11)),
        passes(minutes=5),
        ("cases.sweep_due_cases",),
    ),
    Story("somebody comes", all_of(_told_few, unassigned), _comes("zhang-san"), ("cases.route_waiting_cases",)),
    Story(
        "anybody comes",
        all_of(_told_few, _for_all, unassigned),
        _comes("zhang-san"),
        ("cases.route_waiting_cases",),
    ),
    Story(
        "an absence ends",
        _ALONE,
        passes(hours=1),
        ("directory.fire_due_user", "directory.keep_directory_timers", "directory.publish_directory_events"),
    ),
    Story(
        "an absence ends whose timer is lost",
        all_of(nothing, _absent_an_hour, _unseen(61)),
        passes(minutes=20),
        ("directory.sweep_due_users",),
    ),
    Story("a certificate runs out", _certified, passes(days=2), ("directory.fire_due_user",)),
)
