"""How a message gets on."""

from datetime import timedelta
from itertools import product
from typing import Any, get_args

import pytest

from crm.core.settings import Versioned
from crm.messaging.channels.providers import Outcome
from crm.messaging.events import MessageFailed, MessageUncertain
from crm.messaging.models import OPEN, TRANSITIONS, Delivery, DeliveryState, Message, Touches, TransitionError
from crm.messaging.progress import LEASE, Known, announced, answered, new_steps, opened, passed
from crm.messaging.settings.template import Template
from functions.messaging import deliver_message
from tests.unit.messaging.conftest import NOW, POLICY, a_contact, a_delivery, a_message, a_request, a_user, said

TEMPLATES = Template.shipped()


def known(template: str | None = "case_assigned", **members: Any) -> Known:
    found = None if template is None else Versioned(template, 0, TEMPLATES[template])
    given = {"recipient": a_user(), "preferences": None, "touches": Touches(), "now": NOW, **members}
    return Known(policy=POLICY, template=found, **given)


def states(message: Message) -> dict[str, str]:
    return {each.channel: each.state for each in message.deliveries}


@pytest.mark.parametrize(("before", "after"), list(product(get_args(DeliveryState), repeat=2)))
def test_only_the_ways_in_the_table_lead_anywhere(before: DeliveryState, after: DeliveryState) -> None:
    delivery = a_delivery(before)
    if after in TRANSITIONS[before]:
        assert delivery.moved(after, NOW).state == after
    else:
        with pytest.raises(TransitionError):
            delivery.moved(after, NOW)


def test_the_machine_leaves_what_is_closed_and_what_is_uncertain() -> None:
    assert {state for state in TRANSITIONS if a_delivery(state).open_at(NOW)} == set(OPEN)
    assert "uncertain" not in OPEN


def test_a_colleague_is_told_in_the_app_and_by_mail() -> None:
    message = opened(a_request(), "c", known())
    assert states(message) == {"in_app": "requested", "email": "requested"}
    assert (message.category, message.urgent, message.message_class) == ("case", False, "service")
    passage = passed(message, known())
    assert states(passage.message) == {"in_app": "sent", "email": "sending"}
    assert passage.calling == "email"


def test_what_is_asked_for_narrows_what_is_offered() -> None:
    assert states(opened(a_request(channels=("email",)), "c", known())) == {"email": "requested"}
    assert states(opened(a_request(channels=("webhook",)), "c", known())) == {"webhook": "suppressed"}


def test_no_message_is_without_a_trace() -> None:
    message = opened(a_request(template="case_watched"), "c", known("case_watched", recipient=a_contact()))
    passage = passed(message, known("case_watched", recipient=a_contact()))
    assert passage.message.deliveries[0].reason == "no_channel"
    nobody = passed(opened(a_request(), "c", known(recipient=None)), known(recipient=None)).message
    assert {each.reason for each in nobody.deliveries} == {"unknown_recipient"}


def test_a_message_without_words_fails_for_all_to_see() -> None:
    given = known(None)
    message = passed(opened(a_request(template="nonsense"), "c", given), given).message
    assert states(message) == {"in_app": "failed"}
    assert [type(each) for each in announced(None, message, None)] == [MessageFailed]


def test_a_template_for_marketing_makes_the_message_marketing() -> None:
    template = TEMPLATES["case_resolved"].model_copy(update={"message_class": "marketing", "urgent": True})
    given = Known(NOW, a_contact(), POLICY, Versioned("t", 3, template), None, Touches())
    message = opened(a_request(), "c", given)
    assert (message.message_class, message.urgent) == ("marketing", True)
    assert passed(message, given).message.deliveries[0].reason == "no_consent"


def test_a_marketing_message_is_counted_as_it_is_claimed() -> None:
    message = a_message(message_class="marketing", deliveries=(a_delivery("requested"),))
    passage = passed(message, known(recipient=a_contact(said("granted"))))
    assert passage.touches.at == {"msg_1:email": NOW}
    assert passage.message.deliveries[0].consent == f"granted {NOW.isoformat()} form"
    service = passed(a_message(deliveries=(a_delivery("requested"),)), known(recipient=a_contact()))
    assert service.touches == Touches()


