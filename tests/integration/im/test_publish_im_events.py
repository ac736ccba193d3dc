"""What the world hears of IM."""

import json

from infra.local.functions import AwsCall
from infra.local.twin import Twin
from tests.integration.im.conftest import CREDENTIALS, done


def test_a_connection_is_told_of_once_and_without_its_secrets(twin: Twin) -> None:
    calls: list[AwsCall] = []
    twin.functions.watchers.append(calls.append)
    try:
        done(twin.call("POST /im/connections", {"name": "钉钉", "credentials": CREDENTIALS["dingtalk"]}, user="admin"))
        twin.settle()
    finally:
        twin.functions.watchers.remove(calls.append)
    bodies = [call.body for call in calls if (call.operation, call.action) == ("im.publish_im_events", "PutEvents")]
    (entry,) = [entry for body in bodies for entry in json.loads(body)["Entries"]]
    assert (entry["Source"], entry["DetailType"]) == ("crm.im", "ConnectionCreated")
    assert json.loads(entry["Detail"])["data"] == {"provider": "dingtalk", "name": "钉钉"}
