"""Telling what a talk came to."""

import pytest

from tests.conftest import problem
from tests.integration.cadence.conftest import KEY, SAID, Office


def route_of(office: Office) -> str:
    """Publish the week's list; return the route of feedback on its item."""
    return f"POST /cadence-items/{office.publishes()['items'][0]['item_id']}/feedback"


def test_it_is_for_the_owner_and_those_above(office: Office) -> None:
    route = route_of(office)
    problem(office.call(None, route, SAID), 401, "not_signed_in")
    problem(office.call("peer", route, SAID), 404, "not_found")
    problem(office.call("rep", route.replace("-001/", "-002/"), SAID), 404, "not_found")
    problem(office.call("rep", route, SAID | {"notes": " "}), 422, "invalid_payload")
    problem(office.call("rep", route, SAID | {"outcome": "splendid"}), 422, "invalid_payload")
    problem(office.call("rep", route, SAID, If_Match='"99"'), 409, "stale_version")


@pytest.mark.parametrize("day", ["2026-03-09", "2030-01-01"])
def test_the_next_contact_lies_ahead(office: Office, day: str) -> None:
    refused = problem(
        office.call("rep", route_of(office), SAID | {"next_contact_on": day}), 422, "next_contact_out_of_reach"
    )
    assert refused["facts"] == {"field": "next_contact_on", "today": "2026-03-09"}


def test_a_draft_takes_none(office: Office) -> None:
    office.week_begins()
    route = f"POST /cadence-items/{office.weekly()['items'][0]['item_id']}/feedback"
    assert problem(office.call("rep", route, SAID), 409, "cadence_list_not_published")["facts"]["status"] == "draft"


@pytest.mark.requirement("R-273")
def test_the_item_and_its_task_are_done_and_the_next_date_is_set(office: Office) -> None:
    route = route_of(office)
    task_id = office.weekly()["items"][0]["task_id"]
    item = office.does("rep", route, SAID)
    assert (item["status"], item["done_by"], item["feedback"]["notes"]) == ("done", "rep", SAID["notes"])
    assert item["next_contact_on"] == "2026-04-06", "four weeks after a talk that went well"
    assert (item["health_before"], item["health_after"]) == (70, 80)
    task = office.does("rep", f"GET /tasks/{task_id}")
    assert (task["status"], task["result"]) == ("done", SAID["notes"])
    assert office.does("rep", "GET /accounts/hongda")["follow_status"] == "followed_up"
    assert len(office.happened("CadenceItemDone")) == 1, "the task's end makes no second one"
    assert office.weekly()["summary"] == {"total": 1, "done": 1, "resting": 0, "health_change": 10}

    office.until("2026-03-16T00:31:00")
    (row,) = office.does("rep", "GET /cadence-lists?week=current")["items"]
    (next_item,) = office.does("rep", f"GET /cadence-lists/{row['list_id']}")["items"]
    assert (next_item["status"], next_item["due_on"], next_item["remind_at"]) == ("resting", "2026-04-06", [])


@pytest.mark.parametrize(("signal", "day", "score"), [("steady", "2026-03-23", 73), ("worsened", "2026-03-16", 55)])
def test_it_counts_how_the_customer_seemed(office: Office, signal: str, day: str, score: int) -> None:
    item = office.does("rep", route_of(office), SAID | {"health": signal})
    assert (item["next_contact_on"], item["health_after"]) == (day, score)


def test_the_owner_may_set_the_next_contact(office: Office) -> None:
    item = office.does("rep", route_of(office), SAID | {"next_contact_on": "2026-03-20"})
    assert item["next_contact_on"] == office.health()["next_contact_on"] == "2026-03-20"


def test_it_is_given_once(office: Office) -> None:
    route = route_of(office)
    first = office.call("rep", route, SAID, **KEY)
    office.twin.settle()
    again = office.call("rep", route, SAID, **KEY)
    assert (again.status, again.json) == (200, first.json)
    problem(office.call("rep", route, SAID), 409, "cadence_feedback_given")
    assert office.health()["score"] == 80


def test_it_corrects_what_was_taken_of_a_task_that_was_done(office: Office) -> None:
    route = route_of(office)
    task_id = office.weekly()["items"][0]["task_id"]
    office.does("rep", f"POST /tasks/{task_id}/complete", {"result": "已沟通"})
    assert (office.weekly()["items"][0]["status"], office.health()["score"]) == ("done", 73)
    item = office.does("lead", route, SAID | {"health": "worsened"})
    assert (item["health_after"], item["done_by"]) == (55, "rep")
    assert [each["data"]["health_after"] for each in office.happened("CadenceItemDone")] == [73]
    assert len(office.happened("CadenceFeedbackGiven")) == 1


def test_it_ends_a_task_that_was_not_known_yet(office: Office) -> None:
    office.week_begins()
    list_id = office.weekly()["list_id"]
    assert office.call("lead", f"POST /cadence-lists/{list_id}/approve").status == 200
    assert office.call("rep", f"POST /cadence-items/{list_id}-001/feedback", SAID).status == 200
    office.twin.settle()
    assert office.inbox() == []
    task = office.does("rep", f"GET /tasks/{office.weekly()['items'][0]['task_id']}")
    assert task["status"] == "done"
