"""Giving a connection new credentials."""

from datetime import datetime, timedelta

from infra.local.twin import Twin
from tests.conftest import problem
from tests.integration.im.conftest import CREDENTIALS, Connect, bring, done, seconds
from tests.unit.im.conftest import robot_message, robot_request

NEW = CREDENTIALS["dingtalk"] | {"app_secret": "robot-secret-2"}


def test_what_is_refused(twin: Twin, connect: Connect) -> None:
    route = f"POST /im/connections/{connect('dingtalk')}/credential-rotations"
    problem(twin.call(route, {"credentials": NEW}, user="li-lei"), 403, "not_allowed")
    problem(twin.call(route, {"credentials": CREDENTIALS["slack"]}, user="admin"), 409, "im_other_provider")
    none = "POST /im/connections/conn_none/credential-rotations"
    problem(twin.call(none, {"credentials": NEW}, user="admin"), 404, "not_found")


def test_for_a_day_both_prove_a_webhook_and_then_the_new_ones_alone(twin: Twin, connect: Connect) -> None:
    connection_id = connect("dingtalk")
    route = f"POST /im/connections/{connection_id}/credential-rotations"
    rotated = done(twin.call(route, {"credentials": NEW}, user="admin"))
    until = twin.clock.now() + timedelta(hours=24)
    assert datetime.fromisoformat(rotated["previous_credentials_until"]) == until

    def signed(key: str, message_id: str) -> int:
        message = robot_message("@张敏 客户B 售后", msgId=message_id)
        request = robot_request(message, timestamp=f"{seconds(twin)}000", key=key)
        return bring(twin, connection_id, request).status

    assert (signed("robot-secret", "r-1"), signed("robot-secret-2", "r-2"), signed("wrong", "r-3")) == (200, 200, 401)
    twin.advance(hours=25)
    assert (signed("robot-secret", "r-4"), signed("robot-secret-2", "r-5")) == (401, 200)
