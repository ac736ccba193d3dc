"""Answering WeCom, which checks the address it is to bring messages to."""

from urllib.parse import urlencode

from infra.local.twin import Answer, Twin
from tests.conftest import problem
from tests.integration.im.conftest import AES_KEY, Connect, seconds
from tests.reference import sealed
from tests.unit.im.conftest import RANDOM


def check(twin: Twin, connection_id: str, *, receiver: str = "ww-kairos", **members: str) -> Answer:
    echo = sealed.callback(AES_KEY, RANDOM, b"1616140317555161061", receiver.encode())
    now = members.get("timestamp", seconds(twin))
    signed = {
        "msg_signature": sealed.callback_signature("wecom-token", now, "nonce", echo),
        "timestamp": now,
        "nonce": "nonce",
        "echostr": echo,
    }
    return twin.call(f"GET /webhooks/im/{connection_id}?{urlencode(signed | members)}")


def test_what_is_refused(twin: Twin, connect: Connect) -> None:
    connection_id = connect("wecom")
    problem(check(twin, "conn_none"), 404, "not_found")
    problem(check(twin, connect("slack")), 404, "not_found")
    problem(check(twin, connection_id, msg_signature="0" * 40), 401, "webhook_signature")
    problem(check(twin, connection_id, timestamp="1400000000"), 401, "webhook_stale")
    problem(check(twin, connection_id, receiver="another"), 401, "webhook_receiver")
    problem(twin.call(f"GET /webhooks/im/{connection_id}"), 401, "webhook_signature")


def test_the_answer_is_the_bare_text(twin: Twin, connect: Connect) -> None:
    answer = check(twin, connect("wecom"))
    assert (answer.status, answer.body) == (200, "1616140317555161061")
    assert answer.headers["Content-Type"].startswith("text/plain")
