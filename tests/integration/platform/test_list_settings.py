"""Listing settings."""

from collections.abc import Callable

from infra.local.twin import Answer, Twin
from tests.conftest import problem
from tests.integration.platform.conftest import calendar

KIND = "directory.calendar"


def names(twin: Twin, query: str) -> tuple[list[str], str | None]:
    answer = twin.call(f"GET /settings?{query}", user="admin")
    assert answer.status == 200, answer.body
    return [each["name"] for each in answer.json["items"]], answer.json["next_cursor"]


def test_anonymous_is_refused(twin: Twin) -> None:
    problem(twin.call("GET /settings"), 401, "not_signed_in")


def test_an_unknown_kind_is_not_found(twin: Twin) -> None:
    problem(twin.call("GET /settings?kind=nothing", user="admin"), 404, "not_found")
    problem(twin.call("GET /settings?kind=nothing&name=x", user="admin"), 404, "not_found")


def test_a_name_needs_its_kind(twin: Twin) -> None:
    assert problem(twin.call("GET /settings?name=x", user="admin"), 422, "invalid")["facts"]["field"] == "kind"


def test_a_cursor_of_another_list_is_refused(twin: Twin, put: Callable[..., Answer]) -> None:
    _, cursor = names(twin, f"kind={KIND}&limit=1")
    assert cursor
    problem(twin.call(f"GET /settings?kind=cases.queues&cursor={cursor}", user="admin"), 400, "invalid_cursor")


def test_without_a_kind_the_kinds(twin: Twin) -> None:
    answer = twin.call("GET /settings", user="admin")
    assert answer.json["items"] == []
    kinds = {each["kind"]: each for each in answer.json["kinds"]}
    assert kinds[KIND]["editors"] == ["admin"]
    assert kinds[KIND]["title"]
    assert {"cases.queues", "cases.sla_policy"} <= set(kinds)


def test_stored_and_shipped_documents_by_name_page_by_page(twin: Twin, put: Callable[..., Answer]) -> None:
    for name in ("aaa", "bbb", "office", "zzz"):
        put(KIND, name, calendar())
    everything = ["aaa", "always", "bbb", "office", "zzz"]
    assert names(twin, f"kind={KIND}") == (everything, None)
    for limit in (1, 2, 3, 4):
        found, cursor = names(twin, f"kind={KIND}&limit={limit}")
        while cursor:
            more, cursor = names(twin, f"kind={KIND}&limit={limit}&cursor={cursor}")
            assert len(more) <= limit
            found += more
        assert found == everything


def test_only_shipped_documents_are_paged_too(twin: Twin) -> None:
    first, cursor = names(twin, "kind=cases.sla_policy&limit=1")
    second, end = names(twin, f"kind=cases.sla_policy&limit=1&cursor={cursor}")
    assert (first, second, end) == (["privileged"], ["standard"], None)


def test_the_versions_of_a_document_newest_first(twin: Twin, put: Callable[..., Answer]) -> None:
    for version in range(3):
        put(
            KIND,
            "history",
            calendar(("UTC", "Europe/Berlin", "Asia/Tokyo")[version]),
            version=version,
            note=f"{version}",
        )
    answer = twin.call(f"GET /settings?kind={KIND}&name=history&limit=2", user="admin")
    assert [(each["version"], each["note"]) for each in answer.json["items"]] == [(3, "2"), (2, "1")]
    cursor = answer.json["next_cursor"]
    rest = twin.call(f"GET /settings?kind={KIND}&name=history&limit=2&cursor={cursor}", user="admin").json
    assert [each["version"] for each in rest["items"]] == [1]


def test_a_document_that_was_never_changed_has_no_history(twin: Twin) -> None:
    assert names(twin, "kind=cases.handling&name=default") == ([], None)
