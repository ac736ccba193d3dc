"""What the twin creates in moto: the same things that CDK's stacks define, under the same names."""

import gzip
import io
import json
import zipfile
from functools import lru_cache
from pathlib import Path
from typing import Any

import boto3
import jwt
from moto import cognitoidp

from crm.core.access import EVERYONE
from crm.core.spec import OnEvent, OnSchedule, Spec
from crm.messaging.recipients import Platform
from infra import catalog, tables
from infra.site import Site
from infra.workflows import WORKFLOWS

REGION = "eu-central-1"
ACCOUNT = "123456789012"
SIGNING_SECRET = {"current": "1", "1": "the-twin-signs-with-this-and-nothing-else-does"}
_ROLE = f"arn:aws:iam::{ACCOUNT}:role/twin"


@lru_cache(maxsize=32)
def client(service: str) -> Any:
    """Return a client of the twin's own, which no recording sees."""
    return boto3.client(service, region_name=REGION)


def create_tables(site: Site) -> None:
    """Create the tables that are not there yet; DynamoDB Local may have kept them."""
    dynamodb = client("dynamodb")
    existing = set(dynamodb.list_tables()["TableNames"])
    for domain, spec in tables.table_specs().items():
        if site.table(domain) not in existing:
            dynamodb.create_table(**tables.create_table_request(spec, site.table(domain)))


def create_user_pool() -> tuple[str, str]:
    """Create the user pool with a group for each role; return its id and its client's."""
    cognito = client("cognito-idp")
    pool = cognito.create_user_pool(PoolName="twin")["UserPool"]["Id"]
    for role in EVERYONE:
        cognito.create_group(UserPoolId=pool, GroupName=role)
    flows = ["ALLOW_ADMIN_USER_PASSWORD_AUTH"]
    answer = cognito.create_user_pool_client(UserPoolId=pool, ClientName="twin", ExplicitAuthFlows=flows)
    return pool, answer["UserPoolClient"]["ClientId"]


def create_push_applications() -> dict[Platform, str]:
    """Create what reaches phones; return it by platform."""
    platforms: dict[Platform, str] = {"ios": "APNS", "android": "GCM"}
    credential = {"PlatformCredential": "none"}
    return {
        name: client("sns").create_platform_application(Name="twin", Platform=platform, Attributes=credential)[
            "PlatformApplicationArn"
        ]
        for name, platform in platforms.items()
    }


def create(site: Site) -> None:
    """Create everything else: bus, rules, functions, schedules, workflows, queues, buckets, secrets."""
    client("events").create_event_bus(Name=site.bus)
    client("secretsmanager").create_secret(Name=site.secret("signing"), SecretString=json.dumps(SIGNING_SECRET))
    client("ses").verify_email_identity(EmailAddress=site.sender)
    _create_buckets(site)
    assumed_by = {
        "Effect": "Allow",
        "Principal": {"Service": "lambda.amazonaws.com"},
        "Action": "sts:AssumeRole",
    }
    policy = {"Version": "2012-10-17", "Statement": [assumed_by]}
    client("iam").create_role(RoleName="twin", AssumeRolePolicyDocument=json.dumps(policy))
    for domain in catalog.domains():
        client("sqs").create_queue(QueueName=site.dead_letters(domain))
        client("scheduler").create_schedule_group(Name=site.timer_group(domain))
    archive = _archive()
    for spec in catalog.specs().values():
        _create_function(site, spec, archive)
        if isinstance(spec.trigger, OnEvent):
            _create_rule(site, spec.operation, spec.trigger, site.function_arn(spec.operation))
        if isinstance(spec.trigger, OnSchedule):
            _create_schedule(site, spec, spec.trigger.expression)
    for workflow in WORKFLOWS:
        answer = client("stepfunctions").create_state_machine(
            name=site.workflow(workflow.name),
            definition=workflow.definition(site),
            roleArn=_ROLE,
            type=workflow.kind,
        )
        _create_rule(site, workflow.name, workflow.trigger, answer["stateMachineArn"])


def _create_buckets(site: Site) -> None:
    names = {grant.name for spec in catalog.specs().values() for grant in spec.grants if grant.kind == "bucket"}
    for name in sorted(names):
        client("s3").create_bucket(Bucket=site.bucket(name), CreateBucketConfiguration={"LocationConstraint": REGION})


def _create_function(site: Site, spec: Spec, archive: bytes) -> None:
    client("lambda").create_function(
        FunctionName=site.function(spec.operation),
        Runtime="python3.13",
        Role=_ROLE,
        Handler=f"functions.{spec.operation}.handler",
        Code={"ZipFile": archive},
        MemorySize=spec.memory_mb,
        Timeout=spec.timeout_seconds,
        Environment={"Variables": site.environment(spec)},
    )


def _create_rule(site: Site, operation: str, trigger: OnEvent, target_arn: str) -> None:
    events = client("events")
    name = f"{site.prefix}-{operation.replace('.', '-')}"
    events.put_rule(Name=name, EventBusName=site.bus, EventPattern=json.dumps(trigger.pattern))
    target = {"Id": "function", "Arn": target_arn, "RoleArn": _ROLE}
    events.put_targets(Rule=name, EventBusName=site.bus, Targets=[target])


def _create_schedule(site: Site, spec: Spec, expression: str) -> None:
    client("scheduler").create_schedule(
        GroupName=site.timer_group(spec.domain),
        Name=spec.name,
        ScheduleExpression=expression,
        FlexibleTimeWindow={"Mode": "OFF"},
        Target={"Arn": site.function_arn(spec.operation), "RoleArn": _ROLE, "Input": "{}"},
    )


def _archive() -> bytes:
    """Return a zip for moto to keep: the code that runs is this process's own."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("handler.py", "")
    return buffer.getvalue()


@lru_cache(maxsize=1)
def public_keys() -> dict[str, Any]:
    """Return the keys that the user pool signs its tokens with, by key id."""
    source = Path(cognitoidp.__file__).parent / "resources" / "jwks-public.json.gz"
    keys = json.loads(gzip.decompress(source.read_bytes()))["keys"]
    return {key["kid"]: jwt.PyJWK(key).key for key in keys}
