"""Saying how far a rebuilding has come."""

from tests.conftest import problem
from tests.integration.analytics.conftest import Library


def test_it_is_for_administrators(library: Library) -> None:
    rebuild = library.does("admin", "POST /metric-rebuilds", {"kinds": ["case"]})["rebuild_id"]
    problem(library.call(None, f"GET /metric-rebuilds/{rebuild}"), 401, "not_signed_in")
    problem(library.call("lead", f"GET /metric-rebuilds/{rebuild}"), 403, "not_allowed")
    problem(library.call("admin", "GET /metric-rebuilds/rebuild_none"), 404, "not_found")


def test_it_says_what_was_walked_and_counted(library: Library) -> None:
    for _ in range(3):
        library.gives_on("rep", "accept")
    begun = library.call("admin", "POST /metric-rebuilds", {"kinds": ["task"]}).json
    route = f"GET /metric-rebuilds/{begun['rebuild_id']}"
    assert library.call("admin", route).json == begun
    library.twin.settle()
    done = library.does("admin", route)
    assert (done["left"], done["subjects"]) == ([], 3)
    assert done["walked"] > 3
    assert done["finished_at"] is not None
