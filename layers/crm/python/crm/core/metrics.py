"""Business metrics, counted as embedded metric format lines: no call, no client, one line an invocation."""

import os

from aws_lambda_powertools import Metrics
from aws_lambda_powertools.metrics import MetricUnit

NAMESPACE = "Kairos"

_metrics = Metrics(namespace=NAMESPACE, service=os.environ.get("POWERTOOLS_SERVICE_NAME", "kairos"))
"""The service is the dimension: it names the stage, so that two stages of one account count apart."""


def count(name: str, value: int = 1) -> None:
    """Count `value` occurrences of `name`."""
    _metrics.add_metric(name=name, unit=MetricUnit.Count, value=value)


def flush() -> None:
    """Write out what this invocation counted; nothing where it counted nothing."""
    if _metrics.metric_set:
        _metrics.flush_metrics()
