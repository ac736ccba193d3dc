"""Delivering: the gate, the channels, the ledger."""

import itertools
import json
from collections import Counter
from collections.abc import Callable
from email.message import EmailMessage
from typing import Any

import pytest
from botocore.exceptions import ClientError, ReadTimeoutError

from crm.core import aws, environment
from crm.messaging import repository
from infra.local.functions import AwsCall
from infra.local.pump import Killed
from infra.local.twin import Twin
from tests.integration.messaging.conftest import Ask, Receiver, states, text_of

DELIVER = "messaging.deliver_message"
Read = Callable[[str], dict[str, Any]]
Mails = Callable[[], list[EmailMessage]]


def test_a_colleague_reads_it_in_the_app_and_gets_a_mail(twin: Twin, ask: Ask, message: Read, mails: Mails) -> None:
    told = message(ask("agent"))
    assert states(told) == {"in_app": "sent", "email": "sent"}
    assert told["by_channel"]["email"]["provider_id"]
    (mail,) = mails()
    assert mail["To"].addresses[0].addr_spec == "agent@kairos.example"
    assert mail["Subject"] == "[C-1] 新工单：设备无法联网"
    assert mail["Auto-Submitted"] == "auto-generated"
    notices = twin.call("GET /notifications", user="agent").json["items"]
    assert [each["title"] for each in notices if each["notification_id"] == told["message_id"]] == [
        "工单 C-1 已分派给您"
    ]


def test_a_contact_gets_a_mail_in_their_language_and_zone(
    ask: Ask, message: Read, mails: Mails, add_contact: Callable[..., str]
) -> None:
    contact = add_contact("reader", locale="en", zone="Europe/Berlin")
    facts = {"number": "C-1", "title": "No network", "asked": "The serial number", "until": "2026-03-05T10:00:00Z"}
    told = message(ask(contact, "case_waiting", facts=facts, urgent=True))
    assert states(told) == {"email": "sent"}
    (mail,) = mails()
    assert "Thu, 5 Mar 2026, 11:00" in text_of(mail)


@pytest.mark.requirement("R-208")
def test_language_follows_the_recipient(ask: Ask, mails: Mails, add_user: Callable[..., str]) -> None:
    facts = {"number": "C-1", "title": "T", "level": 2, "cause": "resolution_overdue", "milestone": "resolution"}
    for locale in ("zh-CN", "en"):
        reader = add_user(f"reads-{locale.lower()}", "agent", locale=locale)
        ask(reader, "case_escalated", facts={**facts, "from": "li-lei", "reason": "waits for parts"})
    chinese, english = mails()
    assert chinese["Subject"] == "[C-1] 工单升级（第 2 级）：T"
    assert english["Subject"] == "[C-1] Escalated to level 2: T"
    assert "原因：解决超时（解决）" in text_of(chinese)
    assert "Why: resolution overdue (resolution)" in text_of(english)
    assert "waits for parts" in text_of(english)


def test_facts_cannot_become_markup(ask: Ask, mails: Mails) -> None:
    facts = {"number": "C-1", "title": "{{ 7*7 }}<script>x</script>", "priority": "P1", "due_at": None, "reason": "r"}
    ask("agent", facts=facts)
    (mail,) = mails()
    assert "{{ 7*7 }}&lt;script&gt;" in text_of(mail, "html")
    assert "<script>" not in text_of(mail, "html")


def test_a_missing_fact_loses_no_message(ask: Ask, message: Read, mails: Mails) -> None:
    assert states(message(ask("agent", facts={"number": "C-1"}))) == {"in_app": "sent", "email": "sent"}
    assert "[title]" in mails()[0]["Subject"]


@pytest.mark.parametrize(
    ("to", "template", "channel", "state", "reason"),
    [
        ("nobody-at-all", "case_assigned", "email", "suppressed", "unknown_recipient"),
        ("agent", "no_such_template", "in_app", "failed", "unknown_template"),
    ],
)
def test_no_message_disappears(
    to: str, template: str, channel: str, state: str, reason: str, ask: Ask, message: Read
) -> None:
    delivery = message(ask(to, template))["by_channel"][channel]
    assert (delivery["state"], delivery["reason"]) == (state, reason)
    assert delivery["explanation"]


def test_a_deactivated_colleague_is_told_nothing(
    twin: Twin, ask: Ask, message: Read, mails: Mails, add_user: Callable[..., str]
) -> None:
    user = add_user("gone", "agent")
    twin.call(f"PATCH /users/{user}", {"active": False}, user="admin", headers={"If-Match": "1"})
    told = message(ask(user))
    assert {each["reason"] for each in told["deliveries"]} == {"inactive"}
    assert mails() == []


