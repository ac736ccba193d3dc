"""Putting settings in force."""

from collections.abc import Callable

import pytest

from infra.local.twin import Answer, Twin
from tests.conftest import problem
from tests.integration.platform.conftest import calendar

Put = Callable[..., Answer]
KIND = "directory.calendar"


def test_anonymous_is_refused(twin: Twin) -> None:
    problem(twin.call(f"PUT /settings/{KIND}/x", {"document": {}, "note": "n"}), 401, "not_signed_in")


def test_an_agent_is_refused(put: Put, add_user: Callable[..., str]) -> None:
    problem(put(KIND, "refused", calendar(), user=add_user("put-1", "agent")), 403, "not_allowed")


def test_each_kind_has_its_own_editors(put: Put, twin: Twin, add_user: Callable[..., str]) -> None:
    supervisor = add_user("put-2", "supervisor")
    refused = problem(put(KIND, "editors", calendar(), user=supervisor), 403, "not_allowed")
    assert refused["facts"]["roles"] == ["admin"]
    queues = twin.call("GET /settings/cases.queues/default", user="admin").json["document"]
    queues["queues"][0]["label"]["en"] = "Everybody's"
    assert put("cases.queues", "default", queues, user=supervisor).status == 200


@pytest.mark.parametrize("kind", ["directory.nothing", "nothing", "core.calendar"])
def test_an_unknown_kind_is_not_found(put: Put, kind: str) -> None:
    problem(put(kind, "x", calendar()), 404, "not_found")


@pytest.mark.parametrize("name", ["a%20b", "a%23b", "%E5%8A%9E", "x" * 81])
def test_a_name_of_another_form_is_refused(put: Put, name: str) -> None:
    assert problem(put(KIND, name, calendar()), 422, "invalid")["facts"]["field"] == "name"


def test_an_edit_must_say_what_it_edits(put: Put) -> None:
    problem(put(KIND, "unversioned", calendar(), version=None), 428, "version_required")


@pytest.mark.parametrize(
    ("document", "field", "message"),
    [
        ({"weekly": {}}, "document.zone", "is required"),
        (calendar(colour="red"), "document.colour", "is not a known member"),
        (calendar(weekly={"mon": [["09:00"]]}), "document.weekly.mon.0.1", "is required"),
        (calendar(zone="Mars/Olympus"), "document.zone", "must be an IANA time zone"),
        (
            calendar(import_holidays={"country": "XX", "years": [2026]}),
            "document.import_holidays",
            "holidays are not known",
        ),
    ],
)
def test_what_is_wrong_is_named_in_the_callers_language(put: Put, document: dict, field: str, message: str) -> None:
    errors = problem(put(KIND, "wrong", document), 422, "invalid_payload")["errors"]
    found = {each["field"]: each["message"] for each in errors}
    assert message in found[field]


def test_the_same_in_chinese(twin: Twin) -> None:
    body = {"document": {"weekly": {}}, "note": "n"}
    headers = {"If-Match": "0", "Accept-Language": "zh-CN"}
    answer = twin.call(f"PUT /settings/{KIND}/wrong", body, user="admin", headers=headers)
    assert {"field": "document.zone", "rule": "missing", "message": "为必填项"} in answer.json["errors"]


def test_an_unreadable_depth_is_refused(put: Put) -> None:
    deep: dict = {}
    for _ in range(500):
        deep = {"a": deep}
    assert put(KIND, "deep", deep).status in {400, 422}


def test_a_document_may_only_rely_on_what_there_is(put: Put, twin: Twin) -> None:
    policy = twin.call("GET /settings/cases.sla_policy/standard", user="admin").json["document"]
    refused = problem(
        put("cases.sla_policy", "own", policy | {"calendar": "nowhere"}), 422, "setting_reference_unknown"
    )
    assert (refused["facts"]["kind"], refused["facts"]["name"]) == (KIND, "nowhere")
    put(KIND, "somewhere", calendar())
    assert put("cases.sla_policy", "own", policy | {"calendar": "somewhere"}).status == 200


def test_a_stale_version_is_refused_with_what_holds_now(put: Put) -> None:
    first = put(KIND, "stale", calendar())
    assert first.headers["ETag"] == '"1"'
    put(KIND, "stale", calendar("Europe/Berlin"), version=1)
    current = problem(put(KIND, "stale", calendar("UTC"), version=1), 409, "stale_version")["facts"]["current"]
    assert (current["version"], current["document"]["zone"]) == (2, "Europe/Berlin")


