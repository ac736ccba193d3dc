"""Listing what arrived."""

from infra.local.twin import Twin
from tests.conftest import problem
from tests.integration.im.conftest import Connect, done, say


def test_what_is_refused(twin: Twin, connect: Connect) -> None:
    route = f"GET /im/connections/{connect('slack')}/messages"
    problem(twin.call(route), 401, "not_signed_in")
    problem(twin.call(route, user="li-lei"), 403, "not_allowed")
    problem(twin.call(f"{route}?outcome=eaten", user="admin"), 422, "invalid_payload")
    problem(twin.call("GET /im/connections/conn_none/messages", user="admin"), 404, "not_found")


def test_each_says_what_was_understood_and_by_which_words(twin: Twin, connect: Connect) -> None:
    connection_id = connect("slack")
    say(twin, connection_id, "slack", "@客服-张敏 帮忙跟进客户B 售后问题", "1772417100.000001")
    twin.advance(seconds=1)
    say(twin, connection_id, "slack", "@客服-张敏 加急跟进客户A 退货", "1772417100.000002")
    route = f"GET /im/connections/{connection_id}/messages?outcome=card_requested"
    newest, oldest = done(twin.call(route, user="wang-qiang"))["items"]
    assert (newest["text"], oldest["text"]) == ("@客服-张敏 加急跟进客户A 退货", "@客服-张敏 帮忙跟进客户B 售后问题")
    assert (oldest["user_id"], oldest["im_user_id"], oldest["refusal"]) == ("wang-qiang", "U_WANG", None)
    reading = oldest["reading"]
    assert (reading["assignee_ids"], reading["account_id"], reading["account_by"]) == (
        ["zhang-min"],
        "customer-b",
        "name",
    )
    assert (reading["title"], reading["settings"]) == ("客户 B 售后问题", "default@0")
    assert newest["reading"]["urgency"] == "urgent"
    assert done(twin.call(f"GET /im/connections/{connection_id}/messages", user="admin"))["items"] == []
