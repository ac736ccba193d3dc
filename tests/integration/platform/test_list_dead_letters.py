"""Looking at what could not be handled."""

import json
from collections.abc import Callable

from infra import catalog
from infra.local import resources
from infra.local.twin import Twin
from tests.conftest import problem
from tests.integration.platform.conftest import Faults


def test_anonymous_is_refused(twin: Twin) -> None:
    problem(twin.call("GET /dead-letters"), 401, "not_signed_in")


def test_only_administrators_look(twin: Twin, add_user: Callable[..., str]) -> None:
    problem(twin.call("GET /dead-letters", user=add_user("look-1", "supervisor")), 403, "not_allowed")


def test_every_domain_has_its_queue(twin: Twin) -> None:
    queues = twin.call("GET /dead-letters", user="admin").json["queues"]
    assert [(each["domain"], each["letters"]) for each in queues] == [(each, 0) for each in catalog.domains()]


def test_what_failed_is_told_and_stays(twin: Twin, add_user: Callable[..., str], faults: Faults) -> None:
    with faults("directory.provision_sign_in", "cognito-idp:AdminCreateUser"):
        add_user("look-2", "agent")
        add_user("look-3", "agent")
    for _ in range(2):
        answer = twin.call("GET /dead-letters", user="admin")
        (queue,) = [each for each in answer.json["queues"] if each["domain"] == "directory"]
        assert queue["letters"] == 2
        (group,) = queue["sample"]
        assert (group["operation"], group["letters"]) == ("directory.provision_sign_in", 2)
        assert group["error"] == "ConnectionError: broken by the test"
        assert group["first_at"] <= group["last_at"]


def test_a_letter_nobody_understands_is_shown(twin: Twin) -> None:
    sqs = resources.client("sqs")
    url = sqs.get_queue_url(QueueName=twin.site.dead_letters("platform"))["QueueUrl"]
    sqs.send_message(QueueUrl=url, MessageBody=json.dumps({"what": "is this"}))
    queues = twin.call("GET /dead-letters", user="admin").json["queues"]
    (queue,) = [each for each in queues if each["domain"] == "platform"]
    assert [(each["operation"], each["letters"]) for each in queue["sample"]] == [(None, 1)]
