"""Every action that the HTTP API calls, refused in every way that all actions share; generated from the catalog."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from crm.core import settings_store
from crm.core.access import AGENT, EVERYONE
from crm.core.request import BODY_LIMIT_BYTES
from crm.core.spec import Http
from infra.local.functions import AwsCall
from tests.conformance.stage import Stage, over_http, sample_text

HTTP = over_http()
STAFF = [operation for operation, http in HTTP.items() if http.access.kind == "staff"]
PORTAL = [operation for operation, http in HTTP.items() if http.access.kind == "customer"]
WITH_IDS = [operation for operation, http in HTTP.items() if "{" in http.path]
OF_CASES = [
    operation
    for operation, http in HTTP.items()
    if "/cases/{case_id}" in http.path and (http.access.kind == "customer" or AGENT in http.access.roles)
]
CONDITIONAL = [operation for operation, http in HTTP.items() if http.conditional]
VERSIONED = [operation for operation, http in HTTP.items() if http.versioned]
UNREAD = {operation for operation, http in HTTP.items() if http.unread}
"""What proves its body by itself: tests of its own hand it bodies that cannot be read."""

WITH_BODY = [name for name in HTTP if name not in UNREAD and "body" in json.loads(sample_text(name))]
ONCE = [operation for operation, http in HTTP.items() if http.once]
CHANGING = [operation for operation, http in HTTP.items() if http.method != "GET" and operation not in UNREAD]

BY_KIND = "platform.put_setting"
"""Its route is open to whoever may edit some kind of setting; the kind in the path says who may edit that one."""

THEIR_OWN = ("directory.set_absence", "directory.set_presence")
"""What everybody does for themselves and leads for others."""

NO_ID = {(BY_KIND, "name"), ("cases.unwatch_case", "user_id")}
"""What may be new, or may be gone already."""

OF_MANY = ("cases.list_cases", "cases.get_account_overview")
"""What shows each caller their own part of something."""

FOR_LEADS = ("messaging.list_messages",)
"""What only supervisors and administrators may see of others."""

OF_TASKS = [operation for operation, http in HTTP.items() if "/tasks/{task_id}" in http.path]
OF_WORKSPACES = [operation for operation, http in HTTP.items() if "/workspaces/{workspace_id}" in http.path]

OF_CADENCE = [
    operation
    for operation, http in HTTP.items()
    if http.path.startswith(("/cadence-lists/{", "/cadence-items/{")) and AGENT in http.access.roles
]

OF_CARDS = [
    operation
    for operation, http in HTTP.items()
    if http.path.startswith(("/collab-cards/{", "/approvals/{")) and AGENT in http.access.roles
]

SCOPED = (
    *(*OF_MANY, *FOR_LEADS, *THEIR_OWN),
    *(*OF_TASKS, *OF_CADENCE, *OF_WORKSPACES, *OF_CARDS),
    "messaging.mark_notification_read",
)
"""What agents may call, and what is not theirs is kept from them: the sample is about somebody else."""

COMMON = """
    analytics.list_metrics analytics.get_metric analytics.query_metrics analytics.explain_metric
    cadence.get_account_health cadence.list_cadence_lists
    cards.create_card cards.list_cards cards.get_collab_board cards.list_approvals
    cases.get_agent_load cases.open_case
    customers.list_accounts customers.get_account customers.get_account_timeline
    customers.list_contacts customers.get_contact customers.get_contact_timeline
    customers.create_contact customers.edit_contact customers.record_consent customers.issue_portal_token
    directory.get_me directory.get_user directory.list_users directory.get_skills directory.get_team
    directory.list_teams
    messaging.list_notifications messaging.mark_all_notifications_read messaging.get_message
    messaging.get_notification_preferences messaging.set_notification_preferences
    messaging.list_devices messaging.register_device messaging.remove_device
    platform.get_setting platform.list_settings platform.get_object_schema platform.list_object_schemas
    conflicts.get_conflict conflicts.get_conflict_history conflicts.list_conflicts conflicts.list_followers
    conflicts.resolve_conflict conflicts.get_responsibility conflicts.list_responsibilities
    conflicts.get_conflict_whitelist conflicts.whitelist_account conflicts.unlist_account
    conflicts.open_workspace conflicts.list_workspaces
    tasks.create_task tasks.list_inbox tasks.list_tasks tasks.list_account_tasks
    tasks.issue_calendar_feed tasks.revoke_calendar_feed
