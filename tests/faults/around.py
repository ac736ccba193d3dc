"""What people do around cases, each as a story: colleagues, customers, settings, and what could not be handled."""

from datetime import timedelta
from typing import Any

from moto.sqs.models import sqs_backends

from crm.core.errors import BusyError
from infra.local.resources import ACCOUNT, REGION, client
from tests.faults.crash import insist
from tests.faults.stories import Story, by, nothing
from tests.faults.world import FORM, World

_NIGHT = {"zone": "Asia/Shanghai", "weekly": {"mon": [["22:00", "24:00"]]}}
_USER = {"user_id": "zhao", "name": "王强", "email": "zhao@kairos.example", "roles": ["agent", "supervisor"]}
_CONTACT = {"contact_id": "contact-c", "name": "张敏", "email": "c@customer-a.example", "account_id": "customer-a"}
_CONSENT = {"channel": "email", "purpose": "marketing", "status": "granted", "source": "web-form"}
_IMPORT = {
    "rows": [{"kind": "directory.calendar", "name": "night", "document": _NIGHT}],
    "note": "夜班",
    "dry_run": False,
}
_SKILLS = {"skills": [{"skill": "API 集成", "level": 4}]}


def _set_absence(world: World) -> None:
    now = world.twin.clock.now()
    absence = {"from_at": now.isoformat(), "until_at": (now + timedelta(days=1)).isoformat()}
    world.insists("zhang-min", "PUT /users/zhang-min/absence", {"absence": absence})


def _edits(what: str, changes: dict[str, Any]) -> Any:
    def act(world: World) -> None:
        version = world.told["version"]
        method = "PUT" if what.endswith("/skills") else "PATCH"
        world.insists("admin", f"{method} {what}", changes, If_Match=str(version))

    return act


def _looks_at(what: str) -> Any:
    def begins(world: World) -> None:
        world.told["version"] = world.does("admin", f"GET {what}")["version"]

    return begins


def _import(world: World) -> None:
    """Bring settings in; whoever has to ask again is told that nothing has changed."""
    headers = {"X-Correlation-Id": "an-import"}
    answer = insist(lambda: world.twin.call("POST /settings/imports", _IMPORT, user="admin", headers=headers))
    assert answer.status == 200, answer.body


def _letter(world: World) -> None:
    """Let routing fail until Lambda gives it up, and keep what it writes then."""

    def fail(operation: str, _action: str) -> None:
        if operation == "cases.route_case":
            raise BusyError

    world.twin.functions.before_call = fail
    world.does("wang-qiang", "POST /cases", FORM)
    world.twin.functions.before_call = lambda _operation, _action: None
    (letter,) = _queue(world)._messages
    world.told["letter"] = letter.body


def _replay(world: World) -> None:
    """Let an administrator replay letters until none is left; a minute later hidden ones show again."""
    queue = _queue(world)
    client("sqs").send_message(QueueUrl=f"https://sqs/{ACCOUNT}/{queue.name}", MessageBody=world.told["letter"])
    body = {"domain": "cases", "limit": 10}
    while queue._messages:
        answer = insist(lambda: world.twin.call("POST /dead-letters/replays", body, user="admin"))
        assert answer.status == 200, answer.body
        for letter in queue._messages:
            letter.visible_at = 0.0


def _queue(world: World) -> Any:
    return sqs_backends[ACCOUNT][REGION].queues[world.twin.site.dead_letters("cases")]


AROUND: tuple[Story, ...] = (
    Story("add a team", nothing, by("admin", "POST /teams", {"team_id": "night", "name": "夜班"})),
    Story("change a team", _looks_at("/teams/support"), _edits("/teams/support", {"name": "一线支持"})),
    Story("add a colleague", nothing, by("admin", "POST /users", _USER)),
    Story(
        "change a colleague",
        _looks_at("/users/zhang-san"),
        _edits("/users/zhang-san", {"email": "zs@kairos.example", "roles": ["qa_supervisor"]}),
    ),
    Story("let a colleague go", _looks_at("/users/zhang-san"), _edits("/users/zhang-san", {"active": False})),
    Story("what a colleague can do", _looks_at("/users/li-lei"), _edits("/users/li-lei/skills", _SKILLS)),
    Story("go", nothing, by("li-lei", "PUT /users/li-lei/presence", {"presence": "away"})),
    Story("be absent", nothing, _set_absence),
    Story("add an account", nothing, by("admin", "POST /accounts", {"name": "客户C", "parent_id": "customer-a"})),
    Story(
        "change an account",
        _looks_at("/accounts/customer-b"),
        _edits("/accounts/customer-b", {"name": "客户乙", "parent_id": "customer-a"}),
    ),
    Story("add a contact", nothing, by("admin", "POST /contacts", _CONTACT)),
    Story(
        "change a contact",
        _looks_at("/contacts/contact-b"),
        _edits("/contacts/contact-b", {"email": "b@customer-b.example", "phone": None}),
    ),
    Story("consent", nothing, by("admin", "POST /contacts/contact-b/consents", _CONSENT)),
    Story("let a customer in", nothing, by("admin", "POST /contacts/contact-b/portal-tokens", {})),
    Story(
        "ask to be let in",
        nothing,
        by("customer", "POST /portal/sign-in-links", {"email": "contact@customer-b.example"}),
    ),
    Story(
        "put a setting",
        nothing,
        by("admin", "PUT /settings/directory.calendar/night", {"document": _NIGHT, "note": "夜班"}, If_Match="0"),
    ),
    Story("import settings", nothing, _import),
    Story("replay a letter", _letter, _replay, ("platform.replay_dead_letters",)),
)
