"""All that is left when a story is over, in a form in which two runs of it can be compared.

Names that are made up anew in each run (ids, numbers of cases and cards) are blanked; everything else must be the
same: each item of each table, what was published, the schedules that wait, the workflows' ends and what left through
the providers.
"""

import json
import re
import zlib
from collections import Counter
from collections.abc import Iterable
from email import message_from_string
from typing import Any

from moto.cognitoidp.models import cognitoidp_backends
from moto.dynamodb.models import dynamodb_backends
from moto.ses.models import ses_backends
from moto.sns.models import sns_backends
from moto.sqs.models import sqs_backends

from infra.local.resources import ACCOUNT, REGION
from infra.local.twin import Twin

_MADE_UP = re.compile(r"ONCE#[0-9a-f]{32}|[a-z]+_[0-9A-HJKMNP-TV-Z]{26}|[CK]-\d{6}|whsec_[A-Za-z0-9+/=]+")
_OF_THE_MOMENT = re.compile(r'"(provider_id|policy|x-amz-[a-z]+)": ?"[^"]*"')
"""What a provider made up, and what was signed at some moment of the real clock."""
_SETTLED = frozenset({"sent", "suppressed", "failed"})
_DEVICES = {"board", "due_shard", "queue_shard", "waiting_shard"}
"""Attributes that follow from a made-up id."""
_LATER = {"at", "expires_at", "occurred_at"}
"""When something was written that waits, after a call was broken off, until nobody can be in the middle of it."""

_AGGREGATES = frozenset(
    {
        *("case", "user", "account", "contact", "task", "calendar_feed"),
        *("card", "refusal", "cadence_list", "standing", "rhythm", "week_run"),
        *("connection", "identity", "arrived"),
        *("letter", "mail refusal"),
        *("following", "conflict", "responsibility", "workspace"),
    }
)

Item = dict[str, Any]
Tables = dict[str, list[Item]]


def tables() -> Tables:
    """Return every item of every table, its packed parts unpacked."""
    return {
        name.rpartition("-")[2]: [
            {key: _value(value) for key, value in item.to_json()["Attributes"].items()}
            for row in table.items.values()
            for item in row.values()
        ]
        for name, table in dynamodb_backends[ACCOUNT][REGION].tables.items()
    }


def _value(typed: dict[str, Any]) -> Any:
    ((kind, value),) = typed.items()
    if kind == "N":
        return float(value)
    if kind == "B":
        return _unpacked(value)
    if kind == "L":
        return [_value(each) for each in value]
    if kind == "M":
        return {name: _value(each) for name, each in value.items()}
    return value


def _unpacked(packed: bytes) -> Any:
    text = zlib.decompress(packed)
    return json.loads(text) if text else ""


def mails() -> Counter[str]:
    """Return how often the provider was handed each message."""
    sent = ses_backends[ACCOUNT][REGION].sent_messages
    found = [message_from_string(each.raw_data)["Message-ID"] for each in sent]
    return Counter(each.strip("<>").partition("@")[0] for each in found)


def pushes() -> Counter[str]:
    """Return on how many devices each message was shown."""
    devices = sns_backends[ACCOUNT][REGION].platform_endpoints.values()
    shown = (json.loads(json.loads(text)["APNS"]) for device in devices for text in device.messages.values())
    return Counter(each["message_id"] for each in shown)


def letters() -> int:
    """Return how many dead letters there are."""
    return sum(len(queue._messages) for queue in sqs_backends[ACCOUNT][REGION].queues.values())


def known() -> frozenset[str]:
    """Return the names that exist by now: they are the same in every run from here."""
    return frozenset(_MADE_UP.findall(json.dumps(tables(), ensure_ascii=False)))


