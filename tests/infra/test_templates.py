"""What every template must hold to: limits of AWS, and what no function may lack."""

import json
import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

from crm.core.spec import Http, OnStream, PageRoute, Step
from infra import assets, catalog
from tests.infra.templates import Cloud, Resource, size

pytestmark = pytest.mark.cdk

MOST_RESOURCES = 460
"""CloudFormation takes 500. What is to be added to cases goes into a stack of its own, or leaves by another door."""
MOST_ROUTES = 250
INLINE_POLICY_BYTES = 10_240
PROJECTED_ATTRIBUTES = 100


def operation_of(function: Resource) -> str:
    """Return the action behind a function."""
    return str(function.properties["Handler"]).removeprefix("functions.").removesuffix(".handler")


def functions(cloud: Cloud) -> dict[str, Resource]:
    return {operation_of(each): each for each in cloud.of("AWS::Lambda::Function")}


def test_stacks_stay_far_below_the_limit_of_500_resources(
    clouds: Mapping[str, Cloud], capsys: pytest.CaptureFixture[str]
) -> None:
    sizes = {name: len(each["Resources"]) for cloud in clouds.values() for name, each in cloud.templates.items()}
    with capsys.disabled():
        print("\nresources:", ", ".join(f"{name} {count}" for name, count in sizes.items()))  # noqa: T201
    assert {name: count for name, count in sizes.items() if count > MOST_RESOURCES} == {}


def test_templates_stay_below_a_megabyte(cloud: Cloud) -> None:
    assert {name for name, each in cloud.templates.items() if size(each) > 1_000_000} == set()


def test_templates_are_plain_ascii(synthesis_folder: Path) -> None:
    """CloudFormation turns every other character into a question mark."""
    texts = {path.name: path.read_bytes() for path in (synthesis_folder / "cdk.out").glob("*.template.json")}
    assert [name for name, text in texts.items() if not text.isascii()] == []


def test_routes_stay_below_what_an_api_takes(cloud: Cloud) -> None:
    assert len(list(cloud.of("AWS::ApiGatewayV2::Route"))) <= MOST_ROUTES


def test_there_is_a_function_for_each_action_and_no_other(cloud: Cloud) -> None:
    assert sorted(functions(cloud)) == sorted(catalog.specs())


def test_names_fit(cloud: Cloud) -> None:
    names = [
        name
        for each in cloud.of("AWS::Lambda::Function", "AWS::Events::Rule", "AWS::Scheduler::Schedule", "AWS::IAM::Role")
        for property_, name in each.properties.items()
        if property_ in {"FunctionName", "Name", "RoleName"}
    ]
    assert [name for name in names if len(name) > 64] == []
    buckets = [each.properties["BucketName"] for each in cloud.of("AWS::S3::Bucket")]
    assert [name for name in buckets if not re.fullmatch(r"[a-z0-9-]{3,63}", name)] == []


def test_every_function_is_sized_by_its_declaration(cloud: Cloud) -> None:
    for operation, function in functions(cloud).items():
        spec, properties = catalog.specs()[operation], function.properties
        assert (properties["MemorySize"], properties["Timeout"]) == (spec.memory_mb, spec.timeout_seconds)
        assert (properties["Runtime"], properties["Architectures"]) == ("python3.13", ["arm64"])
        assert len(properties["Layers"]) == 2 + assets.own_lock(spec.domain).exists()


def test_a_function_behind_the_api_answers_before_the_api_gives_up(cloud: Cloud) -> None:
    for operation, function in functions(cloud).items():
        if isinstance(catalog.specs()[operation].trigger, Http | PageRoute):
            assert function.properties["Timeout"] < 30, operation


def test_environments_fit(cloud: Cloud) -> None:
    sizes = {each: size(function.properties["Environment"]["Variables"]) for each, function in functions(cloud).items()}
    assert {operation: bytes_ for operation, bytes_ in sizes.items() if bytes_ >= 4096} == {}


def test_every_function_has_a_log_that_ends(cloud: Cloud) -> None:
    logs = cloud.named("AWS::Logs::LogGroup")
    for operation, function in functions(cloud).items():
        logging = function.properties["LoggingConfig"]
        assert logging["LogGroup"] == f"/aws/lambda/{function.properties['FunctionName']}", operation
        assert logging["LogFormat"] == "JSON"
        assert logs[logging["LogGroup"]].properties["RetentionInDays"] > 0
    assert all(each.properties.get("RetentionInDays") for each in logs.values())


def test_every_function_has_a_role_of_its_own(cloud: Cloud) -> None:
    named = ((catalog.specs()[operation].domain, each) for operation, each in functions(cloud).items())
    roles = Counter((stack, each.properties["Role"]) for stack, each in named)
    assert [role for role, count in roles.items() if count > 1] == []


def test_what_nobody_waits_for_leaves_a_letter_when_it_fails(cloud: Cloud) -> None:
    calls = {each.properties["FunctionName"]: each.properties for each in cloud.of("AWS::Lambda::EventInvokeConfig")}
    streams = {each.properties["FunctionName"]: each.properties for each in cloud.of("AWS::Lambda::EventSourceMapping")}
    queues = {f":{name}" for name in cloud.named("AWS::SQS::Queue")}
    for operation, function in functions(cloud).items():
        trigger = catalog.specs()[operation].trigger
        if isinstance(trigger, Http | PageRoute | Step):
            continue
        name = function.properties["FunctionName"]
        found = (
            streams[f"{'arn:aws:lambda:eu-central-1:123456789012:function'}:{name}"]
            if isinstance(trigger, OnStream)
            else calls[name]
        )
        destination = found["DestinationConfig"]["OnFailure"]["Destination"]
        assert destination.endswith(f"-{operation.partition('.')[0]}-dead-letters")
        assert destination[destination.rindex(":") :] in queues
        assert 0 < found["MaximumRetryAttempts"] < 20


