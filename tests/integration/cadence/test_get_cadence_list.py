"""Looking at a weekly list."""

import pytest

from tests.conftest import problem
from tests.integration.cadence.conftest import SAID, Office


def test_it_is_for_the_owner_and_those_above(office: Office) -> None:
    office.week_begins()
    route = f"GET /cadence-lists/{office.weekly()['list_id']}"
    problem(office.call(None, route), 401, "not_signed_in")
    for who in ("peer", "outsider"):
        problem(office.call(who, route), 404, "not_found")
    problem(office.call("rep", "GET /cadence-lists/clist_none"), 404, "not_found")
    for who in ("rep", "lead", "boss", "admin"):
        assert office.call(who, route).status == 200


@pytest.mark.requirement("R-270", "R-271")
def test_items_say_why_they_are_there_and_what_to_do(office: Office) -> None:
    office.takes_on("late", name="客户A", contract=CONTRACT_RENEWS_SOON)
    office.takes_on("foreign", contract={"amount": {"amount_minor": 9**14, "currency": "XXX"}}, tags=["重点客户"])
    office.week_begins()
    items = {each["account_id"]: each for each in office.weekly()["items"]}
    assert set(items) == {"hongda", "late", "foreign"}
    assert items["hongda"]["chosen_by"] == items["foreign"]["chosen_by"] == "rated_key_account"
    assert items["late"]["chosen_by"] == "score_above_threshold"
    assert items["late"]["rule"] == "default@0"
    parts = {"amount": 30, "silence": 0, "renewal": 30, "rated": 0}
    assert items["late"]["scores"] == parts | {"total": 60, "amount_known": True}
    assert items["foreign"]["scores"]["amount_known"] is False
    assert (items["late"]["suggested_action"], items["late"]["title"]) == ("续约沟通", "续约沟通")
    assert items["late"]["goal"] == "确认 客户A 的续约意向与条件（续约日 2026-03-20）"
    assert all(len(each["talking_points"]) > 1 for each in items.values())


CONTRACT_RENEWS_SOON = {"amount": {"amount_minor": 100_000_000, "currency": "CNY"}, "renews_on": "2026-03-20"}


def test_silence_counts(office: Office) -> None:
    office.set_policy(threshold=20)
    office.takes_on("quiet", contract={"renews_on": "2027-12-31"})
    office.until("2026-05-11T00:31:00")
    (row,) = office.does("rep", "GET /cadence-lists?week=current")["items"]
    items = office.does("rep", f"GET /cadence-lists/{row['list_id']}")["items"]
    quiet = next(each for each in items if each["account_id"] == "quiet")
    assert (quiet["scores"]["silence"], quiet["action"]) == (20, "check_in")


def test_it_reads_in_the_readers_language(office: Office) -> None:
    office.takes_on("upgrade", "peer", key_account=True)
    office.week_begins()
    assert office.weekly("peer", by="peer")["items"][0]["title"] == "Product upgrade talk"
    assert office.weekly("peer", by="lead")["items"][0]["title"] == "产品升级沟通"


def test_what_was_chosen_by_a_version_stays_explained_by_it(office: Office) -> None:
    office.publishes()
    scoring = office.does("boss", "GET /settings/cadence.scoring/default")["document"]
    for action in scoring["actions"]:
        action["title"] = {"zh-CN": "别的", "en": "Another"}
    office.set_policy(kind="cadence.scoring", actions=scoring["actions"])
    assert office.weekly()["items"][0]["title"] == "产品升级沟通"


@pytest.mark.requirement("R-276")
def test_results_are_counted(office: Office) -> None:
    office.takes_on("second", key_account=True)
    weekly = office.publishes()
    assert weekly["summary"] == {"total": 2, "done": 0, "resting": 0, "health_change": 0}
    office.does("rep", f"POST /cadence-items/{weekly['items'][0]['item_id']}/feedback", SAID)
    office.does("rep", f"POST /cadence-items/{weekly['items'][1]['item_id']}/feedback", SAID | {"health": "worsened"})
    assert office.weekly()["summary"] == {"total": 2, "done": 2, "resting": 0, "health_change": -5}


@pytest.mark.requirement("R-238")
def test_it_was_made_by_the_system_agent_and_that_is_on_record(office: Office) -> None:
    weekly = office.publishes()
    assert weekly["created_by"] == weekly["items"][0]["created_by"] == "system-agent"
    office.until("2026-03-09T09:31:00")
    history = office.does("boss", f"GET /cadence-lists/{weekly['list_id']}/history")["items"][::-1]
    assert (history[0]["type"], history[0]["actor"]) == (
        "CadenceListDrafted",
        {"kind": "system", "id": "system-agent"},
    )
    assert (history[-1]["type"], history[-1]["actor"]["id"]) == ("CadenceReminded", "system-agent")
    task = office.does("rep", f"GET /tasks/{weekly['items'][0]['task_id']}")
    assert (task["creator_id"], task["source"]) == ("system-agent", "cadence")
