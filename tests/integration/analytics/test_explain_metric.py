"""Showing what is behind a metric."""

from datetime import timedelta

from tests.conftest import problem
from tests.integration.analytics.conftest import Library

RATE = "task_acceptance_rate"


def test_what_is_asked_wrongly_is_refused(library: Library) -> None:
    problem(library.call(None, f"GET /metrics/{RATE}/explain"), 401, "not_signed_in")
    problem(library.call("rep", "GET /metrics/no_such_metric/explain"), 404, "not_found")
    problem(library.call("rep", f"GET /metrics/{RATE}/explain?from=2020-01-01"), 422, "metric_period")
    problem(library.call("rep", f"GET /metrics/{RATE}/explain?limit=0"), 422, "invalid_payload")
    problem(library.call("rep", f"GET /metrics/{RATE}/explain?cursor=x"), 400, "invalid_cursor")


def test_a_cursor_is_of_its_own_list(library: Library) -> None:
    for _ in range(2):
        library.gives_on("rep")
    cursor = library.does("rep", f"GET /metrics/{RATE}/explain?limit=1")["next_cursor"]
    for who, query in (("lead", ""), ("rep", "&from=2026-03-01"), ("rep", "&zone=Etc/UTC")):
        problem(library.call(who, f"GET /metrics/{RATE}/explain?limit=1&cursor={cursor}{query}"), 400, "invalid_cursor")


def test_the_rows_come_newest_first_and_add_up_to_the_value(library: Library) -> None:
    given = []
    for number in range(7):
        who = ("rep", "peer", "outsider")[number % 3]
        answer = ("accept", None, "reject")[number % 3]
        given.append(library.gives_on(who, answer, "boss"))
        library.twin.clock.move_to(library.twin.clock.now() + timedelta(minutes=1))
    for who in ("rep", "lead", "boss", "qa"):
        shown = library.asks(RATE, who)
        rows = library.rows(RATE, who, limit=2)
        assert [each["subject_id"] for each in rows] == [each for each in given[::-1] if each in _ids(rows)]
        assert sum(each["numerator"] for each in rows) == shown["numerator"]
        assert sum(each["denominator"] for each in rows) == shown["denominator"]
    assert len(library.rows(RATE, "qa", limit=3)) == 7
    assert len(library.rows(RATE, "qa", from_="2026-03-03", to="2026-03-04")) == 0


def _ids(rows: list[dict[str, str]]) -> set[str]:
    return {each["subject_id"] for each in rows}


def test_it_says_what_is_counted(library: Library) -> None:
    page = library.does("peer", f"GET /metrics/{RATE}/explain")
    assert (page["items"], page["next_cursor"]) == ([], None)
    assert page["definition"]["formula"].startswith("Tasks taken on ÷ tasks given")
    assert page["scope"] == {"kind": "own", "user_id": "peer", "team_ids": []}


def test_a_push_is_about_its_task(library: Library) -> None:
    task = library.gives()
    (row,) = library.rows("task_push_delay", "rep")
    assert (row["subject"], row["subject_id"], row["assignee_id"]) == ("task", task, "rep")
