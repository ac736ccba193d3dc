"""Macros and reply templates: several changes of a case, together or not at all."""

from typing import Any

import pytest

from tests.conftest import problem
from tests.integration.cases.conftest import (
    AGENTS,
    CASE,
    Desk,
    happens_once,
    names_bad,
    needs_the_handler,
    only_for,
    refuses_stale,
)

MACRO = f"POST /cases/{CASE}/macros"
ASK = {"macro_id": "ask_and_wait", "values": {"details": "设备日志"}}
LABEL = {"zh-CN": "宏", "en": "Macro"}


def writes(desk: Desk, kind: str, name: str, version: int = 0, **document: Any) -> None:
    body = {"document": {"label": LABEL} | document, "note": "test"}
    desk.does("admin", f"PUT /settings/{kind}/{name}", body, If_Match=str(version))


def macro(desk: Desk, *steps: dict[str, Any], **members: Any) -> None:
    writes(desk, "cases.macro", "own", steps=list(steps), **members)


def test_it_is_for_who_handles_the_case(desk: Desk) -> None:
    only_for(desk, MACRO, ASK, *AGENTS)
    needs_the_handler(desk, MACRO, ASK)


@pytest.mark.parametrize(("member", "value"), [("values", {"A B": "x"}), ("macro_id", "a b"), ("colour", "red")])
def test_bad_member_is_named(desk: Desk, member: str, value: Any) -> None:
    refused = problem(desk.call("agent", MACRO, ASK | {member: value}), 422, "invalid_payload")
    assert refused["errors"][0]["field"].split(".")[0] == member


def test_a_macro_or_a_template_is_named_and_not_both(desk: Desk) -> None:
    names_bad(desk, "agent", MACRO, {}, "body")
    names_bad(desk, "agent", MACRO, ASK | {"template_id": "solved"}, "body")


def test_a_stale_version_is_refused(desk: Desk) -> None:
    refuses_stale(desk, "agent", MACRO, ASK)


@pytest.mark.parametrize("limits", [{"team_ids": ["elsewhere"]}, {"queue_ids": ["priority"]}])
def test_what_is_for_others_is_not_there(desk: Desk, limits: dict[str, list[str]]) -> None:
    macro(desk, {"do": "tag", "add": ["x"]}, **limits)
    for name in ("own", "none"):
        refused = problem(desk.call("agent", MACRO, {"macro_id": name}), 404, "not_found")
        assert refused["facts"] == {"kind": "cases.macro", "id": name}


def test_missing_values_are_named_before_anything_is_done(desk: Desk) -> None:
    body = {"zh-CN": "{{ serial }} {{ details }} {% if order_id %}{{ order_id }}{% endif %}", "en": "x"}
    writes(desk, "cases.reply_template", "both", body=body)
    before = desk.stored()
    refused = problem(desk.call("agent", MACRO, {"template_id": "both"}), 422, "macro_values_missing")
    assert refused["facts"] == {"field": "values", "names": ["details", "serial"]}
    assert desk.stored() == before


def test_values_are_never_read_as_a_template(desk: Desk) -> None:
    body = {"template_id": "solved", "values": {"how": "{{ agent }} {% for i in x %}"}}
    desk.does("agent", MACRO, body)
    assert "{{ agent }} {% for i in x %}" in desk.events()[-1]["data"]["body"]


def test_a_template_that_breaks_is_refused_with_its_step(desk: Desk) -> None:
    source = "{{ ''.__class__.__mro__ }}{% for i in range(10 ** 9) %}{% endfor %}"
    writes(desk, "cases.reply_template", "hostile", body={"zh-CN": source, "en": source})
    refused = problem(desk.call("agent", MACRO, {"template_id": "hostile"}), 409, "macro_step")
    assert (refused["facts"]["step"], refused["facts"]["because"]) == (1, "text_failed")


def test_what_jinja_cannot_read_is_no_template(desk: Desk) -> None:
    body = {"document": {"label": LABEL, "body": {"zh-CN": "{{", "en": "x"}}, "note": "x"}
    refused = problem(
        desk.call("admin", "PUT /settings/cases.reply_template/broken", body, If_Match="0"), 422, "invalid_payload"
    )
    assert refused["errors"][0]["rule"] == "template_unreadable"


def test_a_macro_names_templates_that_exist(desk: Desk) -> None:
    steps = [{"do": "reply", "template": "nowhere"}]
    body = {"document": {"label": LABEL, "steps": steps}, "note": "x"}
    answer = desk.call("admin", "PUT /settings/cases.macro/own", body, If_Match="0")
    assert answer.status == 422, answer.body


