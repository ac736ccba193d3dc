"""What people read."""

from typing import Any

import pytest

from crm.core.i18n import LOCALES, Locale
from crm.messaging.rendering import MAX_TITLE, Rendered, fault_in, render
from crm.messaging.settings.template import Template
from crm.messaging.wording import local_time, term

SHIPPED = Template.shipped()
SPOKEN = [
    (name, locale, channel)
    for name in SHIPPED
    for locale in LOCALES
    for channel in SHIPPED[name].channels
    if channel != "webhook"
]
FACTS = {
    "skill_expiring": {"name", "skill", "expires_on"},
    "case_received": {"number", "title"},
    "case_assigned": {"number", "title", "priority", "due_at", "reason"},
    "case_unassigned": {"number", "title", "queue"},
    "case_reply": {"number", "title", "body"},
    "case_waiting": {"number", "title", "asked", "until"},
    "case_resolved": {"number", "title", "solution"},
    "case_reopened": {"number", "title"},
    "case_mention": {"number", "title", "excerpt"},
    "case_watched": {"number", "title", "what"},
    "customer_replied": {"number", "title", "excerpt"},
    "wait_expired": {"number", "title", "asked", "wait_for"},
    "sla_warning": {"number", "title", "milestone", "percent", "due_at"},
    "sla_breached": {"number", "title", "milestone", "due_at"},
    "case_escalated": {"number", "title", "level", "cause", "milestone", "from"},
    "escalation_reverted": {"number", "title", "reason"},
    "manual_dispatch": {"number", "title", "queue", "reason"},
    "survey_answered": {"account", "number", "title", "score", "comment", "trend"},
    "survey_invitation": {"link", "number", "title", "expires_at"},
    "survey_reminder": {"link", "number", "title", "expires_at"},
    "portal_link": {"link", "valid_for_minutes"},
    "endpoint_disabled": {"url", "reason"},
    "card_assigned": {"number", "title", "account", "expected_delivery", "expected_at", "meant_for", "url"},
    "card_created": {"number", "title", "account", "assignee", "expected_at", "url"},
    "card_submitted": {"number", "title", "account", "assignee", "url"},
    "card_approval": {"number", "title", "account", "assignee", "requester", "url"},
    "card_not_approved": {"number", "title", "reason"},
    "card_progress": {"number", "title", "assignee", "status", "note"},
    "card_done": {"number", "title", "result"},
    "card_declined": {"number", "title", "reason"},
    "card_withdrawn": {"number", "title", "reason"},
    "card_mention": {"number", "title", "excerpt"},
    "card_reminder": {"number", "title", "expected_at", "url"},
    "card_overdue": {"number", "title", "assignee", "expected_at", "url"},
    "card_refused": {"title", "by", "reason"},
    "card_action_refused": {"by", "action", "reason"},
    "im_linked": {"connection", "by"},
    "im_not_understood": {"problems"},
    "im_partly_understood": {"problems"},
    "im_refused": {"reason"},
    "task_assigned": {"title", "due_at", "expected_result", "meant_for"},
    "task_rejected": {"title", "assignee", "reason"},
    "task_done": {"title", "result"},
    "task_withdrawn": {"title", "reason"},
    "task_moved": {"title", "due_at", "reason"},
    "task_mention": {"title", "excerpt"},
    "task_reminder": {"title", "due_at"},
    "task_overdue": {"title", "due_at", "assignee"},
    "cadence_approval": {"week", "count"},
    "cadence_digest": {"week", "count", "items"},
    "cadence_reminder": {"account", "title", "goal", "talking_points", "due_at"},
    "conflict_opened": {"account", "participants", "candidate"},
    "conflict_digest": {"account", "participants", "joined", "candidate"},
    "conflict_meeting": {"account", "by", "meeting_at", "place", "note"},
    "conflict_outcome": {"account", "participants"},
    "conflict_resolved": {"account", "by", "primary_owner", "note"},
    "workspace_joined": {"account", "by"},
    "workspace_mention": {"account", "by", "excerpt"},
}


def written(text: dict[str, str], facts: dict[str, Any], locale: Locale = "en") -> Rendered:
    texts = {each: {"email": text} for each in LOCALES}
    template = Template.model_validate({"category": "case", "channels": ["email"], "texts": texts})
    return render("t", template, "email", locale, "Asia/Shanghai", facts, "张三")


@pytest.mark.parametrize(("name", "locale", "channel"), SPOKEN)
def test_shipped_templates_say_everything_in_both_languages(name: str, locale: Locale, channel: Any) -> None:
    facts = {fact: SHIPPED[name].sample[fact] for fact in FACTS[name]}
    said = render(name, SHIPPED[name], channel, locale, "Asia/Shanghai", facts, "张三")
    assert said.faults == ()
    assert "None" not in said.title + said.body
    assert not {"{", "}", "|"} & set(said.title + said.body)


@pytest.mark.parametrize(("name", "locale", "channel"), SPOKEN)
def test_a_time_that_is_not_set_is_left_out(name: str, locale: Locale, channel: Any) -> None:
    emptied = {"due_at": None, "until": None, "milestone": None, "from": None}
    facts = {fact: emptied.get(fact, value) for fact, value in SHIPPED[name].sample.items()}
    said = render(name, SHIPPED[name], channel, locale, "Asia/Shanghai", facts, "张三")
    assert said.faults == ()
    assert "None" not in said.body


