"""Opening a workspace for those who follow a customer."""

import pytest

from tests.conftest import problem
from tests.integration.conflicts.conftest import THREE, Floor, happens_once

OPEN = "POST /workspaces"
ACME = {"account_id": "acme"}


def test_an_unknown_customer_is_not_found(floor: Floor) -> None:
    problem(floor.call(None, OPEN, ACME), 401, "not_signed_in")
    refused = problem(floor.call("boss", OPEN, {"account_id": "nobody"}), 404, "not_found")
    assert refused["facts"] == {"kind": "account", "id": "nobody"}


def test_members_are_colleagues(floor: Floor) -> None:
    refused = problem(floor.call("boss", OPEN, ACME | {"members": ["nobody"]}), 422, "workspace_person_unknown")
    assert refused["facts"] == {"field": "members", "ids": ["nobody"]}


def test_who_has_nothing_to_do_with_the_customer_opens_none(floor: Floor) -> None:
    floor.follows("rep")
    problem(floor.call("guest", OPEN, ACME), 409, "not_yours_to_decide")
    assert floor.does("rep", OPEN, ACME)["members"] == ["rep"]


def test_there_are_no_more_members_than_the_policy_allows(floor: Floor) -> None:
    floor.set_policy(workspace_members=2)
    refused = problem(floor.call("boss", OPEN, ACME | {"members": ["rep", "care"]}), 409, "workspace_full")
    assert refused["facts"] == {"limit": 2}


def test_one_is_open_at_a_time(floor: Floor) -> None:
    workspace_id = floor.does("boss", OPEN, ACME)["workspace_id"]
    refused = problem(floor.call("owner", OPEN, ACME), 409, "already_exists")
    assert refused["facts"] == {"field": "account_id", "id": workspace_id}
    floor.does("boss", f"POST /workspaces/{workspace_id}/close", {})
    assert floor.does("owner", OPEN, ACME)["workspace_id"] != workspace_id


@pytest.mark.requirement("R-286")
def test_it_gathers_those_who_follow_what_they_write_and_their_tasks(floor: Floor) -> None:
    floor.contested()
    opened = happens_once(floor, "rep", OPEN, ACME)
    workspace = f"/workspaces/{opened['workspace_id']}"
    floor.does("care", f"POST {workspace}/log", {"body": "客户要求周五前回复"})
    shown = floor.does("success", f"GET {workspace}")
    assert shown["members"] == list(THREE)
    assert [each["data"]["body"] for each in shown["log"]["items"] if each["type"] == "WorkspaceLogged"] == [
        "客户要求周五前回复"
    ]
    assert sorted(each["assignee_id"] for each in shown["tasks"]["items"]) == list(THREE)
    assert floor.times_told("workspace_joined", *THREE) == [1, 0, 1]
