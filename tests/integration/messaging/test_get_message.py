"""What became of a message."""

import pytest

from infra.local.twin import Twin
from tests.conftest import problem
from tests.integration.messaging.conftest import Ask


def test_anonymous_is_refused(twin: Twin) -> None:
    problem(twin.call("GET /messages/msg_1"), 401, "not_signed_in")


def test_unknown_message(twin: Twin) -> None:
    problem(twin.call("GET /messages/msg_1", user="agent"), 404, "not_found")


@pytest.mark.requirement("R-750")
def test_everything_about_it_but_its_facts(twin: Twin, ask: Ask) -> None:
    message_id = ask("agent", subject_id="case_told")
    answer = twin.call(f"GET /messages/{message_id}", user="supervisor")
    shown = answer.json
    assert answer.headers["ETag"] == '"2"'
    assert (shown["template"], shown["template_version"], shown["category"]) == ("case_assigned", 0, "case")
    assert (shown["to"], shown["subject_id"]) == ("agent", "case_told")
    assert shown["actor"] == {"kind": "staff", "id": "agent"}
    assert shown["correlation_id"] == "a-test-of-messaging"
    mail = next(each for each in shown["deliveries"] if each["channel"] == "email")
    assert [step["state"] for step in mail["history"]] == ["requested", "sending", "sent"]
    assert "facts" not in shown


def test_reasons_are_told_in_the_readers_language(twin: Twin, ask: Ask) -> None:
    message_id = ask("nobody-there")
    for locale, said in (("zh-CN", "未发送：找不到收件人"), ("en", "Not sent: nobody has this id")):
        version = twin.call("GET /users/supervisor", user="admin").json["version"]
        twin.call("PATCH /users/supervisor", {"locale": locale}, user="admin", headers={"If-Match": str(version)})
        shown = twin.call(f"GET /messages/{message_id}", user="supervisor").json
        assert {each["explanation"] for each in shown["deliveries"]} == {said}
