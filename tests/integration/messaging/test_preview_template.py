"""Looking at templates before anybody gets them."""

from typing import Any

import pytest

from infra.local.functions import AwsCall
from infra.local.twin import Twin
from tests.conftest import problem

ROUTE = "POST /message-templates/previews"


def draft(**text: str) -> dict[str, Any]:
    said = {"title": "工单 {{ number }}", "body": "{{ title }}", **text}
    texts = {locale: {"email": said} for locale in ("zh-CN", "en")}
    return {"category": "case", "channels": ["email"], "texts": texts, "sample": {"number": "C-7", "title": "<b>"}}


def test_anonymous_is_refused(twin: Twin) -> None:
    problem(twin.call(ROUTE, {"name": "case_assigned"}), 401, "not_signed_in")


def test_only_administrators(twin: Twin) -> None:
    problem(twin.call(ROUTE, {"name": "case_assigned"}, user="supervisor"), 403, "not_allowed")


def test_unknown_template(twin: Twin) -> None:
    problem(twin.call(ROUTE, {"name": "no_such"}, user="chief"), 404, "not_found")


@pytest.mark.parametrize("body", [{}, {"name": "case_assigned", "draft": draft()}])
def test_either_a_name_or_a_draft(body: dict[str, Any], twin: Twin) -> None:
    problem(twin.call(ROUTE, body, user="chief"), 422, "invalid_payload")


def test_a_draft_that_jinja_cannot_read_is_refused_at_its_place(twin: Twin) -> None:
    answer = twin.call(ROUTE, {"draft": draft(body="{% if %}")}, user="chief")
    assert problem(answer, 422, "invalid_payload")["errors"][0]["field"] == "draft.texts.zh-CN.email.body"


def test_a_stored_template_in_both_languages(twin: Twin, calls: list[AwsCall]) -> None:
    answer = twin.call(ROUTE, {"name": "case_assigned"}, user="chief")
    shown = {(each["locale"], each["channel"]): each for each in answer.json["previews"]}
    assert set(shown) == {(locale, channel) for locale in ("zh-CN", "en") for channel in ("in_app", "email")}
    assert shown["en", "in_app"]["title"] == "Case C-000123 is yours"
    assert shown["zh-CN", "email"]["title"] == "[C-000123] 新工单：设备无法联网"
    assert all(each["faults"] == [] for each in shown.values())
    assert {call.action for call in calls} == {"GetItem"}


def test_a_draft_is_shown_as_it_would_be_sent(twin: Twin) -> None:
    answer = twin.call(ROUTE, {"draft": draft()}, user="chief")
    chinese = answer.json["previews"][0]
    assert (chinese["title"], chinese["body"]) == ("工单 C-7", "<b>")
    assert "&lt;b&gt;" in chinese["html"]


def test_what_is_missing_is_said(twin: Twin) -> None:
    answer = twin.call(ROUTE, {"draft": draft(), "facts": {"number": "C-8"}}, user="chief")
    assert answer.json["previews"][0]["faults"] == ["'title' is undefined"]
    assert answer.json["previews"][0]["body"] == "[title]"
