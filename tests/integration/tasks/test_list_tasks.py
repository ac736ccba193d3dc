"""Lists of tasks: what one gave, and what is about something."""

from tests.conftest import problem
from tests.integration.tasks.conftest import ABOUT_ACME, Office

ABOUT = "GET /tasks?view=subject&subject_type=account&subject_id=acme"


def test_bad_queries_are_named(office: Office) -> None:
    problem(office.call(None, "GET /tasks"), 401, "not_signed_in")
    refused = problem(office.call("rep", "GET /tasks?view=subject&subject_id=acme"), 422, "task_view_parameter_missing")
    assert refused["facts"] == {"field": "subject_type", "view": "subject"}
    problem(office.call("rep", "GET /tasks?view=subject&subject_type=case"), 422, "task_view_parameter_missing")
    problem(office.call("rep", "GET /tasks?view=all"), 422, "invalid_payload")


def test_what_one_gave_comes_newest_first(office: Office) -> None:
    given = []
    for minute in range(3):
        office.later(f"2026-03-02T02:0{minute}:00+00:00")
        given.append(office.gives())
    office.gives(by="peer", to=None)
    office.act("rep", given[0], "complete", {"result": "好"})
    first = office.does("lead", "GET /tasks?limit=2")
    rest = office.does("lead", f"GET /tasks?limit=2&cursor={first['next_cursor']}")
    assert [each["task_id"] for each in first["items"] + rest["items"]] == given[::-1]
    assert rest["items"][0]["status"] == "done"
    problem(office.call("peer", f"GET /tasks?limit=2&cursor={first['next_cursor']}"), 400, "invalid_cursor")


def test_what_is_about_something_comes_by_when_it_is_due_the_open_first(office: Office) -> None:
    done = office.gives(due_at="2026-03-02T04:00:00Z", **ABOUT_ACME)
    later = office.gives(due_at="2026-03-04T10:00:00Z", **ABOUT_ACME)
    sooner = office.gives(due_at="2026-03-03T10:00:00Z", **ABOUT_ACME)
    office.gives()
    office.act("rep", done, "complete", {"result": "好"})
    page = office.does("rep", f"{ABOUT}&limit=2")
    rest = office.does("rep", f"{ABOUT}&limit=2&cursor={page['next_cursor']}")
    assert [each["task_id"] for each in page["items"] + rest["items"]] == [sooner, later, done]


def test_what_one_may_not_read_is_masked(office: Office) -> None:
    office.gives(**ABOUT_ACME)
    (masked,) = office.does("outsider", ABOUT)["items"]
    assert (masked["title"], masked["masked"], masked["assignee_id"]) == (None, True, "rep")
