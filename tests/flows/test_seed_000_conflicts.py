"""The customer's own test cases of seed 000, sub-scenario D, by their names and in their words."""

from typing import Any

import pytest

from infra.local import demo
from tests.flows.conftest import Company

TODAY = "2026-03-02T10:00:00Z"
ZHAO, SUN, LI = "sales-zhao", "service-sun", "success-li"
NAMES = {ZHAO: "销售赵", SUN: "客服孙", LI: "客户成功经理李"}
TEAMS = {"sales": "销售", "service": "客服", "success": "客户成功"}


def _found(company: Company) -> None:
    """Let 销售赵, 客服孙 and 客户成功经理李 work here, and 星际科技 be a customer."""
    for team_id, name in TEAMS.items():
        company.does(demo.ADMINISTRATOR, "POST /teams", {"team_id": team_id, "name": name})
    for user_id, name in NAMES.items():
        user = {"user_id": user_id, "name": name, "email": f"{user_id}@kairos.example", "roles": ["agent"]}
        company.does(demo.ADMINISTRATOR, "POST /users", user | {"team_id": user_id.partition("-")[0]})
    account = {"account_id": "interstellar", "name": "星际科技", "owner_id": demo.SUPERVISOR}
    company.does(demo.ADMINISTRATOR, "POST /accounts", account)


def _follows(company: Company, who: str, title: str) -> Any:
    wish = {
        "title": title,
        "expected_result": "完成",
        "priority": "medium",
        "due_at": TODAY,
        "subject": {"type": "account", "id": "interstellar"},
    }
    return company.does(who, "POST /tasks", wish)


def _conflicts(company: Company) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = company.does(demo.SUPERVISOR, "GET /conflicts?account=interstellar")["items"]
    return rows


def _told(company: Company) -> list[int]:
    return [len(company.told(each, "conflict_opened")) for each in NAMES]


@pytest.mark.requirement("R-313", "R-314", "R-315", "R-316", "R-317")
def test_用例_D_1_多成员冲突提醒(company: Company) -> None:
    # 前置条件：客户“星际科技”同时有销售赵、客服孙在跟进；冲突阈值设为 2 人以上。
    _found(company)
    _follows(company, ZHAO, "续约谈判")
    _follows(company, SUN, "处理投诉")
    policy = company.does(ZHAO, "GET /settings/conflicts.policy/default")
    assert policy["document"]["threshold"] == 2
    followers = company.does(demo.SUPERVISOR, "GET /accounts/interstellar/followers")["followers"]
    assert sorted(each["user_id"] for each in followers) == [ZHAO, SUN]
    assert (_conflicts(company), _told(company)) == ([], [0, 0, 0])

    # 新增客户成功经理李加入跟进并创建任务。
    _follows(company, LI, "产品升级沟通")

    # 系统检测到 3 人同时跟进，弹出冲突提醒。
    (conflict,) = _conflicts(company)
    assert conflict["status"] == "open"
    assert sorted(each["user_id"] for each in conflict["participants"]) == [ZHAO, SUN, LI]
    assert "3 人" in conflict["why"]
    assert _told(company) == [1, 1, 1]
    (notice,) = [
        each for each in company.does(ZHAO, "GET /notifications")["items"] if each["template"] == "conflict_opened"
    ]
    assert "星际科技" in notice["title"]
    assert all(name in notice["body"] for name in NAMES.values())

    # 建议指定主负责人并创建共享工作区。
    suggested = {each["kind"] for each in conflict["suggestions"]}
    assert {"primary_owner", "workspace"} <= suggested
    before = company.does(ZHAO, "GET /accounts/interstellar/responsibility")["version"]
    decision = {"primary_owner": ZHAO, "workspace": True, "note": "续约期内由销售牵头"}
    resolved = company.does(demo.SUPERVISOR, f"POST /conflicts/{conflict['conflict_id']}/resolve", decision)
    workspace = company.does(LI, f"GET /workspaces/{resolved['workspace_id']}")
    assert sorted(workspace["members"]) == [ZHAO, SUN, LI]
    assert sorted(each["assignee_id"] for each in workspace["tasks"]["items"]) == [ZHAO, SUN, LI]

    # 冲突解决后更新责任矩阵。
    matrix = company.does(ZHAO, "GET /accounts/interstellar/responsibility")
    assert (matrix["version"], matrix["primary_owner_id"]) == (before + 1, ZHAO)
    roles = {each["user_id"]: each["role"] for each in matrix["assignments"]}
    assert roles == {ZHAO: "primary_owner", SUN: "collaborator", LI: "collaborator"}


@pytest.mark.requirement("R-318", "R-319", "R-320")
def test_用例_D_2_冲突提醒白名单(company: Company) -> None:
    # 前置条件：客户被配置为“重点协同”白名单。
    _found(company)
    company.does(demo.SUPERVISOR, "PUT /accounts/interstellar/conflict-whitelist", {"reason": "重点协同"})
    entry = company.does(ZHAO, "GET /accounts/interstellar/conflict-whitelist")
    assert (entry["whitelisted"], entry["by"], entry["reason"]) == (True, demo.SUPERVISOR, "重点协同")
    (audited,) = [each for each in company.twin.pump.events if each["type"] == "AccountWhitelisted"]
    assert (audited["actor"]["id"], audited["data"]["reason"]) == (demo.SUPERVISOR, "重点协同")

    # 再次新增任务给多名成员。
    for who in NAMES:
        _follows(company, who, "联合拜访")

    # 系统不再弹出冲突提醒，但在协同工作区标记为“白名单客户”。
    company.twin.advance(days=1)
    assert (_conflicts(company), _told(company)) == ([], [0, 0, 0])
    workspace_id = company.does(ZHAO, "POST /workspaces", {"account_id": "interstellar"})["workspace_id"]
    workspace = company.does(SUN, f"GET /workspaces/{workspace_id}")
    assert (workspace["badge"], workspace["badge_text"]) == ("whitelisted", "白名单客户")


def test_主管调整冲突策略其他人不能(company: Company) -> None:
    """Of the weekly rhythm's policy the same is shown with the rhythm itself."""
    policy = company.does(demo.SUPERVISOR, "GET /settings/conflicts.policy/default")
    body = {"document": policy["document"] | {"threshold": 1}, "note": "两人即提醒"}
    first = {"If-Match": f'"{policy["version"]}"'}
    refused = company.twin.call("PUT /settings/conflicts.policy/default", body, user="zhang-min", headers=first)
    assert refused.status == 403
    company.does(demo.SUPERVISOR, "PUT /settings/conflicts.policy/default", body, headers=first)
    company.twin.advance(minutes=2)
    _found(company)
    _follows(company, ZHAO, "续约谈判")
    _follows(company, SUN, "处理投诉")
    (conflict,) = _conflicts(company)
    assert (conflict["threshold"], conflict["policy"]) == (1, "default@1")