@pytest.mark.requirement("R-150")
@pytest.mark.parametrize(
    ("step", "because"),
    [
        ({"do": "resume"}, "case_wrong_status"),
        ({"do": "assign", "assignee_id": "buyer", "reason": "x"}, "unknown_assignee"),
        ({"do": "assign", "queue_id": "nowhere", "reason": "x"}, "unknown_queue"),
        ({"do": "reclassify", "category": "nothing/such", "reason": "x"}, "unknown_category"),
        ({"do": "resolve", "template": "solved", "cause_code": "nothing"}, "unknown_cause"),
        ({"do": "tag", "add": [f"t{i}" for i in range(20)]}, "too_many_tags"),
    ],
)
def test_a_step_that_cannot_be_done_refuses_the_whole(desk: Desk, step: dict[str, Any], because: str) -> None:
    desk.does("agent", f"PATCH /cases/{CASE}", {"tags": ["old"]}, If_Match=str(desk.case()["version"]))
    first = {"do": "reply", "template": "solved"}
    macro(desk, first, {"do": "note", "body": "见上"}, step)
    before = desk.stored()
    body = {"macro_id": "own", "values": {"how": "重启"}}
    refused = problem(desk.call("agent", MACRO, body), 409, "macro_step")
    assert (refused["facts"]["step"], refused["facts"]["do"]) == (3, step["do"])
    assert refused["facts"]["because"] == because
    assert refused["facts"]["reason"] in refused["title"]
    assert desk.stored() == before


@pytest.mark.requirement("R-150")
def test_all_steps_are_done_in_one_commit_that_names_the_macro_and_its_version(desk: Desk) -> None:
    macro(
        desk,
        {"do": "reply", "template": "solved"},
        {"do": "tag", "add": ["常见问题"]},
        {"do": "reclassify", "urgency": "low", "reason": "有临时方案"},
        {"do": "link", "article_id": "art_1"},
        {"do": "resolve", "template": "solved", "cause_code": "usage", "article_id": "art_1"},
    )
    seen = len(desk.events())
    answer = happens_once(desk, "agent", MACRO, {"macro_id": "own", "values": {"how": "重启网关"}})
    assert (answer["macro"], answer["preview"]) == ("cases.macro:own@1", False)
    done = desk.events()[seen:]
    assert len({each["version"] for each in done}) == 1
    kinds = [each["type"] for each in done if each["type"] != "CaseRetargeted"]
    assert kinds == ["MacroApplied", "CaseReplied", "CaseTagged", "CaseReclassified", "ArticleLinked", "CaseResolved"]
    steps = ["reply", "tag", "reclassify", "link", "resolve"]
    assert done[0]["data"] == {"macro": "cases.macro:own@1", "steps": steps}
    case = desk.case()
    assert (case["status"], case["priority"], case["tags"]) == ("resolved", "P4", ["常见问题"])
    assert (case["articles"], case["cause_code"]) == (["art_1"], "usage")
    assert case["solution"] == "问题已解决：重启网关。如有其他问题，请随时联系我们。"
    assert [each["state"] for each in desk.told("buyer", "case_reply", "email")] == ["sent"]
    assert desk.load("agent") == 0


def test_a_preview_shows_the_words_and_changes_nothing(desk: Desk) -> None:
    before = desk.stored()
    answer = desk.does("agent", MACRO, ASK | {"preview": True})
    assert desk.stored() == before
    assert answer["steps"][0]["text"] == "buyer，您好：为了继续处理工单 C-000001，请提供：设备日志。"
    assert (answer["case"]["status"], answer["case"]["wait"]["asked"]) == ("waiting_customer", "设备日志")
    assert desk.case()["status"] == "in_progress"


def test_texts_are_in_the_language_of_the_case(desk: Desk) -> None:
    other = desk.opens(language="en-US")
    answer = desk.does("supervisor", f"POST /cases/{other['number']}/macros", ASK)
    assert answer["steps"][0]["text"].startswith("Hello buyer, to go on with case")


def test_a_case_that_nobody_has_is_accepted_by_a_template(desk: Desk) -> None:
    desk.in_queue()
    desk.does("colleague", MACRO, {"template_id": "solved", "values": {"how": "重启"}})
    assert desk.case()["assignee_id"] == "colleague"


def test_handing_over_keeps_to_capacity(desk: Desk) -> None:
    body = {"capacity": 0}
    desk.does("admin", "PATCH /users/colleague", body, If_Match=str(desk.version_of("colleague")))
    macro(desk, {"do": "assign", "assignee_id": "colleague", "reason": "擅长"})
    problem(desk.call("agent", MACRO, {"macro_id": "own"}), 409, "at_capacity")
    assert desk.case()["assignee_id"] == "agent"