def test_two_channels_do_not_get_past_the_cap_together() -> None:
    policy = POLICY.model_copy(update={"marketing_cap": POLICY.marketing_cap.model_copy(update={"count": 1})})
    both = (a_delivery("requested", channel="in_app"), a_delivery("requested"))
    message = a_message(message_class="marketing", deliveries=both)
    user = a_user(consents=(said("granted"), said("granted", channel="in_app")))
    given = Known(NOW, user, policy, known().template, None, Touches())
    passage = passed(message, given)
    assert states(passage.message) == {"in_app": "sent", "email": "suppressed"}
    assert passage.message.deliveries[1].reason == "cap"


def test_what_waits_is_left_until_its_time() -> None:
    later = a_delivery("requested").moved("deferred", NOW, "quiet_hours", NOW + timedelta(hours=1))
    message = a_message(deliveries=(later,))
    assert passed(message, known()).message == message
    assert passed(message, known(now=NOW + timedelta(hours=1))).calling == "email"


def test_a_call_that_may_still_run_is_left_alone_and_looked_at_later() -> None:
    message = a_message(deliveries=(a_delivery("requested", "sending"),))
    passage = passed(message, known(now=NOW + timedelta(seconds=5)))
    assert (states(passage.message), passage.calling) == ({"email": "sending"}, None)
    assert passage.message.next_due_at == NOW + LEASE


def test_a_mail_whose_sender_died_is_uncertain() -> None:
    message = a_message(deliveries=(a_delivery("requested", "sending"),))
    passage = passed(message, known(now=NOW + LEASE))
    assert (states(passage.message), passage.calling) == ({"email": "uncertain"}, None)
    assert [type(each) for each in announced(message, passage.message, None)] == [MessageUncertain]


def test_a_webhook_whose_sender_died_goes_out_again() -> None:
    recipient = a_user(kind="endpoint")
    message = a_message(deliveries=(a_delivery("requested", "sending", channel="webhook"),))
    passage = passed(message, known(now=NOW + LEASE, recipient=recipient))
    assert passage.calling == "webhook"
    assert [step.state for _, step in new_steps(message, passage.message)] == ["retrying", "sending"]


def sending(channel: Any, attempts: int = 1) -> Message:
    history: list[DeliveryState] = ["requested", "sending"]
    for _ in range(attempts - 1):
        history += ["retrying", "sending"]
    return a_message(deliveries=(a_delivery(*history, channel=channel),))


def after(channel: Any, outcome: Outcome, attempts: int = 1) -> Delivery:
    return answered(sending(channel, attempts), channel, outcome, known()).deliveries[0]


def test_what_comes_of_a_call() -> None:
    assert after("email", Outcome("sent", provider_id="ses-1")).provider_id == "ses-1"
    assert after("email", Outcome("refused", "MessageRejected")).state == "failed"
    assert after("email", Outcome("unknown", "ReadTimeoutError")).state == "uncertain"
    assert after("webhook", Outcome("unknown", "read_timeout")).state == "retrying"


def test_what_a_provider_takes_no_more_of_waits_and_counts_as_no_attempt() -> None:
    limited = after("im", Outcome("limited", "rate_limited", after=timedelta(seconds=30)), 3)
    assert (limited.state, limited.reason) == ("retrying", "rate_limited")
    assert limited.due_at == NOW + timedelta(seconds=30)
    assert limited.attempts == 2


def test_retries_follow_the_schedule_and_end() -> None:
    waits = []
    for attempt in range(1, len(POLICY.retry_after_seconds) + 1):
        delivery = after("webhook", Outcome("not_sent", "http_500"), attempt)
        assert delivery.due_at is not None
        waits.append((delivery.due_at - NOW).total_seconds())
    assert waits == [5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400]
    last = after("webhook", Outcome("not_sent", "http_500"), len(waits) + 1)
    assert (last.state, last.reason, last.due_at) == ("failed", "http_500", None)


def test_a_run_is_over_before_its_lease() -> None:
    assert timedelta(seconds=deliver_message.handler.spec.timeout_seconds) < LEASE
