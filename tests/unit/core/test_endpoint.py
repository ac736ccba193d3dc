"""The seam under every action of the HTTP API."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import BaseModel, Field

from crm.core import endpoint as seam
from crm.core.access import PUBLIC, Caller, staff
from crm.core.command import Command
from crm.core.document import Document
from crm.core.endpoint import Endpoint, endpoint
from crm.core.errors import ConflictError, NotFoundError
from crm.core.transaction import RaceLostError
from tests.unit.core.conftest import START, Clock


class Thing(BaseModel):
    name: str
    size: int = Field(ge=1)


class ThingView(BaseModel):
    name: str
    version: int


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch, standing_clock: Clock) -> None:
    monkeypatch.setattr(seam.time, "sleep", lambda _seconds: None)


@pytest.fixture
def races() -> Iterator[int]:
    return iter(range(100))


def call(
    action: Endpoint, body: Any = None, *, path: str = "/things", query: str = "", **headers: str
) -> dict[str, Any]:
    http = action.spec.trigger
    event: dict[str, Any] = {
        "version": "2.0",
        "rawPath": path,
        "rawQueryString": query,
        "headers": {name.replace("_", "-"): value for name, value in headers.items()},
        "queryStringParameters": dict(part.split("=") for part in query.split("&") if part),
        "requestContext": {
            "requestId": "request-1",
            "stage": "$default",
            "http": {"method": http.method, "path": path},  # type: ignore[union-attr]
        },
        "isBase64Encoded": False,
    }
    if body is not None:
        event["body"] = body if isinstance(body, str) else json.dumps(body)
    return action(event, None)


@endpoint("POST /things", access=PUBLIC, status=201, once=False)
def make(body: Thing, command: Command, caller: Caller) -> ThingView:
    """Make a thing."""
    assert caller is command.caller
    assert command.now == START
    return ThingView(name=body.name, version=7)


def test_a_good_call() -> None:
    answer = call(make, {"name": "李雷", "size": 1}, accept_language="en")
    assert answer["statusCode"] == 201
    assert json.loads(answer["body"]) == {"name": "李雷", "version": 7}
    assert "李雷" in answer["body"]
    headers = answer["headers"]
    assert headers["ETag"] == '"7"'
    assert headers["X-Correlation-Id"] == "request-1"
    assert headers["Content-Language"] == "en"
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Type"] == "application/json"


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({}, ["name", "size"]),
        ({"name": 1, "size": "x"}, ["name", "size"]),
        ({"name": "x", "size": 0}, ["size"]),
        (None, ["body"]),
    ],
)
def test_a_bad_payload_names_its_members(body: Any, fields: list[str]) -> None:
    answer = call(make, body, accept_language="en")
    assert answer["statusCode"] == 422
    assert answer["headers"]["Content-Type"] == "application/problem+json"
    assert [each["field"] for each in json.loads(answer["body"])["errors"]] == fields


def test_a_list_is_not_taken_for_its_first_entry() -> None:
    assert call(make, [{"name": "x", "size": 1}])["statusCode"] == 422


def test_an_unreadable_body_is_refused_in_the_callers_language() -> None:
    answer = call(make, "{", accept_language="en")
    assert (answer["statusCode"], json.loads(answer["body"])["title"]) == (400, "The request cannot be read")


def test_an_error_of_ours_is_a_problem_that_tells_nothing() -> None:
    @endpoint("GET /things", access=PUBLIC)
    def broken() -> ThingView:
        """Break."""
        raise ValueError("secret inside")

    answer = call(broken)
    assert answer["statusCode"] == 500
    assert answer["headers"]["Content-Type"] == "application/problem+json"
    assert "secret" not in answer["body"]
    assert json.loads(answer["body"])["instance"] == "request-1"


def test_an_answer_of_the_wrong_form_is_an_error_of_ours() -> None:
    @endpoint("GET /things", access=PUBLIC)
    def wrong() -> ThingView:
        """Answer something else."""
        return {"secret": "inside"}  # type: ignore[return-value]

    answer = call(wrong)
    assert answer["statusCode"] == 500
    assert answer["headers"]["Content-Type"] == "application/problem+json"
    assert json.loads(answer["body"])["code"] == "internal"
    assert "secret" not in answer["body"]


def test_another_route_than_the_actions_is_a_bad_request() -> None:
    assert call(make, {}, path="/elsewhere")["statusCode"] in {400, 404}


def test_a_refusal_carries_its_facts() -> None:
    @endpoint("GET /things/{thing_id}", access=PUBLIC)
    def find(thing_id: str) -> ThingView:
        """Find a thing."""
        raise NotFoundError("thing", thing_id)

    answer = call(find, path="/things/t-1", accept_language="en")
    assert answer["statusCode"] == 404
    assert json.loads(answer["body"])["facts"] == {"kind": "thing", "id": "t-1"}
    assert "ETag" not in answer["headers"]


def test_an_id_of_another_form_names_nothing() -> None:
    @endpoint("GET /things/{thing_id}", access=PUBLIC)
    def find(thing_id: str) -> ThingView:
        """Find a thing."""
        return ThingView(name=thing_id, version=1)

    answer = call(find, path="/things/" + "x" * 121, accept_language="en")
    assert (answer["statusCode"], json.loads(answer["body"])["code"]) == (404, "not_found")


def test_lost_races_are_run_again(races: Iterator[int]) -> None:
    @endpoint("POST /things", access=PUBLIC, once=False)
    def contested() -> ThingView:
        """Win the third time."""
        if next(races) < 2:
            raise RaceLostError
        return ThingView(name="x", version=next(races))

    assert json.loads(call(contested)["body"])["version"] == 3


def test_who_never_wins_is_told_to_try_again(races: Iterator[int]) -> None:
    @endpoint("POST /things", access=PUBLIC, once=False)
    def contested() -> ThingView:
        """Never win."""
        next(races)
        raise RaceLostError

    answer = call(contested)
    assert (answer["statusCode"], json.loads(answer["body"])["code"]) == (503, "busy")
    assert next(races) == 10


def test_a_ready_document_goes_out_as_it_is() -> None:
    @endpoint("GET /things", access=PUBLIC, produces="text/html")
    def page() -> Document:
        """Show a page."""
        return Document("text/html; charset=utf-8", "<p>李雷</p>", {"Cache-Control": "public", "X-Own": "1"})

    answer = call(page)
    assert answer["body"] == "<p>李雷</p>"
    assert answer["headers"]["Content-Type"] == "text/html; charset=utf-8"
    assert answer["headers"]["Cache-Control"] == "public"
    assert answer["headers"]["X-Own"] == "1"


def test_a_ready_json_document_is_not_wrapped_again() -> None:
    @endpoint("GET /things", access=PUBLIC)
    def ready() -> Document:
        """Hand out a document."""
        return Document("application/json", '{"a": 1}')

    assert call(ready)["body"] == '{"a": 1}'


def test_only_a_number_is_a_version() -> None:
    class Named(BaseModel):
        version: str

    @endpoint("GET /things", access=PUBLIC)
    def named() -> Named:
        """Show a version that is a name."""
        return Named(version="1.0")

    assert "ETag" not in call(named)["headers"]


def test_a_refusal_of_another_kind_is_a_conflict() -> None:
    @endpoint("POST /things", access=PUBLIC, once=False)
    def closed() -> ThingView:
        """Refuse."""
        raise ConflictError

    assert call(closed)["statusCode"] == 409


def test_without_a_sign_in_nothing_is_read() -> None:
    @endpoint("POST /things", access=staff("admin"))
    def secret(body: Thing) -> ThingView:
        """Never get here."""
        raise AssertionError

    answer = call(secret, "{", accept_language="en")
    assert (answer["statusCode"], json.loads(answer["body"])["code"]) == (401, "not_signed_in")


def test_a_post_is_carried_out_once_unless_it_says_otherwise() -> None:
    assert make.spec.trigger.once is False  # type: ignore[union-attr]

    @endpoint("POST /things", access=PUBLIC)
    def once(body: Thing) -> ThingView:
        """Count once."""
        raise AssertionError

    assert json.loads(call(once, {})["body"])["code"] == "idempotency_key_missing"