def test_a_contact_without_an_address(ask: Ask, message: Read, add_contact: Callable[..., str]) -> None:
    contact = add_contact("by-phone", email=None, phone="13800138000")
    assert message(ask(contact, "case_received"))["by_channel"]["email"]["reason"] == "no_address"


@pytest.mark.parametrize(
    ("consent", "purpose", "message_class", "state", "reason"),
    [
        (None, "marketing", "marketing", "suppressed", "no_consent"),
        ("granted", "service", "marketing", "suppressed", "no_consent"),
        ("withdrawn", "marketing", "marketing", "suppressed", "consent_withdrawn"),
        ("granted", "marketing", "marketing", "sent", None),
        (None, "marketing", "service", "sent", None),
        ("withdrawn", "service", "service", "suppressed", "consent_withdrawn"),
    ],
)
@pytest.mark.requirement("R-484")
def test_consent(
    consent: str | None,
    purpose: str,
    message_class: str,
    state: str,
    reason: str | None,
    ask: Ask,
    message: Read,
    mails: Mails,
    add_contact: Callable[..., str],
) -> None:
    contact = add_contact(f"says-{consent}-{purpose}-{message_class}".lower(), consent, purpose)
    delivery = message(ask(contact, "case_received", message_class=message_class))["by_channel"]["email"]
    assert (delivery["state"], delivery["reason"]) == (state, reason)
    assert len(mails()) == (1 if state == "sent" else 0)
    if state == "sent" and consent:
        assert delivery["consent"].startswith("granted 2026-03-0")


@pytest.mark.requirement("R-550")
def test_preferences_of_a_colleague(
    twin: Twin, ask: Ask, message: Read, mails: Mails, add_user: Callable[..., str]
) -> None:
    user = add_user("choosy", "agent")
    twin.call("PUT /me/notification-preferences", {"categories": {"case": {"email": False}}}, user=user)
    told = message(ask(user))
    assert states(told) == {"in_app": "sent", "email": "suppressed"}
    assert told["by_channel"]["email"]["reason"] == "preference"
    assert states(message(ask(user, urgent=True))) == {"in_app": "sent", "email": "sent"}
    assert len(mails()) == 1


def test_an_event_that_arrives_twice_is_one_message(
    twin: Twin, ask: Ask, message: Read, mails: Mails, calls: list[AwsCall]
) -> None:
    event = _event_of(twin, ask)
    before = len(calls)
    for _ in range(3):
        twin.functions.invoke(DELIVER, event)
    assert {call.action for call in calls[before:]} <= {"GetItem"}
    assert len(mails()) == 1
    assert message(event["detail"]["id"])["version"] == 2


def _event_of(twin: Twin, ask: Ask) -> dict[str, Any]:
    """Ask for a message and return the event that `deliver_message` got."""
    seen: list[Any] = []
    original = twin.functions.invoke

    def watch(operation: str, event: Any) -> Any:
        if operation == DELIVER:
            seen.append(event)
        return original(operation, event)

    twin.functions.invoke = watch  # type: ignore[method-assign]
    try:
        ask("agent")
    finally:
        twin.functions.invoke = original  # type: ignore[method-assign]
    (event,) = seen
    assert isinstance(event, dict)
    return event


def test_what_nobody_needs_any_more_is_forgotten(twin: Twin, ask: Ask) -> None:
    message_id = ask("agent")
    with environment.only({"TABLE_MESSAGING": twin.site.table("messaging")}):
        stored = repository.messages.get(message_id)
    assert stored.facts == {}
    assert stored.notice is not None


def test_a_sent_message_costs_two_requests_to_write_and_one_to_send(twin: Twin, ask: Ask, calls: list[AwsCall]) -> None:
    ask("agent")
    writes = [call.action for call in calls if call.operation == DELIVER and call.action != "GetItem"]
    assert writes == ["PutItem", "SendEmail", "PutItem"]


@pytest.mark.requirement("R-484")
def test_the_cap_holds_over_seven_days_and_service_messages_do_not_count(
    twin: Twin, ask: Ask, message: Read, mails: Mails, add_contact: Callable[..., str]
) -> None:
    contact = add_contact("often", "granted")
    for _ in range(3):
        assert states(message(ask(contact, "case_received", message_class="marketing"))) == {"email": "sent"}
    stopped = message(ask(contact, "case_received", message_class="marketing"))
    assert stopped["by_channel"]["email"]["reason"] == "cap"
    assert states(message(ask(contact, "case_received"))) == {"email": "sent"}
    twin.advance(days=7)
    assert states(message(ask(contact, "case_received", message_class="marketing"))) == {"email": "sent"}
    assert len(mails()) == 5


