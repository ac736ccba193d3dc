"""Approving a weekly list."""

import pytest

from tests.conftest import problem
from tests.integration.cadence.conftest import KEY, Office


def test_only_those_above_the_owner_decide(office: Office) -> None:
    office.week_begins()
    weekly = office.weekly()
    route = f"POST /cadence-lists/{weekly['list_id']}/approve"
    problem(office.call(None, route), 401, "not_signed_in")
    problem(office.call("rep", route), 403, "not_allowed")
    problem(office.call("outsider", route), 404, "not_found")
    problem(office.call("lead", "POST /cadence-lists/clist_none/approve"), 404, "not_found")
    stale = problem(office.call("lead", route, If_Match='"9"'), 409, "stale_version")
    assert stale["facts"]["current"] == weekly
    assert office.weekly()["status"] == "draft"


def test_nobody_approves_their_own(office: Office) -> None:
    office.takes_on("own", "lead", key_account=True)
    office.week_begins()
    route = f"POST /cadence-lists/{office.weekly('lead')['list_id']}/approve"
    assert problem(office.call("lead", route), 409, "cadence_not_yours_to_decide")["facts"] == {"owner_id": "lead"}
    office.does("boss", route)


@pytest.mark.requirement("R-279")
def test_nothing_is_reminded_of_before_it_is_published(office: Office) -> None:
    office.week_begins()
    weekly = office.weekly()
    assert weekly["status"] == "draft"
    office.until("2026-03-10T12:00:00")
    assert office.told("rep", "cadence_reminder") == []
    assert office.inbox() == []
    published = office.does("lead", f"POST /cadence-lists/{weekly['list_id']}/approve")
    assert (published["status"], published["decided_by"]) == ("published", "lead")
    (item,) = published["items"]
    assert item["remind_at"] == ["2026-03-10T04:00:00Z", "2026-03-11T01:30:00Z"], "now, as it is office time"
    office.twin.advance(minutes=1)
    assert len(office.told("rep", "cadence_reminder")) == 1
    assert len(office.inbox()) == 1


def test_it_is_approved_once(office: Office) -> None:
    office.week_begins()
    route = f"POST /cadence-lists/{office.weekly()['list_id']}/approve"
    first = office.call("lead", route, **KEY)
    office.twin.settle()
    again = office.call("lead", route, **KEY)
    assert (again.status, again.json) == (first.status, first.json)
    refused = problem(office.call("boss", route), 409, "cadence_list_decided")
    assert refused["facts"] == {"id": first.json["list_id"]}
    assert len(office.happened("CadenceListPublished")) == 1


def test_each_item_becomes_a_task_of_its_owner(office: Office) -> None:
    weekly = office.publishes()
    (row,) = office.inbox()
    task = office.does("rep", f"GET /tasks/{row['task_id']}")
    assert (task["source"], task["source_ref"]) == ("cadence", weekly["items"][0]["item_id"])
    assert (task["title"], task["account_id"]) == ("产品升级沟通：宏达集团", "hongda")
    assert task["due_at"] == weekly["items"][0]["due_at"] == "2026-03-13T10:00:00Z"
    assert weekly["items"][0]["task_id"] == row["task_id"]
    assert office.told("rep", "task_assigned") == [], "the list reminds, within its limit"
