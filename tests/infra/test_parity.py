"""The twin runs what is deployed: the same routes, rules, schedules, streams, workflows, tables and environments.

The twin's side is what it really makes in moto, CDK's side what the templates really say, with the twin's region and
account filled in. A stage's own settings (`CACHE_SECONDS` and the like) are the only thing that may differ.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from moto import mock_aws

from crm.core.access import EVERYONE
from crm.core.spec import Http, OnUpload, PageRoute
from infra import catalog, tables
from infra.local import pump, resources, streams
from infra.local.resources import ACCOUNT, REGION, client
from infra.site import Site
from infra.workflows import WORKFLOWS
from tests.infra.templates import STACK_UUID, Cloud

pytestmark = pytest.mark.cdk

OF_THE_STAGE = {"ASSETS_DIR", "CACHE_SECONDS", "POWERTOOLS_SERVICE_NAME"}


@pytest.fixture(scope="module")
def deployed(clouds: Mapping[str, Cloud]) -> Cloud:
    """What CDK would make."""
    return clouds["dev"]


@pytest.fixture(scope="module")
def site(deployed: Cloud) -> Site:
    """The site of the stage `dev`."""
    return site_of_dev(deployed)


def site_of_dev(deployed: Cloud) -> Site:
    """Return the site of the stage `dev`, with the names that CloudFormation would fill in."""
    (pool,) = deployed.of("AWS::Cognito::UserPool")
    return Site(
        stage="dev",
        region=REGION,
        account=ACCOUNT,
        user_pool_id=pool.properties["UserPoolName"],
        cursor_key=STACK_UUID,
        sender="service@kairos.example",
        portal_url="http://localhost:3000/portal",
    )


@pytest.fixture(scope="module")
def twin(site: Site) -> Iterator[None]:
    """Everything that the twin makes, under that site's names."""
    with mock_aws():
        resources.client.cache_clear()
        resources.create_tables(site)
        resources.create(site)
        yield
    resources.client.cache_clear()


def name_in(arn: str) -> str:
    return arn.rpartition(":")[2]


def called_by_routes(cloud: Cloud) -> dict[str, tuple[str, bool]]:
    uris = {each.id: each.properties["IntegrationUri"] for each in cloud.of("AWS::ApiGatewayV2::Integration")}
    return {
        route.properties["RouteKey"]: (
            name_in(uris[route.properties["Target"].removeprefix("integrations/")]),
            route.properties["AuthorizationType"] == "JWT",
        )
        for route in cloud.of("AWS::ApiGatewayV2::Route")
    }


def test_routes(deployed: Cloud, site: Site) -> None:
    expected = {
        f"{spec.trigger.method} {spec.trigger.path}": (site.function(operation), spec.trigger.access.kind == "staff")
        for operation, spec in catalog.specs().items()
        if isinstance(spec.trigger, Http | PageRoute)
    }
    assert called_by_routes(deployed) == expected


@pytest.mark.usefixtures("twin")
def test_rules(deployed: Cloud, site: Site) -> None:
    events = client("events")
    running = {}
    pages = events.get_paginator("list_rules").paginate(EventBusName=site.bus)
    for rule in (each for page in pages for each in page["Rules"]):
        targets = events.list_targets_by_rule(Rule=rule["Name"], EventBusName=site.bus)["Targets"]
        running[rule["Name"]] = (json.loads(rule["EventPattern"]), [each["Arn"] for each in targets])
    synthesised = {
        name: (rule.properties["EventPattern"], [each["Arn"] for each in rule.properties["Targets"]])
        for name, rule in deployed.named("AWS::Events::Rule").items()
        if rule.properties.get("EventBusName") == site.bus
    }
    assert synthesised == running
    assert running


def test_uploads(deployed: Cloud, site: Site) -> None:
    synthesised = {
        name: (rule.properties["EventPattern"], name_in(rule.properties["Targets"][0]["Arn"]))
        for name, rule in deployed.named("AWS::Events::Rule").items()
        if "EventBusName" not in rule.properties
    }
    expected = {
        site.function(operation): (site.upload_pattern(spec.trigger), site.function(operation))
        for operation, spec in catalog.specs().items()
        if isinstance(spec.trigger, OnUpload)
    }
    assert synthesised == expected


@pytest.mark.usefixtures("twin")
def test_schedules(deployed: Cloud) -> None:
    scheduler = client("scheduler")
    running = {}
    for listed in scheduler.list_schedules()["Schedules"]:
        schedule = scheduler.get_schedule(GroupName=listed["GroupName"], Name=listed["Name"])
        target = schedule["Target"]
        key = (schedule["GroupName"], schedule["Name"])
        running[key] = (schedule["ScheduleExpression"], target["Arn"], target["Input"])
    synthesised = {
        (each.properties["GroupName"], each.properties["Name"]): (
            each.properties["ScheduleExpression"],
            each.properties["Target"]["Arn"],
            each.properties["Target"]["Input"],
        )
        for each in deployed.of("AWS::Scheduler::Schedule")
    }
    assert synthesised == running
    assert running