def test_streams_report_single_records_and_give_up_while_the_stream_still_has_them(cloud: Cloud) -> None:
    for mapping in cloud.of("AWS::Lambda::EventSourceMapping"):
        properties = mapping.properties
        assert properties["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
        assert properties["BisectBatchOnFunctionError"] is True
        assert properties["MaximumRecordAgeInSeconds"] <= 12 * 3600


def test_rules_and_schedules_have_dead_letter_queues(cloud: Cloud) -> None:
    targets = [target for rule in cloud.of("AWS::Events::Rule") for target in rule.properties["Targets"]]
    targets += [each.properties["Target"] for each in cloud.of("AWS::Scheduler::Schedule")]
    assert targets
    assert [each for each in targets if "-dead-letters" not in each["DeadLetterConfig"]["Arn"]] == []


def test_the_rules_may_write_to_the_queues_they_are_given(cloud: Cloud) -> None:
    allowed: dict[str, set[str]] = {}
    for policy in cloud.of("AWS::SQS::QueuePolicy"):
        for statement in policy.properties["PolicyDocument"]["Statement"]:
            if statement["Effect"] == "Allow":
                assert statement["Principal"] == {"Service": "events.amazonaws.com"}
                allowed[statement["Resource"]] = set(statement["Condition"]["ArnEquals"]["aws:SourceArn"])
    for rule in cloud.of("AWS::Events::Rule"):
        bus = rule.properties.get("EventBusName")
        arn = f"arn:aws:events:eu-central-1:123456789012:rule/{f'{bus}/' if bus else ''}{rule.properties['Name']}"
        for target in rule.properties["Targets"]:
            assert arn in allowed[target["DeadLetterConfig"]["Arn"]]


def test_workflows_log_errors_and_no_data(cloud: Cloud) -> None:
    machines = list(cloud.of("AWS::StepFunctions::StateMachine"))
    assert machines
    for machine in machines:
        logging = machine.properties["LoggingConfiguration"]
        assert (logging["Level"], logging["IncludeExecutionData"]) == ("ERROR", False)


def test_indexes_stay_within_what_a_table_projects(cloud: Cloud) -> None:
    for table in cloud.of("AWS::DynamoDB::Table"):
        indexes = table.properties.get("GlobalSecondaryIndexes", [])
        assert len(indexes) <= 20
        projected = sum(len(each["Projection"].get("NonKeyAttributes", [])) for each in indexes)
        assert projected <= PROJECTED_ATTRIBUTES, f"{table.id} projects {projected} attributes, AWS allows 100"


def _apis(cloud: Cloud) -> list[Resource]:
    return list(cloud.of("AWS::ApiGatewayV2::Api"))


def test_the_access_log_says_nothing_of_people(cloud: Cloud) -> None:
    stages = list(cloud.of("AWS::ApiGatewayV2::Stage"))
    assert len(stages) == 2
    for stage in stages:
        logged = stage.properties["AccessLogSettings"]["Format"]
        assert [word for word in ("sourceIp", "userAgent", "claims", "path", "identity") if word in logged] == []


def test_the_api_is_throttled_and_lets_in_only_named_origins(cloud: Cloud) -> None:
    for stage in cloud.of("AWS::ApiGatewayV2::Stage"):
        limits = stage.properties["DefaultRouteSettings"]
        assert limits["ThrottlingRateLimit"] > 0
        assert limits["ThrottlingBurstLimit"] >= limits["ThrottlingRateLimit"]
    origins = [each.properties.get("CorsConfiguration", {}).get("AllowOrigins") for each in _apis(cloud)]
    assert None in origins, "pages are for no other origin"
    assert [each for each in origins if each is not None and "*" in each] == []
    assert len(origins) == 2


def test_everything_of_a_stage_carries_its_tag(synthesis_folder: Path) -> None:
    manifest = json.loads((synthesis_folder / "cdk.out" / "manifest.json").read_text(encoding="utf-8"))
    stacks = {name: each for name, each in manifest["artifacts"].items() if each["type"] == "aws:cloudformation:stack"}
    tagged = {name: each["properties"]["tags"]["kairos-stage"] for name, each in stacks.items()}
    assert tagged == {name: name.split("-")[1] for name in stacks}


def test_nothing_runs_but_our_actions(cloud: Cloud) -> None:
    assert [each.id for each in cloud.resources if each.type.startswith("Custom::")] == []


def test_a_restored_tables_stream_can_be_named(tmp_path: Path) -> None:
    from tests.infra import synthesis  # noqa: PLC0415 - only where the CDK packages are

    stream = "arn:aws:dynamodb:eu-central-1:123456789012:table/kairos-dev-customers/stream/after"
    template = synthesis.synthesise_domain(tmp_path, "customers", streams={"customers": stream})
    mappings = [each for each in template["Resources"].values() if each["Type"] == "AWS::Lambda::EventSourceMapping"]
    assert {each["Properties"]["EventSourceArn"] for each in mappings} == {stream}