def test_quiet_hours_put_a_mail_off_until_the_morning(
    twin: Twin, ask: Ask, message: Read, mails: Mails, add_contact: Callable[..., str]
) -> None:
    contact = add_contact("sleeper")
    twin.advance(hours=12)
    message_id, urgent = ask(contact, "case_received"), ask(contact, "case_received", urgent=True)
    deferred = message(message_id)["by_channel"]["email"]
    assert (deferred["state"], deferred["reason"]) == ("deferred", "quiet_hours")
    assert deferred["due_at"].endswith("T00:00:00Z")
    assert states(message(urgent)) == {"email": "sent"}
    assert len(mails()) == 1
    twin.advance(hours=10)
    assert states(message(message_id)) == {"email": "sent"}
    assert len(mails()) == 2
    twin.advance(hours=4)


def test_the_gate_is_asked_again_in_the_morning(
    twin: Twin, ask: Ask, message: Read, mails: Mails, add_contact: Callable[..., str]
) -> None:
    contact = add_contact("thinks-again")
    twin.advance(hours=12)
    message_id = ask(contact, "case_received")
    said = {"channel": "email", "purpose": "service", "status": "withdrawn", "source": "call"}
    twin.call(f"POST /contacts/{contact}/consents", said, user="agent")
    twin.advance(hours=12)
    delivery = message(message_id)["by_channel"]["email"]
    assert (delivery["state"], delivery["reason"]) == ("suppressed", "consent_withdrawn")
    assert mails() == []


class Ses:
    """SES on a bad day: it raises what is in `troubles`, one a call, and is well afterwards."""

    def __init__(self, real: Any) -> None:
        self.real = real
        self.troubles: list[Exception] = []
        self.sends_all_the_same = False

    def send_email(self, **request: Any) -> Any:
        if not self.troubles or self.sends_all_the_same:
            answer = self.real.send_email(**request)
        if self.troubles:
            raise self.troubles.pop(0)
        return answer


@pytest.fixture
def ses(monkeypatch: pytest.MonkeyPatch) -> Ses:
    client = aws.client
    double = Ses(None)

    def get(service: str) -> Any:
        double.real = client("sesv2")
        return double if service == "sesv2" else client(service)

    monkeypatch.setattr(aws, "client", get)
    return double


def refusal(code: str, status: int) -> ClientError:
    answer: Any = {"Error": {"Code": code}, "ResponseMetadata": {"HTTPStatusCode": status}}
    return ClientError(answer, "SendEmail")


def test_a_refused_mail_fails_and_is_told(
    twin: Twin, ask: Ask, message: Read, ses: Ses, add_contact: Callable[..., str]
) -> None:
    contact = add_contact("refused")
    ses.troubles = [refusal("MessageRejected", 400)]
    message_id = ask(contact, "case_received")
    delivery = message(message_id)["by_channel"]["email"]
    assert (delivery["state"], delivery["reason"]) == ("failed", "MessageRejected")
    listed = twin.call("GET /messages?state=failed", user="supervisor").json["items"]
    assert message_id in [each["message_id"] for each in listed]


def test_a_throttled_mail_is_tried_again_by_schedule(
    twin: Twin, ask: Ask, message: Read, mails: Mails, ses: Ses, add_contact: Callable[..., str]
) -> None:
    contact = add_contact("throttled")
    ses.troubles = [refusal("TooManyRequestsException", 429)] * 2
    message_id = ask(contact, "case_received")
    assert states(message(message_id)) == {"email": "retrying"}
    twin.advance(minutes=10)
    delivery = message(message_id)["by_channel"]["email"]
    assert (delivery["state"], delivery["attempts"]) == ("sent", 3)
    assert len(mails()) == 1


def test_a_lost_answer_is_uncertain_and_stays_so(
    twin: Twin, ask: Ask, message: Read, mails: Mails, ses: Ses, add_contact: Callable[..., str]
) -> None:
    contact = add_contact("lost")
    ses.troubles, ses.sends_all_the_same = [ReadTimeoutError(endpoint_url="https://email")], True
    message_id = ask(contact, "case_received")
    twin.advance(days=2)
    delivery = message(message_id)["by_channel"]["email"]
    assert (delivery["state"], delivery["reason"]) == ("uncertain", "ReadTimeoutError")
    assert len(mails()) == 1