"""
"""What is every colleague's alike (customers, colleagues, settings), or always the caller's own."""

ENGLISH = "knowledge_manager"
"""The role of the one colleague who reads English."""

READING = re.compile(r"Get|Query|BatchGet|List|Receive|Admin.*Get")
CHINESE = re.compile(r"[\u4e00-\u9fff]")


class Actor:
    """Somebody who sends an action's sample, or what they make of it."""

    def __init__(self, stage: Stage, operation: str, scene: str | None = None) -> None:
        stage.enter(scene or stage.scene_of(operation))
        self.stage = stage
        self.operation = operation
        self.http = HTTP[operation]
        self.sample: dict[str, Any] = stage.sample(operation)

    def send(self, **changed: Any) -> Any:
        """Send the sample with some of its members changed."""
        return self.stage.twin.functions.invoke(self.operation, self.sample | changed)

    def send_with(self, body: str | None = None, **headers: str | None) -> Any:
        """Send the sample with another body or other headers; None takes a header away."""
        given = self.sample["headers"] | {name.replace("_", "-"): value for name, value in headers.items()}
        sent = {name: value for name, value in given.items() if value is not None}
        return self.send(headers=sent, body=self.sample.get("body") if body is None else body)

    def send_as(self, user: str | None, token: str | None = None, **changed: Any) -> Any:
        """Send the sample as a colleague, a customer or nobody."""
        context = {name: value for name, value in self.sample["requestContext"].items() if name != "authorizer"}
        if user is not None:
            context["authorizer"] = {"jwt": {"claims": self.stage.twin.claims(user), "scopes": None}}
        headers = {name: value for name, value in self.sample["headers"].items() if name != "authorization"}
        if token is not None:
            headers["authorization"] = f"Bearer {token}"
        return self.send(requestContext=context, headers=headers, **changed)

    def at(self, **parameters: str) -> dict[str, Any]:
        """Return the members of the sample that change with its path."""
        given = self.sample.get("pathParameters", {}) | parameters
        path = re.sub(r"\{(\w+)\}", lambda found: given[found[1]], self.http.path)
        return {"pathParameters": given, "rawPath": path}


@pytest.fixture
def written(stage: Stage) -> Iterator[list[str]]:
    """What is written, sent or called during the test."""
    seen: list[str] = []

    def watch(call: AwsCall) -> None:
        if not READING.match(call.action):
            seen.append(f"{call.operation} {call.service}:{call.action}")

    stage.twin.functions.watchers.append(watch)
    yield seen
    stage.twin.functions.watchers.remove(watch)


def refused(answer: Any, status: int, code: str, locale: str = "zh-CN") -> Any:
    """Assert that an answer is a whole refusal in the right language; return it."""
    assert answer["statusCode"] == status, answer["body"]
    assert answer["headers"]["Content-Type"] == "application/problem+json"
    assert answer["headers"]["Content-Language"] == locale
    document = json.loads(answer["body"])
    assert document.keys() >= {"type", "title", "status", "code", "remedy", "instance"}
    assert (document["type"], document["status"], document["code"]) == (f"/problems/{code}", status, code)
    assert document["instance"] == answer["headers"]["X-Correlation-Id"]
    for text in (document["remedy"], document["title"], *(each["message"] for each in document.get("errors", ()))):
        assert bool(CHINESE.search(text)) is (locale == "zh-CN"), text
    return document


