"""The fixtures of the customer's test cases: one call founds each, and what it founds is read back over HTTP."""

from collections.abc import Iterator
from typing import Any
from urllib.error import HTTPError

import pytest

from tests.conformance.served import Served, served


@pytest.fixture(scope="module")
def suite() -> Iterator[Served]:
    with served() as running:
        yield running


def asks(suite: Served, route: str, who: str = "admin") -> Any:
    return suite.call(route, None, authorization=suite.bearer(user=who))


def members(suite: Served, team: str, role: str) -> set[str]:
    users = asks(suite, f"GET /users?team_id={team}&limit=100")["items"]
    assert {each["team_id"] for each in users} == {team}
    return {each["user_id"] for each in users if role in each["roles"]}


def test_there_is_no_such_company(suite: Served) -> None:
    with pytest.raises(HTTPError) as refused:
        suite.call("POST /_local/reset", {"company": "nobody"})
    assert refused.value.code == 400
    assert "demo, sales" in refused.value.read().decode()


@pytest.mark.requirement("R-297")
def test_任务中心_IM_Bot_重点客户节奏清单与冲突检测规则(suite: Served) -> None:
    suite.call("POST /_local/reset", {"company": "sales"})

    assert len(members(suite, "sales", "agent")) == 4, "销售团队 4 人"
    assert {"li-lei", "zhang-min"} <= members(suite, "support", "agent"), "客服 2 人"

    for account_id in ("hongda", "star-tech"):
        account = asks(suite, f"GET /accounts/{account_id}")
        assert (account["key_account"], account["tags"]) == (True, ["重点客户"])
        assert account["owner_id"] in members(suite, "sales", "agent")

    policy = asks(suite, "GET /settings/tasks.policy/default")["document"]
    assert [each["priority"] for each in policy["priorities"]] == ["urgent", "high", "medium", "low"], "任务 SLA"
    assert asks(suite, "GET /settings/conflicts.policy/default")["document"]["threshold"] == 2

    (bot,) = asks(suite, "GET /im/connections")["items"]
    known = asks(suite, f"GET /im/connections/{bot['connection_id']}/identities")["items"]
    assert {each["user_id"] for each in known} == {"zhao", "li-lei", "zhang-min"}

    # 任务中心与节奏清单已启用：周一早上，重点客户的负责人各有一份清单。
    suite.call("POST /_local/clock/advance", {"seconds": 7 * 86_400})
    for owner, account_id in (("zhao", "hongda"), ("qian", "star-tech")):
        (weekly,) = asks(suite, f"GET /cadence-lists?week=current&owner={owner}", "sales-chief")["items"]
        shown = asks(suite, f"GET /cadence-lists/{weekly['list_id']}", "sales-chief")
        assert [each["account_id"] for each in shown["items"]] == [account_id]


def test_客服_3_名_主管_1_名_优先级与服务等级(suite: Served) -> None:
    suite.call("POST /_local/reset", {})
    assert members(suite, "support", "agent") == {"li-lei", "zhang-min", "zhang-san"}
    assert members(suite, "support", "supervisor") == {"wang-qiang"}
    with pytest.raises(HTTPError):
        asks(suite, "GET /accounts/hongda")
    levels = {each: asks(suite, f"GET /accounts/{each}")["level"] for each in ("customer-a", "customer-b")}
    assert levels == {"customer-a": "privileged", "customer-b": "standard"}
    for name in ("standard", "privileged"):
        targets = asks(suite, f"GET /settings/cases.sla_policy/{name}")["document"]["targets"]
        assert targets["P2"]["first_response"]["seconds"] == 7200
        assert set(targets) >= {"P1", "P2", "P3"}
    assert asks(suite, "GET /settings/cases.routing/default")["document"]["rules"]