@pytest.mark.parametrize("name", FACTS)
def test_a_message_without_its_facts_is_not_lost(name: str) -> None:
    template = SHIPPED[name]
    said = render(name, template, template.channels[0], "zh-CN", "Asia/Shanghai", {}, "张三")
    assert said.faults
    assert "[" in said.title + said.body


def test_a_missing_fact_shows_its_name() -> None:
    said = written({"title": "Case {{ number }}", "body": "Due {{ due_at | local_time }}"}, {"number": "C-1"})
    assert (said.title, said.body) == ("Case C-1", "Due [due_at]")
    assert said.faults == ("'due_at' is undefined",)


@pytest.mark.parametrize("body", ["{{ 1 / 0 }}", "{{ 'a' | nonsense }}", "{% for %}", "{{ ''.__class__.__mro__ }}"])
@pytest.mark.parametrize("locale", LOCALES)
def test_a_template_that_fails_leaves_a_line_that_says_so(body: str, locale: Locale) -> None:
    said = written({"title": "t", "body": body}, {}, locale)
    assert said.faults
    assert said.title
    assert "__mro__" not in said.body


@pytest.mark.parametrize("hostile", ["{{ 7*7 }}", "{% raw %}", "{{ self }}", "<script>alert(1)</script>"])
def test_facts_are_text_and_nothing_else(hostile: str) -> None:
    said = written({"title": "{{ fact }}", "body": "{{ fact }}"}, {"fact": hostile})
    assert said.title == hostile
    assert said.body == hostile
    assert "<script>" not in said.html
    assert "49" not in said.html


def test_html_of_its_own_is_kept_and_facts_in_it_are_escaped() -> None:
    text = {"title": "t", "body": "b", "html": "<b>{{ fact }}</b>"}
    assert "<b>&lt;i&gt;</b>" in written(text, {"fact": "<i>"}).html


def test_links_can_be_clicked_and_end_where_they_end() -> None:
    said = written({"title": "t", "body": "见 https://a.example/x?y=1&z=2。\n再见 (https://b.example)."}, {})
    assert '<a href="https://a.example/x?y=1&amp;z=2">https://a.example/x?y=1&amp;z=2</a>。<br>' in said.html
    assert '(<a href="https://b.example">https://b.example</a>).' in said.html


def test_a_link_cannot_break_out_of_its_attribute() -> None:
    said = written({"title": "t", "body": "{{ fact }}"}, {"fact": 'https://a.example/"onclick="x()'})
    assert 'onclick="x()"' not in said.html


def test_a_title_is_one_short_line() -> None:
    said = written({"title": "{{ fact }}", "body": "b"}, {"fact": "a\r\nBcc: x@evil.example\n" + "b" * 500})
    assert "\n" not in said.title
    assert "\r" not in said.title
    assert len(said.title) == MAX_TITLE


@pytest.mark.parametrize(
    ("value", "locale", "zone", "expected"),
    [
        ("2026-03-02T08:00:00Z", "zh-CN", "Asia/Shanghai", "2026年3月2日（周一）16:00"),
        ("2026-03-02T08:00:00+00:00", "en", "Europe/Berlin", "Mon, 2 Mar 2026, 09:00"),
        ("2026-03-29T00:59:59Z", "en", "Europe/Berlin", "Sun, 29 Mar 2026, 01:59"),
        ("2026-03-29T01:00:00Z", "en", "Europe/Berlin", "Sun, 29 Mar 2026, 03:00"),
        ("2026-03-02T23:30:00Z", "zh-CN", "Asia/Shanghai", "2026年3月3日（周二）07:30"),
        ("2026-03-02", "zh-CN", "America/New_York", "2026年3月2日（周一）"),
        ("2026-03-02T08:00:00", "en", "nonsense", "Mon, 2 Mar 2026, 08:00"),
        ("soon", "en", "UTC", "soon"),
    ],
)
def test_times_are_told_where_and_how_the_reader_is(value: str, locale: Locale, zone: str, expected: str) -> None:
    assert local_time(value, locale, zone) == expected


def test_terms_are_translated_and_other_words_left() -> None:
    assert term("first_response", "zh-CN") == "首次响应"
    assert term("first_response", "en") == "first response"
    assert term("the printer. Again.", "en") == "the printer. Again."


def test_a_fault_in_a_template_is_named() -> None:
    assert fault_in("{{ number }}") is None
    fault = fault_in("{{ number")
    assert fault is not None
    assert (fault.context or {})["line"] == 1


def test_a_channel_that_the_template_has_lost_leaves_a_line_that_says_so() -> None:
    said = render("case_watched", SHIPPED["case_watched"], "email", "en", "UTC", {}, "张三")
    assert said.title == "You have a new message"
    assert said.faults == ("KeyError",)


def test_im_says_what_is_read_in_the_app_unless_it_has_words_of_its_own() -> None:
    app = {"title": "在应用内", "body": "正文"}
    template = {"category": "case", "channels": ["in_app", "im"]}
    shared = Template.model_validate(template | {"texts": {each: {"in_app": app} for each in LOCALES}})
    assert shared.text("im", "en").title == "在应用内"
    own = {each: {"in_app": app, "im": app | {"title": "在群里"}} for each in LOCALES}
    assert Template.model_validate(template | {"texts": own}).text("im", "en").title == "在群里"