@pytest.mark.parametrize("operation", [*STAFF, *PORTAL])
def test_nobody_comes_in_without_the_right_token(stage: Stage, operation: str, written: list[str]) -> None:
    actor = Actor(stage, operation)
    written.clear()
    names, staff_token = stage.names, stage.twin.sign_in("only-supervisor")
    for locale in ("zh-CN", "en"):
        actor.sample["headers"]["accept-language"] = locale
        refused(actor.send_as(None), 401, "not_signed_in", locale)
        if operation in STAFF:
            refused(actor.send_as(None, names["customer_token"]), 401, "not_signed_in", locale)
        else:
            refused(actor.send_as("only-supervisor", staff_token), 401, "not_signed_in", locale)
            forged = names["customer_token"][:-4] + "AAAA"
            refused(actor.send_as(None, forged), 401, "not_signed_in", locale)
    assert written == []


@pytest.mark.parametrize("operation", STAFF)
def test_each_role_may_do_what_is_declared_and_nothing_else(stage: Stage, operation: str, written: list[str]) -> None:
    actor = Actor(stage, operation)
    roles = actor.http.access.roles
    written.clear()
    for role in set(EVERYONE) - set(roles):
        answer = actor.send_as(f"only-{role}")
        document = refused(answer, 403, "not_allowed", "en" if role == ENGLISH else "zh-CN")
        assert document["facts"] == {"roles": sorted(roles)}
    refused(actor.send_as("roleless"), 403, "not_allowed")
    assert written == [], "a refusal writes nothing"
    for role in roles:
        answer = actor.send_as(f"only-{role}", **_within_reach(actor, role))
        assert answer["statusCode"] < 500, answer["body"]
        if operation == BY_KIND and role not in settings_store.kind_of("directory.calendar").editors:
            assert json.loads(answer["body"])["facts"] == {"roles": ["admin"]}
        else:
            assert answer["statusCode"] not in {401, 403}, answer["body"]


def _within_reach(actor: Actor, role: str) -> dict[str, Any]:
    """Return what makes a sample one that every role may send: about themselves, or about what they work on."""
    if actor.operation in THEIR_OWN:
        return actor.at(user_id=f"only-{role}")
    if actor.operation == "messaging.list_messages":
        return {"queryStringParameters": {"subject_id": "C-000001"}, "rawQueryString": "subject_id=C-000001"}
    return {}


@pytest.mark.parametrize("operation", WITH_IDS)
def test_what_is_not_there_is_not_found(stage: Stage, operation: str, written: list[str]) -> None:
    actor = Actor(stage, operation)
    if operation in THEIR_OWN:
        actor.sample["requestContext"]["authorizer"]["jwt"]["claims"] = stage.twin.claims("only-admin")
    written.clear()
    for name in re.findall(r"\{(\w+)\}", actor.http.path):
        for sought in () if (operation, name) in NO_ID else ("no-such-thing", "C-999999", "没有", "x" * 121):
            document = refused(actor.send(**actor.at(**{name: sought})), 404, "not_found")
            assert document["facts"]["id"].startswith(sought)
    assert written == []


@pytest.mark.parametrize("operation", OF_CASES)
def test_what_one_may_not_see_is_not_there_either(stage: Stage, operation: str, written: list[str]) -> None:
    actor = Actor(stage, operation, scene="open")
    written.clear()
    for reference in ("C-000001", stage.names["case_id"]):
        there = actor.at(case_id=reference)
        if operation in PORTAL:
            answer = actor.send_as(None, stage.names["stranger_token"], **there)
        else:
            answer = actor.send_as("outsider", **there)
        assert refused(answer, 404, "not_found")["facts"] == {"kind": "case", "id": reference}
    assert written == []


@pytest.mark.parametrize("operation", SCOPED)
def test_what_is_somebody_elses_is_out_of_reach(stage: Stage, operation: str, written: list[str]) -> None:
    actor = Actor(stage, operation)
    written.clear()
    answer = actor.send_as("outsider")
    if operation in OF_MANY:
        assert _cases(actor.send()) != []
        assert _cases(answer) == []
    elif operation in THEIR_OWN or operation in FOR_LEADS:
        assert refused(answer, 403, "not_allowed")["facts"] == {"roles": ["admin", "supervisor"]}
    else:
        refused(answer, 404, "not_found")
    assert written == []


