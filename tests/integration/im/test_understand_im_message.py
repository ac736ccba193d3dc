"""What comes of a message from IM."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from infra.local.twin import Twin
from tests.conftest import problem
from tests.integration.im.conftest import VENDORS, Connect, done, heard, link, say

Told = Callable[[], list[dict[str, Any]]]
ASKED = "@客服-张敏 帮忙跟进客户B 售后问题"


def outcomes(twin: Twin, connection_id: str, outcome: str) -> list[dict[str, Any]]:
    route = f"GET /im/connections/{connection_id}/messages?outcome={outcome}"
    items: list[dict[str, Any]] = done(twin.call(route, user="admin"))["items"]
    return items


@pytest.mark.parametrize("vendor", VENDORS)
def test_whoever_is_no_colleague_is_told_so_and_learns_no_name(
    twin: Twin, connect: Connect, told: Told, vendor: str
) -> None:
    connection_id = connect(vendor, known=False)
    say(twin, connection_id, vendor, "@客服-张敏 跟进客户B 售后", "1772430000.000001")
    assert heard(twin, "CardRequested", connection_id) == []
    (refused,) = heard(twin, "InstructionRefused", connection_id)
    assert refused["reason"] == "not_linked"
    (answer,) = told()
    assert "尚未关联" in str(answer["document"])
    assert "客户B" not in str(answer["document"])


@pytest.mark.requirement("R-265")
def test_whoever_may_not_work_on_customers_or_has_left_is_refused_and_it_is_on_record(
    twin: Twin, connect: Connect, told: Told
) -> None:
    connection_id = connect("slack", known=False)
    wish = {"title": "售后问题", "subject": {"type": "account", "id": "customer-b"}, "assignee_id": "zhang-min"}
    problem(twin.call("POST /tasks", wish, user="web-shop"), 403, "not_allowed")
    link(twin, connection_id, "U_SHOP", "web-shop")
    say(twin, connection_id, "slack", ASKED, "1772430001.000001", user="U_SHOP")
    link(twin, connection_id, "U_LEAVER", "zhang-san")
    say(twin, connection_id, "slack", ASKED, "1772430001.000002", user="U_LEAVER")
    assert [each["requested_by"] for each in heard(twin, "CardRequested", connection_id)] == ["zhang-san"]
    version = done(twin.call("GET /users/zhang-san", user="admin"))["version"]
    headers = {"If-Match": f'"{version}"'}
    done(twin.call("PATCH /users/zhang-san", {"active": False}, user="admin", headers=headers))
    twin.settle()
    say(twin, connection_id, "slack", ASKED, "1772430001.000003", user="U_LEAVER")
    thread = "1772430001.000002"
    say(twin, connection_id, "slack", "已完成", "1772430001.000004", user="U_LEAVER", thread_ts=thread)
    assert len(heard(twin, "CardRequested", connection_id)) == 1
    assert heard(twin, "ThreadActionTaken", connection_id) == []
    recorded = [(each["refusal"], each["user_id"], each["text"]) for each in outcomes(twin, connection_id, "refused")]
    assert sorted(recorded) == [
        ("no_right_to_account", "web-shop", ASKED),
        ("user_inactive", "zhang-san", ASKED),
        ("user_inactive", "zhang-san", "已完成"),
    ]
    reasons = [each["reason"] for each in heard(twin, "InstructionRefused", connection_id)]
    assert reasons == ["no_right_to_account", "user_inactive", "user_inactive"]
    assert len(told()) == len(reasons) + 1, "each refusal, and the card that was made before"


def test_whoever_is_asked_must_have_the_right_too(twin: Twin, connect: Connect, told: Told) -> None:
    connection_id = connect("slack")
    say(twin, connection_id, "slack", "@网上商城 跟进客户B 售后", "1772430002.000001")
    (refused,) = heard(twin, "InstructionRefused", connection_id)
    assert (refused["reason"], refused["account_id"]) == ("assignee_without_right", "customer-b")
    assert "无权" in str(told()[0]["document"])


@pytest.mark.requirement("R-263")
@pytest.mark.parametrize(
    ("text", "said", "filled"),
    [
        ("@客服-张敏 帮忙看一下退货", "没有", {"assignee_id": ["zhang-min"]}),
        ("@赵六 跟进客户B 退货，明天下午3点前", "赵六", {"account_id": ["customer-b"]}),
        ("随便聊聊", "没有提及", {}),
    ],
)
def test_what_is_not_understood_is_answered_with_a_form_that_is_filled_in(
    twin: Twin, connect: Connect, told: Told, text: str, said: str, filled: dict[str, list[str]]
) -> None:
    connection_id = connect("dingtalk")
    say(twin, connection_id, "dingtalk", text, f"not-understood-{said}")
    assert heard(twin, "CardRequested", connection_id) == []
    (answer,) = told()
    answered = answer["document"]["markdown"]["text"]
    assert said in answered
    link_ = answered.rpartition("](")[2].removesuffix(")")
    assert urlsplit(link_).path == "/cards/new"
    assert filled.items() <= parse_qs(urlsplit(link_).query).items()
    (shown,) = outcomes(twin, connection_id, "not_understood")
    assert shown["reading"]["problems"] != []


def test_several_who_may_be_meant_are_named(twin: Twin, connect: Connect, told: Told) -> None:
    connection_id = connect("dingtalk")
    say(twin, connection_id, "dingtalk", "@客服 跟进客户A 和客户B 的退货", "ambiguous-1")
    assert heard(twin, "CardRequested", connection_id) == []
    answered = told()[0]["document"]["markdown"]["text"]
    assert "张敏" in answered
    assert "客户A、客户B" in answered


def test_what_is_understood_but_for_the_time_is_asked_for_and_the_time_is_told(
    twin: Twin, connect: Connect, told: Told
) -> None:
    connection_id = connect("slack")
    say(twin, connection_id, "slack", "@张敏 跟进客户B 退货 今天上午9点前", "1772430003.000001")
    (card,) = heard(twin, "CardRequested", connection_id)
    assert "due_at" not in card
    assert "今天上午9点前" in told()[0]["document"]["text"]


def test_times_are_those_of_whoever_writes(twin: Twin, connect: Connect) -> None:
    body = {
        "user_id": "far",
        "name": "远方",
        "email": "far@kairos.example",
        "roles": ["agent"],
        "zone": "Europe/Berlin",
    }
    done(twin.call("POST /users", body, user="admin"))
    twin.settle()
    connection_id = connect("slack")
    link(twin, connection_id, "U_FAR", "far")
    day = (twin.clock.now().date().toordinal(), twin.clock.now().hour)
    assert day[1] < 16
    for user, number in (("U_WANG", 1), ("U_FAR", 2)):
        say(twin, connection_id, "slack", "@张敏 客户B 退货 明天下午3点前", f"1772430004.00000{number}", user=user)
    here, there = (each["due_at"] for each in heard(twin, "CardRequested", connection_id))
    assert (here[11:], there[11:]) == ("07:00:00Z", "14:00:00Z")


def test_talk_among_colleagues_is_left_alone(twin: Twin, connect: Connect, told: Told) -> None:
    connection_id = connect("slack")
    for number, text in enumerate(("中午吃什么", "@张敏 中午吃什么", "客户B 今天来访", "已完成")):
        say(twin, connection_id, "slack", text, f"1772430005.00000{number}")
    assert told() == []
    assert len(outcomes(twin, connection_id, "ignored")) == 4


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("接受", "accept"),
        ("on it!", "accept"),
        ("处理中", "start"),
        ("已完成，已换货", "complete"),
        ("Done.", "complete"),
    ],
)
def test_a_word_in_the_thread_says_how_far_somebody_is(twin: Twin, connect: Connect, text: str, action: str) -> None:
    connection_id = connect("slack")
    link(twin, connection_id, "U_MIN", "zhang-min")
    root = "1772430006.000001"
    say(twin, connection_id, "slack", ASKED, root)
    say(twin, connection_id, "slack", text, "1772430006.000002", user="U_MIN", thread_ts=root)
    (card,), (taken,) = (heard(twin, kind, connection_id) for kind in ("CardRequested", "ThreadActionTaken"))
    assert taken == {
        "thread_id": card["thread_id"],
        "message_id": "C1:1772430006.000002",
        "actor_id": "zhang-min",
        "action": action,
        "text": text,
    }


def test_people_are_known_by_the_providers_ids_and_by_their_names(twin: Twin, connect: Connect) -> None:
    """Feishu writes `@_user_1` where somebody is mentioned, and says beside it who that is."""
    connection_id = connect("feishu")
    link(twin, connection_id, "ou_min", "zhang-min")
    people = [{"key": "@_user_1", "id": {"open_id": "ou_min"}, "name": "敏敏"}]
    say(twin, connection_id, "feishu", "@_user_1 帮忙跟进客户B 售后问题", "om_by_id", mentions=people)
    (card,) = heard(twin, "CardRequested", connection_id)
    assert (card["assignee_id"], card["text"]) == ("zhang-min", "@张敏 帮忙跟进客户B 售后问题")


@pytest.mark.parametrize(
    ("name", "written", "how"),
    [
        ("宏达集团有限公司", "宏达集团", "close_name"),
        ("星际科技", "星际科技", "name"),
        ("Northwind Traders", "northwind traders", "name"),
        ("ERP 大客户", "ERP-7001", "code"),
        ("链接客户", "https://crm.example.com/accounts/linked-1", "link"),
    ],
)
def test_a_customer_is_found_among_many_by_what_is_written(
    twin: Twin, connect: Connect, name: str, written: str, how: str
) -> None:
    ids = {"code": "by-code", "link": "linked-1"}
    body = {"account_id": ids.get(how, f"many-{len(name)}"), "name": name}
    body |= {"external_ref": "ERP-7001"} if how == "code" else {}
    done(twin.call("POST /accounts", body, user="admin"))
    for number in range(25):
        known = {"account_id": f"{body['account_id']}-{number}", "name": f"{name[:2]}邻居{number}号"}
        done(twin.call("POST /accounts", known, user="admin"))
    connection_id = connect("slack")
    say(twin, connection_id, "slack", f"@客服-张敏 帮忙跟进 {written} 的售后问题", "1772430007.000001")
    (shown,) = outcomes(twin, connection_id, "card_requested")
    assert (shown["reading"]["account_id"], shown["reading"]["account_by"]) == (body["account_id"], how)


def test_what_it_costs_does_not_grow_with_the_customers(twin: Twin, connect: Connect) -> None:
    connection_id = connect("slack")
    counts = []
    for batch in range(2):
        for number in range(30 * batch):
            body = {"account_id": f"grow-{number}", "name": f"客户增长{number}"}
            done(twin.call("POST /accounts", body, user="admin"))
        twin.settle()
        calls: list[str] = []
        twin.functions.watchers.append(lambda call, seen=calls: seen.append(f"{call.operation} {call.action}"))
        say(twin, connection_id, "slack", "@张敏 客户B 退货", f"1772430008.00000{batch}")
        twin.functions.watchers.pop()
        counts.append(len([each for each in calls if each == "im.understand_im_message Query"]))
    assert counts[1] <= 2 * counts[0]