def test_streams(deployed: Cloud, site: Site) -> None:
    synthesised = {
        name_in(each.properties["FunctionName"]): (
            each.properties["EventSourceArn"].split("/")[1],
            [json.loads(pattern["Pattern"]) for pattern in each.properties["FilterCriteria"]["Filters"]],
        )
        for each in deployed.of("AWS::Lambda::EventSourceMapping")
    }
    expected = {
        site.function(operation): (site.table(domain), [trigger.pattern])
        for domain in streams.streamed_domains()
        for operation, trigger in streams.stream_functions(domain).items()
    }
    assert synthesised == expected


def test_the_twin_gives_up_when_lambda_does(deployed: Cloud) -> None:
    retries = {each.properties["MaximumRetryAttempts"] for each in deployed.of("AWS::Lambda::EventInvokeConfig")}
    assert retries == {pump.ASYNC_ATTEMPTS - 1}
    retries = {each.properties["MaximumRetryAttempts"] for each in deployed.of("AWS::Lambda::EventSourceMapping")}
    assert retries == {pump.STREAM_ATTEMPTS - 1}


@pytest.mark.usefixtures("twin")
def test_workflows(deployed: Cloud, site: Site) -> None:
    machines = client("stepfunctions")
    running = {}
    for listed in machines.list_state_machines()["stateMachines"]:
        machine = machines.describe_state_machine(stateMachineArn=listed["stateMachineArn"])
        running[machine["name"]] = (machine["type"], json.loads(machine["definition"]))
    synthesised = {
        name: (each.properties["StateMachineType"], json.loads(each.properties["DefinitionString"]))
        for name, each in deployed.named("AWS::StepFunctions::StateMachine").items()
    }
    assert synthesised == running
    assert len(running) == len(WORKFLOWS)


@pytest.mark.usefixtures("twin")
def test_functions_and_their_environments(deployed: Cloud) -> None:
    functions = client("lambda")
    pages = functions.get_paginator("list_functions").paginate()
    running = {each["FunctionName"]: each for page in pages for each in page["Functions"]}
    synthesised = deployed.named("AWS::Lambda::Function")
    assert synthesised.keys() == running.keys()
    for name, made in running.items():
        properties = synthesised[name].properties
        for member in ("Handler", "MemorySize", "Timeout", "Runtime"):
            assert properties[member] == made[member], name
        variables = dict(properties["Environment"]["Variables"])
        assert {each for each in OF_THE_STAGE if variables.pop(each, None) is not None} == OF_THE_STAGE
        assert variables == made.get("Environment", {}).get("Variables", {}), name


@pytest.mark.usefixtures("twin")
def test_tables(deployed: Cloud, site: Site) -> None:
    dynamodb = client("dynamodb")
    for domain in tables.table_specs():
        made = dynamodb.describe_table(TableName=site.table(domain))["Table"]
        properties = deployed.named("AWS::DynamoDB::Table")[site.table(domain)].properties
        assert properties["KeySchema"] == made["KeySchema"]
        assert by_name(properties["AttributeDefinitions"], "AttributeName") == by_name(
            made["AttributeDefinitions"], "AttributeName"
        )
        assert properties["StreamSpecification"]["StreamViewType"] == made["StreamSpecification"]["StreamViewType"]
        assert indexes(properties) == indexes(made)


def by_name(listed: list[dict[str, Any]], name: str) -> dict[str, dict[str, Any]]:
    return {each[name]: each for each in listed}


def indexes(table: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    return {
        each["IndexName"]: (each["KeySchema"], each["Projection"]) for each in table.get("GlobalSecondaryIndexes", [])
    }


@pytest.mark.usefixtures("twin")
def test_everything_that_is_known_by_its_name(deployed: Cloud, site: Site) -> None:
    queues = {each.rpartition("/")[2] for each in client("sqs").list_queues()["QueueUrls"]}
    assert set(deployed.named("AWS::SQS::Queue")) == queues
    buckets = {each["Name"] for each in client("s3").list_buckets()["Buckets"]}
    assert set(deployed.named("AWS::S3::Bucket")) - {site.bucket("access-logs")} == buckets
    secrets = {each["Name"] for each in client("secretsmanager").list_secrets()["SecretList"]}
    assert {each.properties["Name"] for each in deployed.of("AWS::SecretsManager::Secret")} == secrets
    assert {each.properties["Name"] for each in deployed.of("AWS::Events::EventBus")} == {site.bus}
    groups = {each.properties["GroupName"] for each in deployed.of("AWS::Cognito::UserPoolGroup")}
    assert groups == set(EVERYONE)
    made = {each["Name"] for each in client("scheduler").list_schedule_groups()["ScheduleGroups"]}
    assert set(deployed.named("AWS::Scheduler::ScheduleGroup")) <= made
