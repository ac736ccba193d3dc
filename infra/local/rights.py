"""IAM on this machine: which permissions a call needs, and whether the calling function's role has them.

The twin asks before each call of a function, so that a missing grant is found the moment it happens and not in the
first deployment.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from botocore.exceptions import ClientError

from infra import catalog
from infra.permissions import Statement, statements
from infra.site import Site

Parameters = Mapping[str, Any]

_ITEM_ACTIONS = {
    "Put": "PutItem",
    "Update": "UpdateItem",
    "Delete": "DeleteItem",
    "ConditionCheck": "ConditionCheckItem",
}


@dataclass(frozen=True, slots=True)
class Need:
    """A permission that a call needs."""

    action: str
    resource: str


class Rights:
    """Who may do what on a site."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self.enforced = True
        """Whether a call that no statement covers is refused, as AWS would."""
        self.granted = cache(self._granted)
        self.allows = cache(self._allows)

    def needs(self, service: str, action: str, parameters: Parameters) -> tuple[Need, ...]:
        """Return the permissions that a call needs; raise `KeyError` for a call nobody has thought of."""
        return tuple(_NEEDS[service](self._site, action, parameters))

    def demand(self, operation: str, needs: Iterable[Need], action: str) -> None:
        """Raise AWS's own refusal where the function's role lacks one of the permissions."""
        for need in needs:
            if self.enforced and not self.allows(operation, need):
                said = f"{operation} is not authorized to perform {need.action} on {need.resource}: add the grant"
                error: Any = {
                    "Error": {"Code": "AccessDeniedException", "Message": said},
                    "ResponseMetadata": {"HTTPStatusCode": 400},
                }
                raise ClientError(error, action)

    def _granted(self, operation: str) -> list[Statement]:
        return statements(catalog.specs()[operation], self._site)

    def _allows(self, operation: str, need: Need) -> bool:
        return any(covers(each, need) for each in self.granted(operation))


def covers(statement: Statement, need: Need) -> bool:
    """Say whether a statement allows what is needed."""
    return need.action in statement.actions and any(_matches(each, need.resource) for each in statement.resources)


@cache
def _pattern(resource: str) -> re.Pattern[str]:
    return re.compile(re.escape(resource).replace(r"\*", ".*").replace(r"\?", "."))


def _matches(resource: str, name: str) -> bool:
    return _pattern(resource).fullmatch(name) is not None


def _dynamodb(site: Site, action: str, parameters: Parameters) -> Iterable[Need]:
    def need(name: str, table: str) -> Need:
        return Need(f"dynamodb:{name}", site.arn("dynamodb", f"table/{table}"))

    if action == "TransactWriteItems":
        for item in parameters["TransactItems"]:
            (kind, write), *_ = item.items()
            yield need(_ITEM_ACTIONS[kind], write["TableName"])
    elif action == "BatchGetItem":
        for table in parameters["RequestItems"]:
            yield need(action, table)
    else:
        index = f"/index/{parameters['IndexName']}" if "IndexName" in parameters else ""
        yield need(action, parameters["TableName"] + index)


def _streams(_site: Site, action: str, parameters: Parameters) -> Iterable[Need]:
    # An iterator begins with the stream that it reads.
    stream = parameters["StreamArn"] if "StreamArn" in parameters else parameters["ShardIterator"].partition("|")[0]
    yield Need(f"dynamodb:{action}", stream)


def _events(site: Site, action: str, parameters: Parameters) -> Iterable[Need]:
    for bus in {entry["EventBusName"] for entry in parameters["Entries"]}:
        yield Need(f"events:{action}", site.arn("events", f"event-bus/{bus}"))


def _scheduler(site: Site, action: str, parameters: Parameters) -> Iterable[Need]:
    schedule = f"schedule/{parameters['GroupName']}/{parameters['Name']}"
    yield Need(f"scheduler:{action}", site.arn("scheduler", schedule))
    if "Target" in parameters:
        yield Need("iam:PassRole", parameters["Target"]["RoleArn"])


def _ses(site: Site, action: str, parameters: Parameters) -> Iterable[Need]:
    name = "SendRawEmail" if "Raw" in parameters["Content"] else action
    yield Need(f"ses:{name}", site.arn("ses", f"identity/{parameters['FromEmailAddress']}"))
    # The identity's default configuration set counts as a resource of the call.
    yield Need(f"ses:{name}", site.arn("ses", f"configuration-set/{parameters.get('ConfigurationSetName', site.mail)}"))


def _sns(_site: Site, action: str, parameters: Parameters) -> Iterable[Need]:
    named = ("PlatformApplicationArn", "TargetArn", "EndpointArn")
    yield Need(f"sns:{action}", next(parameters[each] for each in named if each in parameters))


def _sqs(site: Site, action: str, parameters: Parameters) -> Iterable[Need]:
    queue = parameters["QueueName"] if "QueueName" in parameters else parameters["QueueUrl"].rpartition("/")[2]
    yield Need(f"sqs:{action}", site.arn("sqs", queue))


def _cognito(site: Site, action: str, parameters: Parameters) -> Iterable[Need]:
    yield Need(f"cognito-idp:{action}", site.arn("cognito-idp", f"userpool/{parameters['UserPoolId']}"))


def _secrets(site: Site, action: str, parameters: Parameters) -> Iterable[Need]:
    yield Need(f"secretsmanager:{action}", site.arn("secretsmanager", f"secret:{parameters['SecretId']}-a1B2c3"))


def _lambda(site: Site, _action: str, parameters: Parameters) -> Iterable[Need]:
    name = parameters["FunctionName"]
    yield Need("lambda:InvokeFunction", name if name.startswith("arn:") else site.arn("lambda", f"function:{name}"))


def _states(_site: Site, action: str, parameters: Parameters) -> Iterable[Need]:
    yield Need(f"states:{action}", parameters["stateMachineArn"])


def _s3(site: Site, action: str, parameters: Parameters) -> Iterable[Need]:
    def need(name: str, place: Mapping[str, Any]) -> Need:
        return Need(f"s3:{name}", f"arn:{site.partition}:s3:::{place['Bucket']}/{place['Key']}")

    if action == "CopyObject":
        yield need("GetObject", parameters["CopySource"])
        yield need("PutObject", parameters)
    else:
        yield need(action, parameters)


_NEEDS: dict[str, Callable[[Site, str, Parameters], Iterable[Need]]] = {
    "cognito-idp": _cognito,
    "dynamodb": _dynamodb,
    "dynamodbstreams": _streams,
    "events": _events,
    "lambda": _lambda,
    "s3": _s3,
    "scheduler": _scheduler,
    "secretsmanager": _secrets,
    "sesv2": _ses,
    "sns": _sns,
    "sqs": _sqs,
    "stepfunctions": _states,
}


def signed(request: Any) -> Parameters:
    """Return what a form or a link that is signed, and not called, gives away: the bucket and the object."""
    context = request.context
    given = context["input_params"]
    return {"Bucket": given["Bucket"], "Key": given.get("Key") or context["s3-presign-post-fields"]["key"]}
