"""Saying what several metrics come to."""

import pytest

from tests.conftest import problem
from tests.integration.analytics.conftest import Library

BOTH = "names=tasks_overdue,task_acceptance_rate"


def test_what_is_asked_wrongly_is_refused(library: Library) -> None:
    problem(library.call(None, f"GET /metrics/query?{BOTH}"), 401, "not_signed_in")
    refused = problem(library.call("rep", f"GET /metrics/query?{BOTH},no_such_metric"), 422, "metric_unknown")
    assert refused["facts"] == {"field": "names", "names": "no_such_metric"}
    problem(library.call("rep", f"GET /metrics/query?{BOTH}&by=still"), 422, "metric_grouping")
    problem(library.call("rep", f"GET /metrics/query?{BOTH}&from=2020-01-01"), 422, "metric_period")
    for names in ("", "names=", "names=a,,b", "names=A", f"names={','.join(['a'] * 21)}"):
        problem(library.call("rep", f"GET /metrics/query?{names}"), 422, "invalid_payload")


@pytest.mark.parametrize("by", ["", "&by=day", "&by=team"])
def test_each_is_what_it_is_alone(library: Library, by: str) -> None:
    library.gives_on("rep", "accept")
    library.twin.advance(hours=9)
    items = library.does("lead", f"GET /metrics/query?{BOTH}{by}")["items"]
    assert [each["name"] for each in items] == ["tasks_overdue", "task_acceptance_rate"]
    for each in items:
        alone = library.does("lead", f"GET /metrics/{each['name']}?{by.lstrip('&')}")
        assert {**each, "as_of": None} == {**alone, "as_of": None}
