"""Dead letters, in the form of each sender."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from crm.core.letters import Letter, understand
from crm.core.streams import Stretch

FUNCTION = "arn:aws:lambda:eu-central-1:123456789012:function:kairos-dev-cases-notify_owner"


def message(body: Any, **attributes: str) -> dict[str, Any]:
    return {
        "MessageId": "letter-1",
        "ReceiptHandle": "receipt-1",
        "Body": body if isinstance(body, str) else json.dumps(body),
        "Attributes": {"SentTimestamp": "1772416800000"},
        "MessageAttributes": {name: {"DataType": "String", "StringValue": each} for name, each in attributes.items()},
    }


def letter(error: str, **members: Any) -> Letter:
    sent_at = datetime(2026, 3, 2, 2, tzinfo=UTC)
    return Letter(id="letter-1", receipt="receipt-1", sent_at=sent_at, error=error, **members)


def test_an_asynchronous_call_that_failed() -> None:
    body = {
        "version": "1.0",
        "timestamp": "2026-03-02T02:00:00.000Z",
        "requestContext": {
            "requestId": "r",
            "functionArn": f"{FUNCTION}:$LATEST",
            "condition": "RetriesExhausted",
            "approximateInvokeCount": 3,
        },
        "requestPayload": {"detail": {"id": "evt_1"}},
        "responseContext": {"statusCode": 200, "executedVersion": "$LATEST", "functionError": "Unhandled"},
        "responsePayload": {"errorMessage": "no", "errorType": "ValueError", "stackTrace": []},
    }
    assert understand(message(body)) == letter("ValueError: no", target=FUNCTION, payload={"detail": {"id": "evt_1"}})


def test_a_call_that_was_never_run() -> None:
    body = {
        "requestContext": {"functionArn": FUNCTION, "condition": "EventAgeExceeded"},
        "requestPayload": {},
        "responsePayload": None,
    }
    assert understand(message(body)) == letter("EventAgeExceeded", target=FUNCTION, payload={})


def test_a_stretch_of_a_stream() -> None:
    body = {
        "requestContext": {"functionArn": FUNCTION, "condition": "RetryAttemptsExhausted"},
        "responseContext": {"statusCode": 200, "functionError": None},
        "DDBStreamBatchInfo": {
            "shardId": "shard-1",
            "startSequenceNumber": "800000000003126276362",
            "endSequenceNumber": "800000000003126276400",
            "batchSize": 2,
            "streamArn": "arn:stream",
        },
    }
    stretch = Stretch("arn:stream", "shard-1", 800000000003126276362, 800000000003126276400)
    assert understand(message(body)) == letter("RetryAttemptsExhausted", target=FUNCTION, stretch=stretch)


def test_an_event_that_reached_no_target() -> None:
    event = {"detail-type": "CaseOpened", "detail": {"id": "evt_1"}}
    given = message(
        event, RULE_ARN="arn:rule", TARGET_ARN=FUNCTION, ERROR_CODE="NO_PERMISSIONS", ERROR_MESSAGE="denied"
    )
    assert understand(given) == letter("NO_PERMISSIONS: denied", target=FUNCTION, payload=event)


def test_a_timer_that_reached_no_function() -> None:
    wanted = {"aggregate_id": "case_1", "due_at": "2026-03-02T02:00:00+00:00"}
    given = message(wanted, SCHEDULE_ARN="arn:schedule", TARGET_ARN=FUNCTION, IS_PAYLOAD_TRUNCATED="false")
    assert understand(given) == letter("", target=FUNCTION, payload=wanted)


def test_a_truncated_payload_is_not_handed_over() -> None:
    found = understand(message('{"aggreg', TARGET_ARN=FUNCTION, IS_PAYLOAD_TRUNCATED="true", ERROR_CODE="X"))
    assert found.target is None
    assert "truncated" in found.error


@pytest.mark.parametrize(
    "body", ["", "nonsense", "null", "[]", "{}", '{"requestContext": null}', '{"requestContext": {}}']
)
def test_a_form_nobody_writes_is_only_shown(body: str) -> None:
    assert understand(message(body)).target is None


def test_a_long_error_is_cut() -> None:
    context = {"functionArn": FUNCTION, "condition": "RetriesExhausted"}
    body = {"requestContext": context, "responsePayload": {"errorType": "X", "errorMessage": "x" * 5000}}
    assert len(understand(message(body)).error) == 300