def blanked(value: Any, names: frozenset[str]) -> str:
    """Return a value as text, with the names that are not among `names` blanked."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    text = _MADE_UP.sub(lambda found: found[0] if found[0] in names else f"{found[0][:4]}…", text)
    return _OF_THE_MOMENT.sub(r'"\1": "…"', text)


def snapshot(twin: Twin, items_of: Tables, names: frozenset[str], *, apart_from_sending: bool) -> dict[str, list[str]]:
    """Return what two runs of a story must have in common.

    Where the sending itself was disturbed, `apart_from_sending` leaves out how often it was tried, when, and whether
    it came out as sent or uncertain: `sent_once_or_uncertain` looks at that.
    """
    found = {
        f"table {name}": [_item(each, apart_from_sending=apart_from_sending and name == "messaging") for each in items]
        for name, items in items_of.items()
    }
    found["events"] = list(_published(twin, apart_from_sending=apart_from_sending).values())
    found["sign-ins"] = sign_ins(twin)
    found["timers"] = twin.pump.timers()
    found["workflows"] = [{"steps": each["steps"], "status": each["status"]} for each in _ends(twin)]
    lines = {part: sorted(blanked(each, names) for each in each_part if each) for part, each_part in found.items()}
    return {part: sorted(set(each)) if part == "workflows" else each for part, each in lines.items()}


def _ends(twin: Twin) -> Iterable[dict[str, Any]]:
    """Return the ends of workflow runs; that an event, come twice, starts a second run that does nothing is allowed."""
    runs = twin.pump.workflows()
    return [each for each in runs if each["steps"][-1] != "DeclineEscalation"] or runs


def _item(item: Item, *, apart_from_sending: bool) -> Item | None:
    kind = item.get("kind")
    if item["pk"] == "COUNTER" or item["pk"].startswith("RATE#") or kind == "reply":
        return None  # a lost block is skipped, what was tried counts as well, what is sent is looked at by itself
    if apart_from_sending and _tells_of_sending(item):
        return None
    if apart_from_sending and kind == "message":
        told = item["state"]["deliveries"]
        ends = {each["channel"]: _end(_last(each)["state"]) for each in told}
        return {"to": item["to"], "subject_id": item["subject_id"], "template": item["state"]["template"], **ends}
    left_out = _DEVICES | _LATER if apart_from_sending else _DEVICES
    if apart_from_sending and item["pk"].startswith("msg_"):
        left_out |= {"sk"}  # which of its commits a message's failure is
    return {name: value for name, value in item.items() if name not in left_out}


def _tells_of_sending(item: Item) -> bool:
    """Say whether an item only tells that a message was sent, or may have been, or what its mail is called."""
    if item.get("kind") == "commit":
        return set(item["types"].split()) <= {"MessageUncertain", "MessageDelivered"}
    return item.get("kind") == "mail thread" and "contact_id" in item


def _end(state: str) -> str:
    return "sent or uncertain" if state in {"sent", "uncertain"} else state


def _published(twin: Twin, *, apart_from_sending: bool) -> dict[str, Item]:
    """Return the events on the bus by id: a second publication must say the same under the same id."""
    found: dict[str, Item] = {}
    for event in twin.pump.events:
        if apart_from_sending and (event["type"] == "MessageUncertain" or event["source"] == "crm.core"):
            continue
        if apart_from_sending and event["type"] == "MessageDelivered" and event["data"]["channel"] == "email":
            continue
        first = found.setdefault(event["id"], event)
        assert first == event or event["type"] == "MessageRequested", f"{event['id']} was published as two things"
    later = _LATER | {"aggregate_version"} if apart_from_sending else set[str]()
    return {
        id_: {name: value for name, value in event.items() if event["source"] != "crm.messaging" or name not in later}
        for id_, event in found.items()
    }


def settled(items: list[Item]) -> frozenset[str]:
    """Return the messages of which nothing more can become by itself or by hand."""
    return frozenset(
        each["pk"]
        for each in items
        if each.get("kind") == "message" and all(_last(one)["state"] in _SETTLED for one in each["state"]["deliveries"])
    )


def _last(delivery: dict[str, Any]) -> dict[str, Any]:
    last: dict[str, Any] = delivery["history"][-1]
    return last


def sent_once_or_uncertain(items: list[Item], before: frozenset[str], webhooks: Iterable[dict[str, Any]]) -> None:
    """Assert that every mail and push was handed over once, or is shown as uncertain, and every webhook at least once.

    The messages `before` were settled before the story began.
    """
    handed: dict[str, Counter[str]] = {"email": mails(), "mobile_push": pushes()}
    taken = Counter(each["headers"]["webhook-id"] for each in webhooks)
    for item in items:
        for each in item["state"]["deliveries"] if item.get("kind") == "message" and item["pk"] not in before else ():
            state, message_id = _last(each)["state"], item["pk"]
            assert state not in {"requested", "sending"}, f"{message_id} is left {state}"
            if each["channel"] in handed:
                by_us = state == "sent" and _last(each).get("reason") != "settled_by_hand"
                times = handed[each["channel"]][message_id]
                assert times in ({0, 1} if state == "uncertain" else {int(by_us)}), message_id
            if each["channel"] == "webhook":
                assert (taken[message_id] > 0) == (state == "sent"), message_id


def told_in_im_once_or_uncertain(items: list[Item], before: frozenset[str], told: int) -> None:
    """Assert that the providers of IM were handed each message once, unless it is shown as uncertain."""
    ends = Counter(
        _last(each)["state"]
        for item in items
        if item.get("kind") == "message" and item["pk"] not in before
        for each in item["state"]["deliveries"]
        if each["channel"] == "im"
    )
    assert ends["sent"] <= told <= ends["sent"] + ends["uncertain"], f"{told} told, {ends}"


def slots_hold(items: list[Item]) -> None:
    """Assert that the counters say how many open cases each colleague has."""
    closed = {"resolved", "closed"}
    cases = [each for each in items if each.get("kind") == "case"]
    held = Counter(each["assignee_id"] for each in cases if each.get("assignee_id") and each["status"] not in closed)
    counted = {each["pk"]: int(each["active"]) for each in items if each["sk"] == "SLOT"}
    assert {name: count for name, count in counted.items() if count} == dict(held)


def followers_hold(items: list[Item]) -> None:
    """Assert that those who follow a case are those who find it among the cases they follow."""
    found = {(each["pk"], each["sk"].removeprefix("WATCH#")) for each in items if each.get("kind") == "watch"}
    meant = {
        (each["pk"], user_id)
        for each in items
        if each.get("kind") == "case"
        for user_id in (*each["state"].get("watchers", ()), *each["state"].get("collaborators", ()))
    }
    assert found == meant


def records_hold(items_of: Tables) -> None:
    """Assert that no commit of any aggregate is missing: its records count from one to its version."""
    for items in items_of.values():
        versions: dict[str, list[int]] = {}
        for item in items:
            if item.get("kind") == "commit":
                versions.setdefault(item["pk"], []).append(int(item["sk"].removeprefix("EVENT#")))
        for item in items:
            if item.get("kind") in _AGGREGATES:
                assert sorted(versions[item["pk"]]) == list(range(1, int(item["version"]) + 1)), item["pk"]


def timers_hold(twin: Twin, items_of: Tables) -> None:
    """Assert that every case, task and card that waits for something has the schedule for it, and nothing else has any.

    Others may have lost theirs before the story began, and none of it is theirs.
    """
    waiting = {
        domain: Counter(_schedule(each) for each in items if each.get("next_due_at"))
        for domain, items in items_of.items()
    }
    made = Counter(each["name"] for each in twin.pump.timers())
    assert made <= sum(waiting.values(), Counter[str]())
    assert waiting["cases"] + waiting["tasks"] + waiting["cards"] <= made


def conflicts_hold(items: list[Item]) -> None:
    """Assert that each follower's count is of their open tasks, and that an account's item knows its open conflict."""
    counted = {
        (each["pk"].removeprefix("FOLLOWING#"), each["sk"].removeprefix("FOLLOWER#")): int(each["works"])
        for each in items
        if each.get("kind") == "follower"
    }
    heard = Counter(
        (each["work_of"], each["holder_id"])
        for each in items
        if each.get("kind") == "followed_work" and "work_of" in each
    )
    assert counted == dict(heard)
    known = [each["state"] for each in items if each.get("kind") == "following"]
    assert set(counted) == {(each["account_id"], user_id) for each in known for user_id in each.get("followers", ())}
    named = sorted(each["conflict_id"] for each in known if each.get("conflict_id"))
    assert named == sorted(
        each["pk"] for each in items if each.get("kind") == "conflict" and each["state"].get("status", "open") == "open"
    )


def parts_hold(tasks: list[Item]) -> None:
    """Assert that every task knows its parts, and each part its whole."""
    found = [each for each in tasks if each.get("kind") == "task"]
    wholes = {(each["pk"], each["state"]["parent_id"]) for each in found if each["state"].get("parent_id")}
    assert wholes == {(part, each["pk"]) for each in found for part in each["state"].get("subtasks", ())}


def _schedule(item: Item) -> str:
    return f"{item['pk']}-{int(item['next_due_at'])}"


def sign_ins(twin: Twin) -> list[dict[str, Any]]:
    """Return who may sign in, as what and with which address."""
    users = cognitoidp_backends[ACCOUNT][REGION].user_pools[twin.site.user_pool_id].users.values()
    return [
        {
            "user": each.username,
            "roles": sorted(group.group_name for group in each.groups),
            "enabled": each.enabled,
            "email": each.attribute_lookup.get("email"),
        }
        for each in users
    ]
