"""The IM side of the customer's own test case B-1 of seed 000, in its words."""

import json
from urllib.parse import urlencode

import pytest

from tests.flows.conftest import Company
from tests.unit.im.conftest import AES_KEY, wecom_request, wecom_text

WECOM = {
    "vendor": "wecom",
    "corp_id": "ww-kairos",
    "agent_id": 1000002,
    "secret": "wecom-secret",
    "token": "wecom-token",
    "encoding_aes_key": AES_KEY,
}


@pytest.mark.requirement("R-303", "R-304")
def test_用例_B_1_IM_触发协同卡片_指令(company: Company) -> None:
    # 前置条件：IM Bot 已接入；客服张敏在线。
    made = company.does("admin", "POST /im/connections", {"name": "企业微信", "credentials": WECOM})
    connection_id = made["connection_id"]
    sales = {"user_id": "xiao-zhao", "name": "销售赵", "email": "zhao@kairos.example", "roles": ["agent"]}
    company.does("admin", "POST /users", sales)
    for im_user_id, user_id in (("zhao", "xiao-zhao"), ("zhang", "zhang-min")):
        link = {"im_user_id": im_user_id, "user_id": user_id}
        company.does("admin", f"POST /im/connections/{connection_id}/identities", link)
    assert company.does("zhang-min", "PUT /users/zhang-min/presence", {"presence": "online"})["presence"] == "online"

    # 销售在企业 IM 中输入“@客服-张敏 帮忙跟进客户B 售后问题”。
    typed = "@客服-张敏 帮忙跟进客户B 售后问题"
    now = str(int(company.twin.clock.now().timestamp()))
    for _ in range(2):
        request = wecom_request(wecom_text(typed, FromUserName="zhao"), timestamp=now)
        target = f"/webhooks/im/{connection_id}?{urlencode(request.query)}"
        assert company.twin.request("POST", target, request.headers, request.body, None).status == 200
        company.twin.settle()

    # 系统理解该指令：客户 B 售后问题，指派给张敏，带上下文。
    (event,) = [each for each in company.twin.pump.events if each["type"] == "CardRequested"]
    asked = event["data"]
    assert (asked["title"], asked["assignee_id"]) == ("客户 B 售后问题", "zhang-min")
    assert (asked["requested_by"], asked["account_id"], asked["text"]) == ("xiao-zhao", "customer-b", typed)
    told = [each["document"] for each in company.twin.im_providers.sent if each["document"].get("touser") == "zhang"]
    linked, card = (json.dumps(each, ensure_ascii=False) for each in told)
    assert "的账号已与您关联" in linked
    assert "客户 B 售后问题" in card
