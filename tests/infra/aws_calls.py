"""Prepare one signed request to every AWS service that the suite calls, and print what would be sent.

Run as a script of its own, once with botocore as it comes and once with botocore as it is shipped.
"""

import json
import os
import sys
from collections.abc import Mapping
from typing import Any

from botocore.awsrequest import AWSResponse

from crm.core import aws

REGION = "eu-central-1"
KEY = {"pk": {"S": "case_1"}, "sk": {"S": "case_1"}}
ARN = "arn:aws:states:eu-central-1:123456789012:stateMachine:one"

CALLS: dict[str, tuple[str, dict[str, Any]]] = {
    "cognito-idp": ("admin_create_user", {"UserPoolId": "eu-central-1_x", "Username": "li-lei"}),
    "dynamodb": (
        "transact_write_items",
        {"TransactItems": [{"Delete": {"TableName": "t", "Key": KEY}}], "ClientRequestToken": "t"},
    ),
    "dynamodbstreams": ("get_records", {"ShardIterator": "one"}),
    "events": ("put_events", {"Entries": [{"Source": "crm.cases", "DetailType": "CaseOpened", "Detail": "{}"}]}),
    "lambda": ("invoke", {"FunctionName": "one", "Payload": b"{}"}),
    "s3": ("get_object", {"Bucket": "kairos-dev-attachments", "Key": "a/b"}),
    "scheduler": ("delete_schedule", {"GroupName": "g", "Name": "n", "ClientToken": "t"}),
    "secretsmanager": ("get_secret_value", {"SecretId": "one"}),
    "sesv2": ("send_email", {"FromEmailAddress": "a@b.example", "Content": {"Raw": {"Data": b"mail"}}}),
    "sns": ("publish", {"TargetArn": ARN, "Message": "{}", "MessageStructure": "json"}),
    "sqs": ("receive_message", {"QueueUrl": "https://sqs.eu-central-1.amazonaws.com/1/q"}),
    "stepfunctions": ("start_execution", {"stateMachineArn": ARN, "name": "one", "input": "{}"}),
}


ANSWERS = {"sns": b"<PublishResponse><PublishResult/></PublishResponse>"}
"""What is read of an answer: nothing, but where a service speaks XML, which is never empty."""


class _Answer:
    def __init__(self, body: bytes) -> None:
        self._body = body

    def stream(self, **_options: Any) -> list[bytes]:
        return [self._body]

    def read(self, *_arguments: Any) -> bytes:
        return self._body


def prepared() -> dict[str, dict[str, Any]]:
    """Return the requests by service; none of them leaves."""
    return {service: _prepared(service, *call) for service, call in CALLS.items()}


def _prepared(service: str, operation: str, parameters: Mapping[str, Any]) -> dict[str, Any]:
    sent: list[Any] = []

    def keep(request: Any, **_: Any) -> AWSResponse:
        sent.append(request)
        return AWSResponse(request.url, 200, {}, _Answer(ANSWERS.get(service, b"")))

    client = aws.client(service)
    client.meta.events.register("before-send", keep)
    getattr(client, operation)(**parameters)
    (request,) = sent
    signature = dict(
        part.split("=", 1) for part in request.headers["Authorization"].decode().split(" ", 1)[1].split(", ")
    )
    return {
        "url": request.url,
        "method": request.method,
        "body": str(request.body),
        "headers": sorted(name.lower() for name in request.headers),
        "scope": signature["Credential"].split("/")[2:],
        "signed": signature["SignedHeaders"],
    }


if __name__ == "__main__":
    os.environ |= {"AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b", "AWS_DEFAULT_REGION": REGION}
    json.dump(prepared(), sys.stdout)
