"""Listing the metrics of the library."""

import pytest

from crm.analytics.library import LIBRARY
from tests.conftest import problem
from tests.integration.analytics.conftest import Library


def test_it_is_for_colleagues(library: Library) -> None:
    problem(library.call(None, "GET /metrics"), 401, "not_signed_in")
    problem(library.call("qa", "GET /metrics?cursor=x"), 400, "invalid_cursor")


def test_every_metric_says_what_it_is_in_the_readers_language(library: Library) -> None:
    chinese = {each["name"]: each for each in library.does("rep", "GET /metrics?limit=100")["items"]}
    english = {each["name"]: each for each in library.does("peer", "GET /metrics?limit=100")["items"]}
    assert set(chinese) == set(english) == {each.name for each in LIBRARY}
    rate = chinese["task_acceptance_rate"]
    assert (rate["title"], rate["definition_version"], rate["unit"], rate["fed_by"]) == (
        "任务接受率",
        1,
        "share",
        "crm.tasks",
    )
    assert english["task_acceptance_rate"]["title"] == "Task acceptance rate"
    for name, definition in chinese.items():
        assert definition["formula"] != english[name]["formula"]
        assert definition["numerator"]
        assert (definition["denominator"] is None) is (definition["shape"] == "count")
        assert {"day", "week", "assignee", "team"} < set(definition["groupings"])


@pytest.mark.parametrize("limit", [1, 3, 4])
def test_it_is_paged_by_name(library: Library, limit: int) -> None:
    names: list[str] = []
    cursor = ""
    while True:
        page = library.does("rep", f"GET /metrics?limit={limit}{cursor}")
        assert 0 < len(page["items"]) <= limit
        names += [each["name"] for each in page["items"]]
        if page["next_cursor"] is None:
            break
        cursor = f"&cursor={page['next_cursor']}"
    assert names == sorted({each.name for each in LIBRARY})
