"""The dashboard that operators look at first; at most 50 metrics, as many as cost nothing."""

import json
from collections.abc import Sequence
from typing import Any

from aws_cdk import Aws
from aws_cdk import aws_cloudwatch as cloudwatch
from constructs import Construct

from crm.core.metrics import NAMESPACE
from crm.core.spec import OnStream, Spec
from infra import catalog
from infra.site import Site
from infra.workflows import WORKFLOWS

_WIDTH, _HEIGHT, _COLUMNS = 8, 6, 3
_COUNTED = ("CaseOpened", "MessageSent", "MessageFailed", "MessageUncertain", "ScheduleLost", "Failure")

Metric = list[Any]


class Dashboard(Construct):
    """Whether requests are answered, work gets done, messages leave, and nothing piles up."""

    def __init__(self, scope: Construct, api_id: str, site: Site) -> None:
        super().__init__(scope, "Dashboard")
        widgets = [_widget(place, title, metrics) for place, (title, metrics) in enumerate(_shown(api_id, site))]
        cloudwatch.CfnDashboard(
            self, "Dashboard", dashboard_name=site.prefix, dashboard_body=json.dumps({"widgets": widgets})
        )


def _shown(api_id: str, site: Site) -> list[tuple[str, list[Metric]]]:
    def of_api(metric: str, statistic: str) -> Metric:
        return ["AWS/ApiGateway", metric, "ApiId", api_id, {"stat": statistic}]

    def of_lambda(metric: str, statistic: str) -> Metric:
        return ["AWS/Lambda", metric, {"stat": statistic}]

    # One reader of each stream: the others stand where it stands, and alarms of their own watch them.
    streams = [each for each, spec in catalog.specs().items() if _publishes(spec)]
    machines = [site.arn("states", f"stateMachine:{site.workflow(each.name)}") for each in WORKFLOWS]
    return [
        ("Requests", [of_api("Count", "Sum"), of_api("4xx", "Sum"), of_api("5xx", "Sum")]),
        ("Answer time, ms", [of_api("Latency", each) for each in ("p50", "p90", "p99")]),
        ("Business", [[NAMESPACE, name, "service", site.prefix, {"stat": "Sum"}] for name in _COUNTED]),
        ("Dead letters", _each("AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", _queues(site))),
        ("Behind the streams, ms", _each("AWS/Lambda", "IteratorAge", "FunctionName", map_names(streams, site))),
        ("Workflows that failed", _each("AWS/States", "ExecutionsFailed", "StateMachineArn", machines, "Sum")),
        ("Functions of the region", [of_lambda("Errors", "Sum"), of_lambda("Throttles", "Sum")]),
        ("Containers at once, of the region", [of_lambda("ConcurrentExecutions", "Maximum")]),
        ("Mail, of the account", [["AWS/SES", each, {"stat": "Sum"}] for each in ("Send", "Bounce", "Complaint")]),
    ]


def _publishes(spec: Spec) -> bool:
    return isinstance(spec.trigger, OnStream) and spec.name.startswith("publish_")


def map_names(operations: Sequence[str], site: Site) -> list[str]:
    """Return the functions' names."""
    return [site.function(each) for each in operations]


def _queues(site: Site) -> list[str]:
    return [site.dead_letters(each) for each in catalog.domains()]


def _each(
    namespace: str, metric: str, dimension: str, values: Sequence[str], statistic: str = "Maximum"
) -> list[Metric]:
    return [[namespace, metric, dimension, value, {"stat": statistic}] for value in values]


def _widget(place: int, title: str, metrics: list[Metric]) -> dict[str, Any]:
    return {
        "type": "metric",
        "x": place % _COLUMNS * _WIDTH,
        "y": place // _COLUMNS * _HEIGHT,
        "width": _WIDTH,
        "height": _HEIGHT,
        "properties": {"title": title, "metrics": metrics, "region": Aws.REGION, "view": "timeSeries", "period": 300},
    }
