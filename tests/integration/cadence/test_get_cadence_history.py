"""Looking at what happened to a weekly list."""

from tests.conftest import problem
from tests.integration.cadence.conftest import SAID, Office


def test_it_is_for_the_owner_and_those_above(office: Office) -> None:
    office.week_begins()
    route = f"GET /cadence-lists/{office.weekly()['list_id']}/history"
    problem(office.call(None, route), 401, "not_signed_in")
    problem(office.call("peer", route), 404, "not_found")
    problem(office.call("rep", "GET /cadence-lists/clist_none/history"), 404, "not_found")


def test_it_tells_all_of_it_page_by_page(office: Office) -> None:
    weekly = office.publishes()
    office.does("rep", f"POST /cadence-items/{weekly['items'][0]['item_id']}/feedback", SAID)
    route = f"GET /cadence-lists/{weekly['list_id']}/history"
    page = office.does("rep", f"{route}?limit=1")
    assert [each["type"] for each in page["items"]] == ["CadenceFeedbackGiven", "CadenceItemDone"]
    assert page["items"][0]["data"]["notes"] == SAID["notes"]
    rest = office.does("rep", f"{route}?limit=100&cursor={page['next_cursor']}")["items"]
    types = [each["type"] for each in rest]
    assert types == ["CadenceItemLinked", "CadenceItemPublished", "CadenceListPublished", "CadenceListDrafted"]
