"""Giving tasks."""

from typing import Any

import pytest

from tests.conftest import problem
from tests.integration.tasks.conftest import ABOUT_ACME, CALL, KEY, Office

TASKS = "POST /tasks"
FOR_REP = CALL | {"assignee_id": "rep"}


def test_it_needs_a_sign_in(office: Office) -> None:
    problem(office.call(None, TASKS, CALL), 401, "not_signed_in")


@pytest.mark.requirement("R-242")
@pytest.mark.parametrize("name", ["title", "expected_result", "priority", "due_at"])
def test_what_must_be_said_is_named(office: Office, name: str) -> None:
    body = {member: value for member, value in CALL.items() if member != name}
    refused = problem(office.call("rep", TASKS, body), 422, "invalid_payload")
    assert [each["field"] for each in refused["errors"]] == [name]


@pytest.mark.parametrize(
    ("members", "field"),
    [
        ({"priority": "P1"}, "priority"),
        ({"due_at": "2026-03-02T10:00:00"}, "due_at"),
        ({"duration_seconds": 299}, "duration_seconds"),
        ({"duration_seconds": 8 * 3600 + 1}, "duration_seconds"),
        ({"subject": {"type": "planet", "id": "mars"}}, "subject.type"),
        ({"links": [{"title": "x", "url": "javascript:alert(1)"}]}, "links.0.url"),
        ({"sensitivity": "secret"}, "sensitivity"),
    ],
)
def test_bad_members_are_named(office: Office, members: dict[str, Any], field: str) -> None:
    refused = problem(office.call("rep", TASKS, CALL | members), 422, "invalid_payload")
    assert [each["field"] for each in refused["errors"]] == [field]


@pytest.mark.parametrize(
    ("members", "field"),
    [
        ({"due_at": "2026-03-02T01:59:59Z"}, "due_at"),
        ({"due_at": "9999-12-31T00:00:00Z"}, "due_at"),
        ({"begins_at": "2026-03-02T09:45:00Z"}, "begins_at"),
        ({"begins_at": "2026-03-02T01:00:00Z"}, "begins_at"),
    ],
)
def test_it_must_be_possible_in_time(office: Office, members: dict[str, Any], field: str) -> None:
    refused = problem(office.call("rep", TASKS, CALL | members), 422, "due_out_of_reach")
    assert refused["facts"]["field"] == field


@pytest.mark.parametrize(
    ("members", "field"),
    [
        ({"subject": {"type": "account", "id": "nobody"}}, "subject"),
        ({"subject": {"type": "contact", "id": "nobody"}}, "subject"),
        ({"account_id": "nobody"}, "account_id"),
    ],
)
def test_what_it_is_about_must_exist(office: Office, members: dict[str, Any], field: str) -> None:
    refused = problem(office.call("rep", TASKS, CALL | members), 422, "task_subject_unknown")
    assert refused["facts"] == {"field": field, "id": "nobody"}


def test_who_is_to_do_it_must_exist(office: Office) -> None:
    refused = problem(office.call("lead", TASKS, CALL | {"assignee_id": "nobody"}), 422, "task_assignee_unknown")
    assert refused["facts"] == {"field": "assignee_id", "id": "nobody"}


@pytest.mark.requirement("R-236")
def test_it_is_given_along_the_reporting_line(office: Office) -> None:
    for who in ("peer", "outsider", "qa", "admin"):
        assert problem(office.call(who, TASKS, FOR_REP), 403, "outside_your_line")["facts"] == {"id": "rep"}
    problem(office.call("rep", TASKS, CALL | {"assignee_id": "lead"}), 403, "outside_your_line")
    for who in ("lead", "boss"):
        task_id = office.does(who, TASKS, FOR_REP)["task_id"]
        assert office.task(task_id, by=who)["title"] == CALL["title"]


def test_who_leads_the_team_may_give_it_too(office: Office) -> None:
    office.does("admin", "PATCH /teams/sales", {"lead_id": "peer"}, If_Match="1")
    office.twin.advance(minutes=2)
    assert office.gives(by="peer") in office.inbox("rep")


@pytest.mark.requirement("R-241", "R-242")
def test_it_is_in_the_inbox_at_once(office: Office) -> None:
    links = [{"title": "合同", "url": "https://crm.example.com/c/1"}]
    given = office.does("lead", TASKS, FOR_REP | ABOUT_ACME | {"links": links, "priority": "urgent"})
    assert (given["status"], given["assignee_id"], given["creator_id"]) == ("assigned", "rep", "lead")
    assert (given["subject_type"], given["subject_id"], given["account_id"]) == ("account", "acme", "acme")
    assert (given["flag"], given["source"], given["links"]) == ("red", "manual", links)
    assert (given["begins_at"], given["ends_at"]) == ("2026-03-02T09:30:00Z", "2026-03-02T10:00:00Z")
    assert (given["sla_due_at"], given["sla_remaining_seconds"]) == ("2026-03-02T06:00:00Z", 4 * 3600)
    assert given["policy"] == "default@0"
    assert office.inbox("rep") == [given["task_id"]]
    assert [each["subject_id"] for each in office.told("rep", "task_assigned")] == [given["task_id"]]
    assert len(office.told("rep", "task_assigned", "email")) == 1


