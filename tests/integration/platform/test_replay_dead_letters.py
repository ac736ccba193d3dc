"""Handing over again what could not be handled."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from moto.sqs.models import sqs_backends

from crm.core import clock
from infra.local import resources
from infra.local.twin import Answer, Twin
from tests.conftest import problem
from tests.integration.platform.conftest import Faults

PROVISION = "directory.provision_sign_in"
PUBLISH = "directory.publish_directory_events"


@pytest.fixture(autouse=True)
def _empty_queues(twin: Twin) -> Iterator[None]:
    yield
    empty(twin)


def empty(twin: Twin) -> None:
    """Drop every letter, hidden ones too; SQS itself purges only once a minute."""
    sqs_backends[resources.ACCOUNT][resources.REGION].queues[twin.site.dead_letters("directory")]._messages.clear()


def queue(twin: Twin, domain: str = "directory") -> str:
    url: str = resources.client("sqs").get_queue_url(QueueName=twin.site.dead_letters(domain))["QueueUrl"]
    return url


def write(twin: Twin, body: Any, **attributes: str) -> None:
    given = {name: {"DataType": "String", "StringValue": value} for name, value in attributes.items()}
    text = body if isinstance(body, str) else json.dumps(body)
    resources.client("sqs").send_message(QueueUrl=queue(twin), MessageBody=text, MessageAttributes=given)


def replay(twin: Twin, domain: str = "directory", limit: int = 100) -> Answer:
    return twin.call("POST /dead-letters/replays", {"domain": domain, "limit": limit}, user="admin")


def outcomes(answer: Answer) -> list[tuple[str | None, str, str | None]]:
    assert answer.status == 200, answer.body
    return [(each["operation"], each["outcome"], each["error"]) for each in answer.json["replays"]]


def groups_of(user_id: str) -> list[str]:
    cognito = resources.client("cognito-idp")
    pool = cognito.list_user_pools(MaxResults=1)["UserPools"][0]["Id"]
    try:
        listed = cognito.admin_list_groups_for_user(UserPoolId=pool, Username=user_id)["Groups"]
    except cognito.exceptions.UserNotFoundException:
        return []
    return sorted(group["GroupName"] for group in listed)


def test_anonymous_is_refused(twin: Twin) -> None:
    problem(twin.call("POST /dead-letters/replays", {"domain": "directory"}), 401, "not_signed_in")


def test_only_administrators_replay(twin: Twin, add_user: Callable[..., str]) -> None:
    user = add_user("replay-1", "supervisor")
    answer = twin.call("POST /dead-letters/replays", {"domain": "directory"}, user=user)
    problem(answer, 403, "not_allowed")


def test_an_unknown_domain_is_refused(twin: Twin) -> None:
    refused = problem(replay(twin, "nowhere"), 422, "unknown_domain")
    assert "directory" in refused["facts"]["known"]


@pytest.mark.parametrize("limit", [0, 101])
def test_a_hundred_letters_at_most(twin: Twin, limit: int) -> None:
    problem(replay(twin, limit=limit), 422, "invalid_payload")


def test_an_empty_queue_is_no_mistake(twin: Twin) -> None:
    assert replay(twin).json == {"domain": "directory", "replays": [], "left": 0}


def test_a_reaction_that_failed_is_made_up_for(twin: Twin, add_user: Callable[..., str], faults: Faults) -> None:
    with faults(PROVISION, "cognito-idp:AdminCreateUser"):
        add_user("replay-2", "agent")
    assert groups_of("replay-2") == []
    assert outcomes(replay(twin)) == [(PROVISION, "handed_over", None)]
    assert groups_of("replay-2") == []  # handed over, and run in its own time
    twin.settle()
    assert groups_of("replay-2") == ["agent"]
    assert replay(twin).json["replays"] == []


def test_what_is_not_mended_comes_back(twin: Twin, add_user: Callable[..., str], faults: Faults) -> None:
    with faults(PROVISION, "cognito-idp:AdminCreateUser"):
        add_user("replay-3", "agent")
        assert outcomes(replay(twin)) == [(PROVISION, "handed_over", None)]
        twin.settle()
    assert outcomes(replay(twin)) == [(PROVISION, "handed_over", None)]
    twin.settle()
    assert groups_of("replay-3") == ["agent"]


def test_no_more_than_asked_for(twin: Twin, add_user: Callable[..., str], faults: Faults) -> None:
    with faults(PROVISION, "cognito-idp:AdminCreateUser"):
        for number in range(3):
            add_user(f"replay-4-{number}", "agent")
    first = replay(twin, limit=2)
    assert (len(first.json["replays"]), first.json["left"]) == (2, 1)
    assert len(replay(twin).json["replays"]) == 1


def test_a_stream_that_failed_is_read_again(twin: Twin, add_user: Callable[..., str], faults: Faults) -> None:
    with faults(PUBLISH, "events:PutEvents"):
        add_user("replay-5", "agent")
    assert groups_of("replay-5") == []
    assert outcomes(replay(twin)) == [(PUBLISH, "handed_over", None)]
    twin.settle()
    assert groups_of("replay-5") == ["agent"]


def test_a_stream_that_fails_again_keeps_its_letter(twin: Twin, add_user: Callable[..., str], faults: Faults) -> None:
    with faults(PUBLISH, "events:PutEvents"):
        add_user("replay-6", "agent")
        ((operation, outcome, error),) = outcomes(replay(twin))
    assert (operation, outcome) == (PUBLISH, "kept")
    assert error
    assert "failed again" in error


def test_records_that_the_stream_has_dropped_are_told_of(twin: Twin) -> None:
    arn = resources.client("dynamodb").describe_table(TableName=twin.site.table("directory"))["Table"][
        "LatestStreamArn"
    ]
    shard = "shardId-00000001541626099285-f35f62ef"
    batch = {"streamArn": arn, "shardId": shard, "startSequenceNumber": "9" * 22, "endSequenceNumber": "9" * 22}
    context = {"functionArn": twin.site.function_arn(PUBLISH), "condition": "RetryAttemptsExhausted"}
    write(twin, {"requestContext": context, "DDBStreamBatchInfo": batch})
    ((_, outcome, error),) = outcomes(replay(twin))
    assert outcome == "kept"
    assert error
    assert error.startswith("RecordsGoneError")


def test_an_event_that_reached_no_target(twin: Twin, add_user: Callable[..., str], faults: Faults) -> None:
    with faults(PROVISION, "cognito-idp:AdminCreateUser"):
        add_user("replay-7", "agent")
    message = resources.client("sqs").receive_message(QueueUrl=queue(twin), VisibilityTimeout=0)["Messages"][0]
    event = json.loads(message["Body"])["requestPayload"]
    empty(twin)
    write(twin, event, RULE_ARN="arn:rule", TARGET_ARN=twin.site.function_arn(PROVISION), ERROR_CODE="THROTTLED")
    assert outcomes(replay(twin)) == [(PROVISION, "handed_over", None)]
    twin.settle()
    assert groups_of("replay-7") == ["agent"]


def test_a_timer_that_reached_no_function(twin: Twin, add_user: Callable[..., str]) -> None:
    user = add_user("replay-8", "agent")
    over = clock.now().isoformat()
    absence = {"absence": {"from_at": "2026-03-01T00:00:00Z", "until_at": over}}
    twin.call(f"PUT /users/{user}/absence", absence, user=user)
    target = twin.site.function_arn("directory.fire_due_user")
    write(twin, {"aggregate_id": user, "due_at": over}, SCHEDULE_ARN="arn:schedule", TARGET_ARN=target)
    assert outcomes(replay(twin)) == [("directory.fire_due_user", "handed_over", None)]
    twin.settle()
    assert twin.call(f"GET /users/{user}", user="admin").json["absence"] is None


def test_an_event_that_started_no_workflow(twin: Twin) -> None:
    name = twin.site.workflow("a-test")
    states = resources.client("stepfunctions")
    definition = json.dumps({"StartAt": "Done", "States": {"Done": {"Type": "Pass", "End": True}}})
    role = "arn:aws:iam::123456789012:role/twin"
    arn = states.create_state_machine(name=name, definition=definition, roleArn=role)["stateMachineArn"]
    write(twin, {"detail": {"id": "evt_1"}}, RULE_ARN="arn:rule", TARGET_ARN=arn)
    ((operation, outcome, _),) = outcomes(replay(twin))
    assert (operation, outcome) == ("a-test", "handed_over")
    twin.settle()
    (run,) = [each for each in twin.pump.workflows() if each["workflow"] == name]
    assert run["output"] == {"detail": {"id": "evt_1"}}


def test_what_cannot_be_handed_over_is_kept(twin: Twin) -> None:
    write(twin, {"what": "is this"})
    write(twin, {}, TARGET_ARN=twin.site.function_arn("directory.no_such_action"))
    answer = replay(twin)
    found = {operation: outcome for operation, outcome, _ in outcomes(answer)}
    assert found == {None: "kept", "directory.no_such_action": "kept"}
    assert answer.json["left"] == 2