class Killer:
    """Kills `deliver_message` once: before or after its call number `at`."""

    def __init__(self, when: str, at: int) -> None:
        self.when, self.at, self.seen, self.killed, self.written = when, at, 0, "", 0

    def before(self, operation: str, action: str) -> None:
        self._count(operation, action, "before")

    def after(self, operation: str, action: str) -> None:
        if operation == DELIVER and not self.killed:
            self.written += action == "dynamodb:PutItem"
        self._count(operation, action, "after")

    def _count(self, operation: str, action: str, when: str) -> None:
        if operation != DELIVER or when != self.when or self.killed:
            return
        self.seen += 1
        if self.seen == self.at:
            self.killed = action
            raise Killed


def test_killed_anywhere_a_message_is_sent_once_or_uncertain(twin: Twin, ask: Ask, message: Read, mails: Mails) -> None:
    """Kill the function before and after each of its calls: the retry ends as if nothing had been, or says so."""
    kills: dict[str, Killer] = {}
    for when in ("before", "after"):
        for at in itertools.count(1):
            killer = Killer(when, at)
            twin.functions.before_call, twin.functions.after_call = killer.before, killer.after
            message_id = ask("agent")
            twin.functions.before_call = twin.functions.after_call = lambda _operation, _action: None
            if not killer.killed:
                break
            kills[message_id] = killer
    twin.advance(minutes=1)
    assert len(kills) >= 14
    sent = Counter(mail["Message-ID"].strip("<>").partition("@")[0] for mail in mails())
    notices = Counter(each["notification_id"] for each in _notices_of(twin, "agent"))
    for message_id, killer in kills.items():
        _check(message(message_id), sent[message_id], killer)
        assert notices[message_id] == 1


def _notices_of(twin: Twin, user: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = twin.call("GET /notifications?limit=100", user=user).json["items"]
    return found


def _check(told: dict[str, Any], sent: int, killer: Killer) -> None:
    where = f"killed {killer.when} call {killer.at}, {killer.killed}"
    claimed = killer.written == 1
    assert told["by_channel"]["in_app"]["state"] == "sent", where
    assert told["by_channel"]["email"]["state"] == ("uncertain" if claimed else "sent"), where
    assert sent <= 1 if claimed else sent == 1, where


def test_killed_while_sending_a_webhook_it_goes_out_again_under_the_same_id(
    twin: Twin, ask: Ask, message: Read, receiver: Receiver, add_endpoint: Callable[..., dict[str, Any]]
) -> None:
    endpoint = add_endpoint(receiver.url, "Nothing")
    killer = Killer("before", 99)

    def second_put(operation: str, action: str) -> None:
        if operation == DELIVER and action == "dynamodb:PutItem" and not killer.killed:
            killer.seen += 1
            if killer.seen == 2:
                killer.killed = action
                raise Killed

    twin.functions.before_call = second_put
    facts = {"type": "Nothing", "timestamp": "2026-03-02T02:00:00Z", "data": {}}
    message_id = ask(endpoint["endpoint_id"], "webhook_event", facts=facts, channels=["webhook"])
    twin.functions.before_call = lambda _operation, _action: None
    assert states(message(message_id)) == {"webhook": "sending"}
    twin.advance(minutes=1)
    assert states(message(message_id)) == {"webhook": "sent"}
    assert [each["headers"]["webhook-id"] for each in receiver.requests] == [message_id, message_id]
    bodies = {each["body"] for each in receiver.requests}
    assert [json.loads(each) for each in bodies] == [facts]


def test_two_runs_at_once_send_one_mail(twin: Twin, ask: Ask, message: Read, mails: Mails) -> None:
    event = _event_of(twin, ask)
    another = {**event, "detail": {**event["detail"], "id": "msg_00000000000000000000000000"}}
    ran: list[str] = []

    def second(operation: str, action: str) -> None:
        if operation == DELIVER and action == "sesv2:SendEmail" and not ran:
            ran.append(action)
            twin.functions.invoke(DELIVER, another)

    already = len(mails())
    twin.functions.before_call = second
    twin.functions.invoke(DELIVER, another)
    twin.functions.before_call = lambda _operation, _action: None
    twin.settle()
    assert ran
    assert len(mails()) == already + 1
    twin.advance(minutes=1)
    assert len(mails()) == already + 1
    assert states(message("msg_00000000000000000000000000")) == {"in_app": "sent", "email": "sent"}