def test_one_for_oneself_is_accepted_and_told_nobody(office: Office) -> None:
    own = office.does("rep", TASKS, CALL)
    assert (own["status"], own["assignee_id"], own["creator_id"]) == ("accepted", "rep", "rep")
    assert office.told("rep", "task_assigned") == []


def test_a_contacts_account_is_the_tasks(office: Office) -> None:
    given = office.does("rep", TASKS, CALL | {"subject": {"type": "contact", "id": "buyer"}})
    assert given["account_id"] == "acme"


def test_the_subject_of_another_domain_comes_with_its_account(office: Office) -> None:
    given = office.does("rep", TASKS, CALL | {"subject": {"type": "opportunity", "id": "opp_1"}, "account_id": "acme"})
    assert (given["subject_type"], given["subject_id"], given["account_id"]) == ("opportunity", "opp_1", "acme")


def test_it_happens_once(office: Office) -> None:
    first = office.call("lead", TASKS, FOR_REP, **KEY)
    office.twin.settle()
    again = office.call("lead", TASKS, FOR_REP, **KEY)
    assert (again.status, again.json) == (first.status, first.json) == (201, first.json)
    assert len(office.inbox("rep")) == 1


@pytest.mark.requirement("R-250")
def test_what_takes_the_same_time_is_told_with_free_time(office: Office) -> None:
    first = office.gives()
    assert office.task(first)["schedule_conflict"] is None
    second = office.does("lead", TASKS, FOR_REP | {"begins_at": "2026-03-02T09:15:00Z"})
    conflict = second["schedule_conflict"]
    assert conflict["task_ids"] == [first]
    assert [each["begins_at"] for each in conflict["proposed"]] == [
        "2026-03-02T02:00:00Z",
        "2026-03-02T02:30:00Z",
        "2026-03-02T03:00:00Z",
    ]
    taken = office.does(
        "lead", TASKS, FOR_REP | {"begins_at": "2026-03-02T02:15:00Z", "due_at": "2026-03-02T02:50:00Z"}
    )
    assert taken["schedule_conflict"] is None, "it takes a time that nothing takes"
    third = office.does("lead", TASKS, FOR_REP)["schedule_conflict"]
    assert third["task_ids"] == sorted([first, second["task_id"]])
    assert third["proposed"][0]["begins_at"] == "2026-03-02T02:45:00Z"
    beside = office.does("lead", TASKS, FOR_REP | {"begins_at": "2026-03-02T08:45:00Z"})
    assert beside["schedule_conflict"] is None, "one ends as the next begins"


def test_free_time_is_in_the_working_hours_of_who_is_to_do_it(office: Office) -> None:
    nights = {"zone": "Asia/Shanghai", "weekly": {"mon": [["20:00", "22:00"]]}}
    body = {"document": nights, "note": "test"}
    office.does("admin", "PUT /settings/directory.calendar/nights", body, If_Match="0")
    office.does("admin", "PATCH /users/rep", {"shift": "nights"}, If_Match="2")
    office.gives()
    conflict = office.does("lead", TASKS, FOR_REP)["schedule_conflict"]
    assert conflict["proposed"][0] == {"begins_at": "2026-03-02T12:00:00Z", "ends_at": "2026-03-02T12:30:00Z"}


def test_who_is_absent_until_it_is_due_is_stood_in_for(office: Office) -> None:
    office.goes_away("rep", "2026-03-03T00:00:00Z")
    given = office.does("lead", TASKS, FOR_REP)
    assert (given["assignee_id"], given["meant_for"]) == ("peer", "rep")
    assert len(office.told("peer", "task_assigned")) == 1
    assert office.told("rep", "task_assigned") == []
    later = office.does("lead", TASKS, FOR_REP | {"due_at": "2026-03-04T10:00:00Z"})
    assert (later["assignee_id"], later["meant_for"]) == ("rep", None), "they are back in time"


def test_who_has_no_deputy_keeps_it(office: Office) -> None:
    office.goes_away("peer", "2026-03-03T00:00:00Z")
    given = office.does("lead", TASKS, CALL | {"assignee_id": "peer"})
    assert (given["assignee_id"], given["meant_for"]) == ("peer", None)
