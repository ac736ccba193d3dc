"""What a container does once: prepare its clients while it starts, and, in the twin, start over."""

import gc
import os
from collections.abc import Iterable

from crm.core import aws, cache, dynamodb
from crm.core.grants import Grant

CLIENTS = {
    "table": "dynamodb",
    "index": "dynamodb",
    "bus": "events",
    "timers": "scheduler",
    "bucket": "s3",
    "secret": "secretsmanager",
    "email": "sesv2",
    "push": "sns",
    "users": "cognito-idp",
    "dead-letters": "sqs",
    "functions": "lambda",
    "streams": "dynamodbstreams",
    "workflows": "stepfunctions",
}
"""Which AWS service a kind of resource is reached through: the layer holds the data of these and no other."""


def prepare(grants: Iterable[Grant]) -> None:
    """Make the clients that `grants` call for while Lambda starts the container; elsewhere do nothing.

    Starting is the one moment a container has a whole core, and importing a handler anywhere else must need
    neither network nor environment.
    """
    if "AWS_LAMBDA_FUNCTION_NAME" not in os.environ:
        return
    for service in {CLIENTS[grant.kind] for grant in grants if grant.kind in CLIENTS}:
        if service == "dynamodb":
            _ = dynamodb.connection().client
        else:
            aws.client(service)
    gc.freeze()
    gc.enable()


def forget() -> None:
    """Forget everything a container remembers, as after a crash."""
    cache.forget_all()
    dynamodb.connection.cache_clear()
    aws.forget()