def _cases(answer: Any) -> list[Any]:
    assert answer["statusCode"] == 200, answer["body"]
    shown = json.loads(answer["body"])
    cases: list[Any] = shown.get("cases", shown)["items"]
    return cases


def test_customers_find_nothing_of_others(stage: Stage) -> None:
    actor = Actor(stage, "cases.list_portal_cases")
    assert json.loads(actor.send()["body"])["items"] != []
    assert json.loads(actor.send_as(None, stage.names["stranger_token"])["body"])["items"] == []


def test_whatever_has_rows_of_somebody_is_tried_by_somebody_else() -> None:
    """What agents and customers may call is about a case, is tried above, or is the same for everybody."""
    callable_ = {name for name, http in HTTP.items() if http.access.kind == "customer" or AGENT in http.access.roles}
    portal = {"cases.list_portal_cases", "cases.submit_case", "cases.get_portal_form"}
    assert callable_ == {*OF_CASES, *SCOPED, *portal, *COMMON.split()}


@pytest.mark.parametrize("operation", CONDITIONAL)
def test_what_is_meant_for_another_version_is_refused(stage: Stage, operation: str, written: list[str]) -> None:
    actor = Actor(stage, operation)
    written.clear()
    for version in ("latest", '"1", "2"', *((None, "*") if operation in VERSIONED else ())):
        refused(actor.send_with(if_match=version), 428, "version_required")
    facts = refused(actor.send_with(if_match='"999999"'), 409, "stale_version")["facts"]
    assert facts["expected"] == 999_999
    unseen = facts["actual"] if operation in PORTAL else 0
    assert facts["current"].get("version", unseen) == facts["actual"]
    assert written == []


@pytest.mark.parametrize("operation", ONCE)
def test_a_repeated_call_does_nothing_again(stage: Stage, operation: str, written: list[str]) -> None:
    actor = Actor(stage, operation)
    written.clear()
    refused(actor.send_with(idempotency_key=None), 400, "idempotency_key_missing")
    for key in ("short", "with blanks in it", "x" * 201):
        refused(actor.send_with(idempotency_key=key), 400, "idempotency_key_invalid")
    assert written == []
    first = actor.send()
    assert first["statusCode"] == actor.http.status, first["body"]
    stage.twin.settle()
    again = actor.send()
    assert again["headers"]["Idempotent-Replayed"] == "true"
    assert (again["statusCode"], again["body"]) == (first["statusCode"], first["body"])
    refused(actor.send(rawQueryString="another=request"), 409, "idempotency_key_reused")
    if "body" in actor.sample:
        refused(actor.send_with(f" {actor.sample['body']}"), 409, "idempotency_key_reused")
    assert stage.twin.settle() == 0


@pytest.mark.parametrize("operation", CHANGING)
def test_a_body_that_cannot_be_read_is_refused(stage: Stage, operation: str, written: list[str]) -> None:
    """By actions that take none as well: whoever sends it means something by it."""
    actor = Actor(stage, operation)
    written.clear()
    large = json.dumps({"x": "x" * BODY_LIMIT_BYTES})
    assert refused(actor.send_with(large), 413, "body_too_large")["facts"] == {"limit_bytes": BODY_LIMIT_BYTES}
    refused(actor.send_with("{}", content_type="text/plain"), 415, "unsupported_media_type")
    for text in ("{", "<x/>", '{"a": NaN}', '{"a": 1e999}', "[" * 100_000):
        refused(actor.send_with(text), 400, "bad_request")
    refused(actor.send(body="//8=", isBase64Encoded=True), 400, "bad_request")
    for value in ([], [{}], 1, None, "text", True):
        refused(actor.send_with(json.dumps(value)), 422, "invalid_payload")
    assert written == []


@pytest.mark.parametrize("operation", WITH_BODY)
def test_a_body_of_another_form_is_refused(stage: Stage, operation: str, written: list[str]) -> None:
    actor = Actor(stage, operation)
    written.clear()
    body = json.loads(actor.sample["body"])
    errors = refused(actor.send_with(json.dumps(body | {"no_such_member": 1})), 422, "invalid_payload")["errors"]
    assert ("no_such_member", "extra_forbidden") in [(each["field"], each["rule"]) for each in errors]
    for name in body:
        document = refused(actor.send_with(json.dumps(body | {name: {"not": ["so"]}})), 422, "invalid_payload")
        assert {each["field"].partition(".")[0] for each in document["errors"]} == {name}
    assert written == []