def test_the_shipped_document_is_version_0(put: Put) -> None:
    refused = problem(put(KIND, "always", calendar(), version=1), 409, "stale_version")
    assert refused["facts"]["current"]["version"] == 0
    answer = put(KIND, "always", calendar(), note="fewer hours")
    assert (answer.status, answer.json["version"], answer.json["note"]) == (200, 1, "fewer hours")
    assert (answer.json["changed_by"], answer.json["changed_at"]) == ("admin", "2026-03-02T02:00:00Z")


def test_a_name_that_has_none_yet_is_version_0_too(put: Put) -> None:
    problem(put(KIND, "new", calendar(), version=7), 409, "stale_version")
    assert put(KIND, "new", calendar()).json["version"] == 1


def test_the_same_document_makes_no_new_version(put: Put) -> None:
    put(KIND, "same", calendar())
    assert put(KIND, "same", calendar(), version=1).json["version"] == 1


def test_of_two_at_once_the_second_is_refused(put: Put, twin: Twin) -> None:
    put(KIND, "race", calendar())
    others = iter([lambda: put(KIND, "race", calendar("UTC"), version=1)])

    def somebody_was_faster(operation: str, action: str) -> None:
        if action == "dynamodb:TransactWriteItems":
            next(others, lambda: None)()

    twin.functions.before_call = somebody_was_faster
    try:
        refused = problem(put(KIND, "race", calendar("Europe/Berlin"), version=1), 409, "stale_version")
    finally:
        twin.functions.before_call = lambda _operation, _action: None
    assert refused["facts"]["current"]["document"]["zone"] == "UTC"


def test_imported_holidays_are_written_out(put: Put) -> None:
    document = calendar("Europe/Berlin", import_holidays={"country": "DE", "years": [2026]})
    kept = put(KIND, "berlin", document).json["document"]
    assert kept["import_holidays"] is None
    assert "2026-05-01" in kept["holidays"]


def test_weekends_worked_in_return_are_open(put: Put) -> None:
    document = calendar("Asia/Shanghai", import_holidays={"country": "CN", "years": [2025]})
    kept = put(KIND, "china", document).json["document"]
    assert "2025-10-01" in kept["holidays"]
    assert kept["special_days"]["2025-09-28"] == [["09:00", "12:00"]]


def test_a_change_is_announced_once(put: Put, twin: Twin) -> None:
    twin.settle()
    seen = []
    twin.functions.watchers.append(lambda call: seen.append(call) if call.action == "PutEvents" else None)
    put(KIND, "announced", calendar(), note="why")
    twin.settle()
    announced = [call for call in seen if "SettingChanged" in call.body]
    assert len(announced) == 1
    assert "crm.core" in announced[0].body
    assert announced[0].operation == "platform.publish_platform_events"


def test_a_queue_keeps_its_shards(put: Put, twin: Twin) -> None:
    """What waits in those taken away would be in no list: the document in force cannot be followed by such a one."""
    usual = twin.call("GET /settings/cases.queues/default", user="admin").json
    split = [{**queue, "shards": 4} for queue in usual["document"]["queues"]]
    more = put("cases.queues", "default", {"queues": split}, version=usual["version"])
    assert more.status == 200, more.body
    version = more.json["version"]
    fewer = [{**split[0], "shards": 3}, *split[1:]]
    (fault,) = problem(put("cases.queues", "default", {"queues": fewer}, version=version), 422, "invalid_payload")[
        "errors"
    ]
    assert (fault["field"], fault["rule"]) == ("document", "fewer_shards")
    assert f"leaves queue {split[0]['id']} fewer than its 4 shards" in fault["message"]
    assert "transfer its cases" in fault["message"], "what to do instead"
    report = twin.call(
        "POST /settings/imports",
        {
            "rows": [{"kind": "cases.queues", "name": "default", "document": {"queues": fewer}}],
            "note": "n",
            "dry_run": False,
        },
        user="admin",
    ).json
    assert [row["verdict"] for row in report["rows"]] == ["invalid"]
    assert twin.call("GET /settings/cases.queues/default", user="admin").json["document"]["queues"] == split
    grown = [{**split[0], "shards": 5}, *split[1:]]
    assert put("cases.queues", "default", {"queues": grown}, version=version).status == 200
