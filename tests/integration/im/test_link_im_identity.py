"""Linking somebody in IM to a colleague."""

import json
from typing import Any

import pytest

from infra.local.twin import Answer, Twin
from tests.conftest import problem
from tests.integration.im.conftest import VENDORS, Connect, done


def link(twin: Twin, connection_id: str, user: str = "admin", **body: Any) -> Answer:
    known = {"im_user_id": "U_MIN", "user_id": "zhang-min"}
    return twin.call(f"POST /im/connections/{connection_id}/identities", known | body, user=user)


def test_what_is_refused(twin: Twin, connect: Connect) -> None:
    connection_id = connect("slack")
    problem(link(twin, connection_id, user="wang-qiang"), 403, "not_allowed")
    problem(link(twin, "conn_none"), 404, "not_found")
    problem(link(twin, connection_id, user_id="nobody"), 422, "im_user_unknown")
    problem(link(twin, connection_id, im_user_id="with blank"), 422, "invalid_payload")


def test_whoever_is_one_colleague_is_no_other(twin: Twin, connect: Connect) -> None:
    connection_id = connect("slack")
    made = done(link(twin, connection_id))
    assert (made["im_user_id"], made["user_id"], made["linked_by"]) == ("U_MIN", "zhang-min", "admin")
    taken = problem(link(twin, connection_id, user_id="li-lei"), 409, "im_user_taken")
    assert taken["facts"] == {"identity_id": made["identity_id"], "user_id": "zhang-min"}
    assert done(link(twin, connect("slack")))["identity_id"] != made["identity_id"]


def test_nobody_is_linked_who_has_left(twin: Twin, connect: Connect) -> None:
    connection_id = connect("slack")
    user = done(twin.call("GET /users/duty-rd", user="admin"))
    headers = {"If-Match": f'"{user["version"]}"'}
    done(twin.call("PATCH /users/duty-rd", {"active": False}, user="admin", headers=headers))
    problem(link(twin, connection_id, user_id="duty-rd"), 422, "im_user_unknown")


@pytest.mark.parametrize("vendor", VENDORS)
def test_whoever_is_linked_is_told_there_in_a_message_of_their_own(twin: Twin, connect: Connect, vendor: str) -> None:
    connection_id = connect(vendor, known=False)
    twin.advance(seconds=1)
    before = len(twin.im_providers.sent)
    done(link(twin, connection_id, im_user_id="staff-min", user_id="zhang-min"))
    twin.settle()
    (sent,) = twin.im_providers.sent[before:]
    assert (
        sent["path"]
        == {
            "wecom": "/cgi-bin/message/send",
            "feishu": "/open-apis/im/v1/messages",
            "dingtalk": "/v1.0/robot/oToMessages/batchSend",
            "slack": "/api/chat.postMessage",
        }[vendor]
    )
    said = json.dumps(sent["document"], ensure_ascii=False)
    assert "staff-min" in said
    assert f"您在“{vendor}”的账号已与您关联" in said


def test_nobody_can_switch_it_off(twin: Twin, connect: Connect) -> None:
    connection_id = connect("slack", known=False)
    refused = twin.call("PUT /me/notification-preferences", {"categories": {"access": {"im": False}}}, user="zhang-min")
    problem(refused, 422, "mandatory_category")
    before = len(twin.im_providers.sent)
    done(link(twin, connection_id, im_user_id="U_ONCE", user_id="zhang-min"))
    twin.settle()
    assert len(twin.im_providers.sent) == before + 1
