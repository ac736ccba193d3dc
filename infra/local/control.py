"""`/_local`: the twin's own controls, for people and for scripts."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from crm.core import clock as crm_clock
from infra import catalog
from infra.local import demo, outbox, sales
from infra.local.twin import Answer, Twin

if TYPE_CHECKING:
    from infra.local.server import World

_JSON = {"Content-Type": "application/json"}
_PAGE = Path(__file__).with_name("page.html")


_COMPANIES: dict[str, Callable[[Twin], None]] = {"demo": demo.found, "sales": sales.found}
"""What a twin can be started over with: the demo company, or the one that sells as well."""


class NotUnderstood(Exception):  # noqa: N818 - answered with 400
    """The request's body is not what the control takes."""


def answer(world: "World", method: str, target: str, body: bytes) -> Answer:
    """Answer a request under `/_local`."""
    parts = urlsplit(target)
    if parts.path in {"/_local", "/_local/"}:
        return Answer(200, {"Content-Type": "text/html; charset=utf-8"}, _PAGE.read_text(encoding="utf-8"))
    control = _CONTROLS.get((method, parts.path.removeprefix("/_local/")))
    if control is None:
        known = sorted(f"{method} /_local/{name}" for method, name in _CONTROLS)
        return Answer(404, _JSON, _dump({"message": "Not Found", "known": known}))
    try:
        asked = json.loads(body or b"{}")
        with world.lock:
            return Answer(200, _JSON, _dump(control(world, asked | _single(parts.query))))
    except (ValueError, TypeError, KeyError, NotUnderstood) as error:
        return Answer(400, _JSON, _dump({"message": f"{type(error).__name__}: {error}"}))


def _single(query: str) -> dict[str, str]:
    return {name: values[-1] for name, values in parse_qs(query).items()}


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str, separators=(",", ":"))


def _clock(_world: "World | None", _: Any) -> Any:
    return {"now": crm_clock.now().isoformat(), "zone": "UTC"}


def _advance(world: "World", asked: Any) -> Any:
    seconds = float(asked["seconds"])
    if not 0 <= seconds <= 400 * 86_400:
        raise NotUnderstood("seconds lies between 0 and 400 days")
    world.twin.advance(seconds=seconds)
    return _clock(world, None)


def _settle(world: "World", _: Any) -> Any:
    return {"deliveries": world.twin.settle()}


def _reset(world: "World", asked: Any) -> Any:
    name = asked.get("company", "demo")
    if name not in _COMPANIES:
        raise NotUnderstood(f"company is one of {', '.join(_COMPANIES)}")
    world.reset(_COMPANIES[name])
    return _clock(world, None)


def _tokens(world: "World", asked: Any) -> Any:
    if "contact" in asked:
        return {"token": portal_token(world.twin, str(asked["contact"])), "for": asked["contact"]}
    user = str(asked["user"])
    try:
        return {"token": world.twin.sign_in(user), "for": user}
    except Exception:  # noqa: BLE001 - the user pool has no such user
        raise NotUnderstood(f"nobody signs in as {user}; see GET /_local/people") from None


def portal_token(twin: Twin, contact_id: str) -> str:
    """Return a portal token, as the company's own shop would be issued one."""
    answered = twin.call(f"POST /contacts/{contact_id}/portal-tokens", {}, user="admin")
    if answered.status not in {200, 201}:
        raise NotUnderstood(f"there is no contact {contact_id}")
    return str(answered.json["token"])


def _people(world: "World", _: Any) -> Any:
    users = world.twin.call("GET /users?limit=100", user="admin").json["items"]
    contacts = world.twin.call("GET /contacts?limit=100", user="admin").json["items"]
    return {
        "users": [{"id": each["user_id"], "name": each["name"], "roles": each["roles"]} for each in users],
        "contacts": [{"id": each["contact_id"], "name": each["name"]} for each in contacts],
    }


def _events(world: "World", asked: Any) -> Any:
    wanted = [each for each in world.twin.pump.events if asked.get("type") in {None, each["type"]}]
    return {"items": wanted[::-1][: int(asked.get("limit", 200))]}


def _timers(world: "World", _: Any) -> Any:
    return {"items": world.twin.pump.timers()}


def _workflows(world: "World", _: Any) -> Any:
    return {"items": world.twin.pump.workflows()}


def _outbox(world: "World", asked: Any) -> Any:
    return {"items": outbox.sent(world.twin)[: int(asked.get("limit", 200))]}


def _im(world: "World", asked: Any) -> Any:
    return {"items": world.twin.im_providers.sent[::-1][: int(asked.get("limit", 200))]}


def _failures(world: "World", _: Any) -> Any:
    return {"items": world.twin.pump.failures[::-1]}


def _actions(_world: "World", _: Any) -> Any:
    return {"items": [spec.operation for spec in catalog.specs().values()]}


_CONTROLS: dict[tuple[str, str], Callable[["World", Any], Any]] = {
    ("GET", "actions"): _actions,
    ("GET", "clock"): _clock,
    ("POST", "clock/advance"): _advance,
    ("GET", "events"): _events,
    ("GET", "failures"): _failures,
    ("GET", "outbox"): _outbox,
    ("GET", "im"): _im,
    ("GET", "people"): _people,
    ("POST", "reset"): _reset,
    ("POST", "settle"): _settle,
    ("GET", "timers"): _timers,
    ("POST", "tokens"): _tokens,
    ("GET", "workflows"): _workflows,
}
