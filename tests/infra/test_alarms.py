"""What rings says why, is explained to whoever it wakes, and an idle stage costs next to nothing."""

import json
import re
from collections.abc import Mapping

import pytest

from infra.catalog import ROOT
from tests.infra.templates import Cloud

pytestmark = pytest.mark.cdk

FREE_ALARMS = 10
ALARM_USD, SECRET_USD, KEY_USD = 0.10, 0.40, 1.00
RUN_USD = 0.0000002 + 0.5 * 0.0000133334 * 0.5
"""A sweep that finds nothing: an invocation of half a second with 512 MB, of an arm64 function."""

MINUTES_A_MONTH = 30 * 24 * 60


def kind_of(alarm_name: str) -> str:
    kinds = re.findall(r"^### ([a-z-]+)$", (ROOT / "docs" / "operating.md").read_text(encoding="utf-8"), re.MULTILINE)
    return next((kind for kind in kinds if alarm_name.endswith(f"-{kind}")), "")


def test_every_alarm_says_why_and_is_explained(cloud: Cloud) -> None:
    alarms = list(cloud.of("AWS::CloudWatch::Alarm"))
    assert alarms
    for alarm in alarms:
        name, why = alarm.properties["AlarmName"], alarm.properties["AlarmDescription"]
        kind = kind_of(name)
        assert kind, f"docs/operating.md has no heading for {name}"
        assert why.endswith(f". What to do: docs/operating.md, {kind}.")
        assert alarm.properties["AlarmActions"] == alarm.properties["OKActions"]


def test_alarms_reach_the_topic(cloud: Cloud) -> None:
    (topic,) = cloud.named("AWS::SNS::Topic")
    told = {action for alarm in cloud.of("AWS::CloudWatch::Alarm") for action in alarm.properties["AlarmActions"]}
    assert told == {f"arn:aws:sns:eu-central-1:123456789012:{topic}"}
    (policy,) = cloud.of("AWS::SNS::TopicPolicy")
    let_in = [
        each["Principal"] for each in policy.properties["PolicyDocument"]["Statement"] if each["Effect"] == "Allow"
    ]
    assert {"Service": "cloudwatch.amazonaws.com"} in let_in


def test_lost_work_rings_in_every_stage(cloud: Cloud) -> None:
    kinds = {kind_of(alarm.properties["AlarmName"]) for alarm in cloud.of("AWS::CloudWatch::Alarm")}
    assert kinds >= {
        "dead-letters",
        "api-failing",
        "throttled",
        "failures",
        "schedule-lost",
        "message-uncertain",
        "workflow-failed",
        "workflow-timed-out",
    }


def test_causes_ring_where_the_stage_asks_for_them(clouds: Mapping[str, Cloud]) -> None:
    def kinds(stage: str) -> set[str]:
        return {kind_of(alarm.properties["AlarmName"]) for alarm in clouds[stage].of("AWS::CloudWatch::Alarm")}

    assert kinds("prod") - kinds("dev") == {"api-slow", "function-errors", "stream-late"}
    prod = clouds["prod"]
    queues = {
        each["Value"]
        for alarm in prod.of("AWS::CloudWatch::Alarm")
        for each in alarm.properties.get("Dimensions", [])
        if each["Name"] == "QueueName"
    }
    assert queues == set(prod.named("AWS::SQS::Queue"))


def test_metrics_are_of_the_stage(clouds: Mapping[str, Cloud]) -> None:
    for stage, cloud in clouds.items():
        for alarm in cloud.of("AWS::CloudWatch::Alarm"):
            if alarm.properties["Namespace"] == "Kairos":
                assert alarm.properties["Dimensions"] == [{"Name": "service", "Value": f"kairos-{stage}"}]
        for function in cloud.of("AWS::Lambda::Function"):
            variables = function.properties["Environment"]["Variables"]
            assert variables["POWERTOOLS_SERVICE_NAME"] == f"kairos-{stage}"


def test_the_dashboard_is_one_of_those_that_cost_nothing(cloud: Cloud) -> None:
    (dashboard,) = cloud.of("AWS::CloudWatch::Dashboard")
    widgets = json.loads(dashboard.properties["DashboardBody"])["widgets"]
    assert sum(len(each["properties"]["metrics"]) for each in widgets) <= 50


def test_an_idle_stage_costs_less_than_a_dollar_a_month(clouds: Mapping[str, Cloud]) -> None:
    dev = clouds["dev"]
    alarms = len(list(dev.of("AWS::CloudWatch::Alarm"))) - FREE_ALARMS
    secrets = len(list(dev.of("AWS::SecretsManager::Secret")))
    keys = len(list(dev.of("AWS::KMS::Key")))
    rates = [
        re.fullmatch(r"rate\((\d+) minutes\)", each.properties["ScheduleExpression"])
        for each in dev.of("AWS::Scheduler::Schedule")
    ]
    runs = sum(MINUTES_A_MONTH / int(rate.group(1)) for rate in rates if rate)
    assert max(alarms, 0) * ALARM_USD + secrets * SECRET_USD + keys * KEY_USD + runs * RUN_USD < 1
    paid_by_the_hour = (
        "AWS::EC2",
        "AWS::RDS",
        "AWS::ElastiCache",
        "AWS::OpenSearchService",
        "AWS::Kinesis",
        "AWS::WAFv2",
    )
    assert [each.id for each in dev.resources if each.type.startswith(paid_by_the_hour)] == []
    assert [each.id for each in dev.resources if "ProvisionedConcurrencyConfig" in each.properties] == []