@pytest.mark.requirement("R-100", "R-008")
def test_agents_may_do_exactly_what_is_theirs() -> None:
    """View, create, edit, accept and transfer cases and their customers; nothing of settings, sign-in or teams."""
    found = {operation for operation, http in HTTP.items() if "agent" in http.access.roles}
    assert found == {
        *(f"cases.{action}" for action in AGENTS_CASES.split()),
        *(f"customers.{action}" for action in AGENTS_CUSTOMERS.split()),
        *(f"tasks.{action}" for action in AGENTS_TASKS.split()),
        *(f"cadence.{action}" for action in AGENTS_CADENCE.split()),
        *(f"conflicts.{action}" for action in AGENTS_CONFLICTS.split()),
        *(f"cards.{action}" for action in AGENTS_CARDS.split()),
        *(f"{action}" for action in AGENTS_OTHER.split()),
    }
    writing = {operation for operation in found if HTTP[operation].method != "GET"}
    assert not {operation for operation in writing if operation.startswith("platform.")}
    assert {operation for operation in writing if operation.startswith("directory.")} == set(THEIR_OWN)


AGENTS_CASES = """
    get_case get_case_timeline get_sla explain_sla get_routing list_cases list_escalations list_attachments
    get_account_overview get_agent_load
    open_case edit_case reclassify_case accept_case transfer_case watch_case unwatch_case
    reply_to_case add_note announce_attachment wait_for_answer stop_work resume_case escalate_case
    restore_service resolve_case close_case reopen_case
"""
AGENTS_CUSTOMERS = """
    list_accounts get_account get_account_timeline list_contacts get_contact get_contact_timeline
    create_contact edit_contact record_consent issue_portal_token
"""
AGENTS_TASKS = """
    create_task get_task get_task_history list_inbox list_tasks list_account_tasks list_subtasks add_subtask
    accept_task reject_task start_task complete_task cancel_task reassign_task reschedule_task comment_on_task
    issue_calendar_feed revoke_calendar_feed
"""
AGENTS_CADENCE = """
    get_account_health get_cadence_history get_cadence_list give_cadence_feedback list_cadence_lists
"""
AGENTS_CONFLICTS = """
    list_followers list_conflicts get_conflict get_conflict_history resolve_conflict
    get_responsibility list_responsibilities get_conflict_whitelist whitelist_account unlist_account
    open_workspace get_workspace list_workspaces log_in_workspace list_workspace_log close_workspace
    add_workspace_member remove_workspace_member
"""
AGENTS_CARDS = """
    create_card list_cards get_collab_board get_card get_card_history accept_card start_card tell_progress
    complete_card decline_card reassign_card cancel_card comment_on_card list_approvals approve_card reject_card
"""
AGENTS_OTHER = """
    analytics.list_metrics analytics.get_metric analytics.query_metrics analytics.explain_metric
    directory.get_me directory.get_user directory.list_users directory.get_skills directory.get_team
    directory.list_teams directory.set_presence directory.set_absence
    messaging.list_notifications messaging.mark_notification_read messaging.mark_all_notifications_read
    messaging.get_notification_preferences messaging.set_notification_preferences
    messaging.list_messages messaging.get_message
    messaging.list_devices messaging.register_device messaging.remove_device
    platform.get_setting platform.list_settings platform.get_object_schema platform.list_object_schemas
"""


def test_no_role_is_left_out() -> None:
    """Each role opens something, and nothing but what is public is open to nobody's role."""
    opened = {role for http in HTTP.values() for role in http.access.roles}
    assert opened == set(EVERYONE)
    assert all(_has_callers(http) for http in HTTP.values())


def _has_callers(http: Http) -> bool:
    return bool(http.access.roles) is (http.access.kind == "staff")
