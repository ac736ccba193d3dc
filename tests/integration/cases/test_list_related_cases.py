"""The relations of a case."""

from tests.integration.cases.conftest import CASE, READERS, Desk, only_for


def test_it_is_for_who_may_read_the_case(desk: Desk) -> None:
    only_for(desk, f"GET /cases/{CASE}/relations", None, *READERS)


def test_what_one_may_not_see_is_left_out_and_the_rest_paged(desk: Desk) -> None:
    others = [desk.opens()["number"] for _ in range(3)]
    for other in others:
        desk.does("agent", f"POST /cases/{CASE}/relations", {"relation": "causes", "case_id": other})
    desk.does("colleague", f"POST /cases/{CASE}/notes", {"body": "请看 @outsider"})
    assert desk.does("outsider", f"GET /cases/{CASE}/relations")["items"] == []
    found, cursor = [], ""
    for _ in range(4):
        page = desk.does("agent", f"GET /cases/{CASE}/relations?limit=1{cursor}")
        found += [each["number"] for each in page["items"]]
        if page["next_cursor"] is None:
            break
        cursor = f"&cursor={page['next_cursor']}"
    assert sorted(found) == sorted(others)
    assert page["next_cursor"] is None
