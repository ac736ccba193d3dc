"""Reading a setting."""

from collections.abc import Callable

from infra.local.twin import Answer, Twin
from tests.conftest import problem
from tests.integration.platform.conftest import calendar

KIND = "directory.calendar"


def test_anonymous_is_refused(twin: Twin) -> None:
    problem(twin.call(f"GET /settings/{KIND}/office"), 401, "not_signed_in")


def test_what_there_is_not(twin: Twin) -> None:
    for path in (
        f"{KIND}/nothing",
        "directory.nothing/default",
        f"{KIND}/office?version=1",
        f"{KIND}/nothing?version=0",
    ):
        problem(twin.call(f"GET /settings/{path}", user="admin"), 404, "not_found")


def test_a_version_is_a_number(twin: Twin) -> None:
    for version in ("-1", "x", "1000000"):
        answer = twin.call(f"GET /settings/{KIND}/office?version={version}", user="admin")
        assert problem(answer, 422, "invalid_payload")["errors"][0]["field"] == "version"


def test_every_colleague_reads_what_came_with_the_suite(twin: Twin, add_user: Callable[..., str]) -> None:
    answer = twin.call(f"GET /settings/{KIND}/office", user=add_user("get-1", "agent"))
    assert (answer.status, answer.headers["ETag"]) == (200, '"0"')
    assert answer.json["document"]["zone"] == "Asia/Shanghai"
    assert (answer.json["changed_at"], answer.json["changed_by"], answer.json["note"]) == (None, None, None)


def test_every_version_stays(twin: Twin, put: Callable[..., Answer]) -> None:
    for version, zone in enumerate(("UTC", "Europe/Berlin", "America/New_York")):
        put(KIND, "office", calendar(zone), version=version)
    zones = [
        twin.call(f"GET /settings/{KIND}/office{asked}", user="admin").json["document"]["zone"]
        for asked in ("?version=0", "?version=1", "?version=2", "?version=3", "")
    ]
    assert zones == ["Asia/Shanghai", "UTC", "Europe/Berlin", "America/New_York", "America/New_York"]
    problem(twin.call(f"GET /settings/{KIND}/office?version=4", user="admin"), 404, "not_found")
