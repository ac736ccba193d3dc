"""Templates as plain data, with everything filled in that CloudFormation would fill in.

Region and account are the twin's, so that what is deployed can be compared with what the twin runs, value by value.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from infra.local.resources import ACCOUNT, REGION

PSEUDO = {
    "AWS::AccountId": ACCOUNT,
    "AWS::Partition": "aws",
    "AWS::Region": REGION,
    "AWS::URLSuffix": "amazonaws.com",
}
STACK_UUID = "0f2e4a10-0000-4000-8000-000000000001"

_NAMES = {
    "AWS::Cognito::UserPool": "UserPoolName",
    "AWS::DynamoDB::Table": "TableName",
    "AWS::Events::Rule": "Name",
    "AWS::IAM::Role": "RoleName",
    "AWS::Lambda::Function": "FunctionName",
    "AWS::Logs::LogGroup": "LogGroupName",
    "AWS::S3::Bucket": "BucketName",
    "AWS::SNS::Topic": "TopicName",
    "AWS::SQS::Queue": "QueueName",
    "AWS::Scheduler::ScheduleGroup": "Name",
    "AWS::StepFunctions::StateMachine": "StateMachineName",
}
_ARNS = {
    "AWS::DynamoDB::Table": "arn:aws:dynamodb:{region}:{account}:table/{name}",
    "AWS::IAM::Role": "arn:aws:iam::{account}:role/{name}",
    "AWS::Lambda::Function": "arn:aws:lambda:{region}:{account}:function:{name}",
    "AWS::Logs::LogGroup": "arn:aws:logs:{region}:{account}:log-group:{name}:*",
    "AWS::S3::Bucket": "arn:aws:s3:::{name}",
    "AWS::SNS::Topic": "arn:aws:sns:{region}:{account}:{name}",
    "AWS::SQS::Queue": "arn:aws:sqs:{region}:{account}:{name}",
    "AWS::StepFunctions::StateMachine": "arn:aws:states:{region}:{account}:stateMachine:{name}",
}
_REFERRED_BY_ARN = {"AWS::SNS::Topic", "AWS::StepFunctions::StateMachine"}
_SUBSTITUTED = re.compile(r"\$\{([^}]+)\}")


@dataclass(frozen=True)
class Resource:
    """A resource of a template, its values filled in."""

    stack: str
    id: str
    type: str
    properties: dict[str, Any]
    attributes: dict[str, Any]
    """What stands beside the properties: `DeletionPolicy` and the like."""


class Cloud:
    """All stacks of one stage."""

    def __init__(self, templates: dict[str, dict[str, Any]]) -> None:
        self.templates = templates

    @cached_property
    def resources(self) -> list[Resource]:
        """Everything that would be made."""
        return [
            Resource(stack, id_, raw["Type"], self._filled(stack, raw.get("Properties", {})), raw)
            for stack, template in self.templates.items()
            for id_, raw in template["Resources"].items()
        ]

    def of(self, *types: str) -> Iterator[Resource]:
        """Yield the resources of these types."""
        return (each for each in self.resources if each.type in types)

    def named(self, type_: str) -> dict[str, Resource]:
        """Return the resources of a type by their physical names."""
        return {each.properties[_NAMES[type_]]: each for each in self.of(type_)}

    def _filled(self, stack: str, value: Any) -> Any:
        if isinstance(value, list):
            return [self._filled(stack, each) for each in value]
        if not isinstance(value, dict):
            return value
        if len(value) == 1:
            (name, argument), *_ = value.items()
            if name == "Ref" or name.startswith("Fn::"):
                return self._called(stack, name, argument)
        return {name: self._filled(stack, each) for name, each in value.items()}

    def _called(self, stack: str, name: str, argument: Any) -> Any:
        match name, argument:
            case "Ref", str(referred):
                return self._ref(stack, referred)
            case "Fn::GetAtt", [id_, attribute]:
                return self._attribute(stack, id_, attribute)
            case "Fn::ImportValue", export:
                return self._imported(self._filled(stack, export))
            case "Fn::Sub", str(text):
                return _SUBSTITUTED.sub(lambda found: self._ref(stack, found.group(1)), text)
        return _of_text(name, self._filled(stack, argument))

    def _ref(self, stack: str, referred: str) -> str:
        if referred == "AWS::StackId":
            return f"arn:aws:cloudformation:{REGION}:{ACCOUNT}:stack/{stack}/{STACK_UUID}"
        if referred in PSEUDO:
            return PSEUDO[referred]
        raw = self.templates[stack]["Resources"][referred]
        return self._arn(stack, referred) if raw["Type"] in _REFERRED_BY_ARN else self._name(stack, referred)

    def _name(self, stack: str, id_: str) -> str:
        raw = self.templates[stack]["Resources"][id_]
        given = raw.get("Properties", {}).get(_NAMES.get(raw["Type"], ""))
        return str(self._filled(stack, given)) if given else id_

    def _arn(self, stack: str, id_: str) -> str:
        pattern = _ARNS[self.templates[stack]["Resources"][id_]["Type"]]
        return pattern.format(region=REGION, account=ACCOUNT, name=self._name(stack, id_))

    def _attribute(self, stack: str, id_: str, attribute: str) -> str:
        raw = self.templates[stack]["Resources"][id_]
        if raw["Type"] == "AWS::Events::Rule":
            bus = self._filled(stack, raw["Properties"].get("EventBusName", ""))
            path = f"{bus}/{self._name(stack, id_)}" if bus else self._name(stack, id_)
            return f"arn:aws:events:{REGION}:{ACCOUNT}:rule/{path}"
        if attribute == "StreamArn":
            return f"{self._arn(stack, id_)}/stream/now"
        return self._arn(stack, id_) if attribute == "Arn" and raw["Type"] in _ARNS else f"{id_}.{attribute}"

    def _imported(self, export: str) -> Any:
        for stack, template in self.templates.items():
            for output in template.get("Outputs", {}).values():
                if self._filled(stack, output.get("Export", {}).get("Name")) == export:
                    return self._filled(stack, output["Value"])
        raise LookupError(export)


def _of_text(name: str, arguments: list[Any]) -> Any:
    first, second = arguments
    match name:
        case "Fn::Join":
            return first.join(second)
        case "Fn::Select":
            return second[int(first)]
        case "Fn::Split":
            return second.split(first)
    raise NotImplementedError(f"{name} of {arguments}")


def statements(policy: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the statements of a policy document with actions and resources as lists."""
    found = []
    for statement in policy["Statement"]:
        lists = {name: _as_list(statement[name]) for name in ("Action", "Resource") if name in statement}
        found.append(statement | lists)
    return found


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def size(value: Any) -> int:
    """Return how many bytes a value takes as JSON."""
    return len(json.dumps(value, ensure_ascii=False).encode())
