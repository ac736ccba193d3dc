"""What leaves the house, each as a story: mail, webhooks, and what people do about them."""

from typing import Any

from infra.local.functions import Killed
from infra.local.resources import client
from tests.faults.stories import Story, all_of, by, case, did, nothing, passes
from tests.faults.world import SOLVED, World

CASE = "/cases/{case}"
HOOK = "/webhook-endpoints/{hook}"
DELIVER, FAN_OUT = "messaging.deliver_message", "messaging.fan_out_to_webhooks"
TIMERS = "messaging.keep_messaging_timers"
_began = case(lapsed=False)
_reply = by(None, f"POST {CASE}/replies", {"body": "正在处理"})
_replied = did(None, f"POST {CASE}/replies", {"body": "正在处理"})


def _form(world: World) -> dict[str, Any]:
    return {"url": world.receiver.url, "description": "网上商城", "event_types": ["CaseOpened", "CaseReplied"]}


def _create(world: World) -> None:
    world.insists("admin", "POST /webhook-endpoints", _form(world))


def _connected(world: World) -> None:
    world.told["hook"] = world.does("admin", "POST /webhook-endpoints", _form(world))["endpoint"]["endpoint_id"]


def _impatient(world: World) -> None:
    """Let one retry be enough to give an endpoint up."""
    world.set("messaging.policy", retry_after_seconds=[1], disable_endpoint_after=1)


def _patient(world: World) -> None:
    world.set("messaging.policy", retry_after_seconds=[1], disable_endpoint_after=2)


def _unwell(world: World) -> None:
    world.receiver.answers = [500]


def _failed_once(world: World) -> None:
    _unwell(world)
    _replied(world)
    world.twin.advance(minutes=1)
    world.receiver.answers = [204]


def _at_night(world: World) -> None:
    """Let a customer be written to at ten in the evening."""
    world.twin.advance(hours=12)
    _began(world)
    _replied(world)


def _in_a_lost_night(world: World) -> None:
    _at_night(world)
    world.clocks_lapse(11 * 60, "messaging")


def _in_doubt(world: World) -> None:
    """Let the mail of a reply be broken off before the provider is called."""

    def kill(operation: str, action: str) -> None:
        if (operation, action) == (DELIVER, "sesv2:SendEmail"):
            raise Killed

    world.twin.functions.before_call = kill
    _replied(world)
    world.twin.functions.before_call = lambda _operation, _action: None
    world.twin.advance(minutes=1)
    (message,) = world.does("wang-qiang", "GET /messages?state=uncertain")["items"]
    world.told["message"] = message["message_id"]


PHONE = {
    "platform": "ios",
    "token": "00fc13adff785122b4ad28809a3420982341241421348097878e577c991de8f0",
    "name": "iPhone",
}
ANDROID = {"platform": "android", "token": "fcm-token:0123456789abcdef", "name": "Pixel"}
_handed_over = by("wang-qiang", f"POST {CASE}/transfers", {"assignee_id": "zhang-min", "reason": "换班"})


def _on(phone: dict[str, str]) -> Any:
    """Tell a colleague on a phone."""

    def register(world: World) -> None:
        world.told["device"] = world.does("zhang-min", "POST /me/devices", phone)["device_id"]

    return register


def _without_the_app(phone: dict[str, str]) -> Any:
    """Let the push service know a phone no longer, as it tells SNS some time after the app was removed."""

    def register(world: World) -> None:
        _on(phone)(world)
        push = world.twin.site.push["ios" if phone is PHONE else "android"]
        told = client("sns").create_platform_endpoint(PlatformApplicationArn=push, Token=phone["token"])
        client("sns").set_endpoint_attributes(EndpointArn=told["EndpointArn"], Attributes={"Enabled": "false"})

    return register


def _notified(world: World) -> None:
    notices = world.does(world.told["owner"], "GET /notifications")["items"]
    world.told["notice"] = notices[0]["notification_id"]


def _settle(outcome: str) -> Any:
    body = {"channel": "email", "outcome": outcome, "note": "问过客户"}
    return by("wang-qiang", "POST /messages/{message}/settlements", body)


SENDING: tuple[Story, ...] = (
    Story("a mail", _began, _reply, (DELIVER,)),
    Story("a mail in the night", _at_night, passes(hours=11), ("messaging.fire_due_message", DELIVER, TIMERS)),
    Story(
        "a mail in the night whose timer is lost",
        _in_a_lost_night,
        passes(minutes=16),
        ("messaging.sweep_due_messages",),
    ),
    Story("it was sent", case(_in_doubt, lapsed=False), _settle("was_sent")),
    Story(
        "it is sent again",
        case(_in_doubt, lapsed=False),
        _settle("send_again"),
        ("messaging.settle_uncertain_message", DELIVER, TIMERS, "messaging.publish_messaging_events"),
    ),
    Story("a webhook", all_of(_connected, _began), _reply, (FAN_OUT, DELIVER)),
    Story(
        "a webhook nobody takes",
        all_of(_impatient, _connected, _began),
        all_of(_unwell, _reply, passes(minutes=1)),
        (DELIVER, TIMERS, "messaging.watch_endpoint_health", "messaging.fire_due_message"),
    ),
    Story(
        "a system is well again",
        all_of(_patient, _connected, case(_failed_once, lapsed=False)),
        _reply,
        ("messaging.watch_endpoint_health",),
    ),
    Story("connect a system", nothing, _create),
    Story("change a system", _connected, by("admin", f"PATCH {HOOK}", {"description": "门店"}, If_Match="1")),
    Story("a new secret", _connected, by("admin", f"POST {HOOK}/secret-rotations", {})),
    Story("try a system", _connected, by("admin", f"POST {HOOK}/tests", {})),
    Story("disconnect a system", _connected, by("admin", f"DELETE {HOOK}")),
    Story("read a notice", case(_notified, lapsed=False), by(None, "POST /notifications/{notice}/reads", {})),
    Story("read all notices", _began, by(None, "POST /notifications/reads", {})),
    Story(
        "choose what to be told",
        nothing,
        by("li-lei", "PUT /me/notification-preferences", {"categories": {"case": {"email": False}}}),
    ),
    Story("an iPhone", all_of(_on(PHONE), _began), _handed_over, (DELIVER,)),
    Story("an Android phone", all_of(_on(ANDROID), _began), _handed_over, (DELIVER,)),
    Story("an iPhone without the app", all_of(_without_the_app(PHONE), _began), _handed_over, (DELIVER,)),
    Story("an Android phone without the app", all_of(_without_the_app(ANDROID), _began), _handed_over, (DELIVER,)),
    Story("register a phone", nothing, by("zhang-min", "POST /me/devices", PHONE)),
    Story("somebody else's phone", _on(PHONE), by("li-lei", "POST /me/devices", PHONE)),
    Story("remove a phone", _on(PHONE), by("zhang-min", "DELETE /me/devices/{device}")),
    Story(
        "noted on the account",
        _began,
        by(None, f"POST {CASE}/resolution", SOLVED),
        ("cases.note_on_account", "customers.publish_customers_events"),
    ),
)
