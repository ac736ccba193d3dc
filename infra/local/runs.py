"""Workflow runs: starting them in moto, waiting for them, and what they did."""

import json
import time
import uuid
from typing import Any

from moto.stepfunctions.parser.models import stepfunctions_parser_backends

from infra.local.resources import ACCOUNT, REGION, client

_TIMEOUT_SECONDS = 60


def run(machine_arn: str, event: dict[str, Any]) -> None:
    """Run a workflow to its end, so that every run has the same story.

    An express run has no name that another could not have: the same event, come twice, starts two.
    """
    given = json.dumps(event, default=str)
    client("stepfunctions").start_execution(stateMachineArn=machine_arn, name=str(uuid.uuid4()), input=given)
    finish()


def finish() -> int:
    """Wait for the runs that are under way; return whether there were any."""
    waited = 0
    for _, execution in _executions():
        deadline = time.monotonic() + _TIMEOUT_SECONDS
        while _status(execution) == "RUNNING" and time.monotonic() < deadline:
            waited = 1
            time.sleep(0.001)
    return waited


def shown() -> list[dict[str, Any]]:
    """Return the runs, newest first."""
    runs = [
        {
            "workflow": name,
            "run": execution.name,
            "status": _status(execution),
            "output": execution.output,
            "error": execution.error,
            "cause": execution.cause,
            "steps": _steps(execution),
        }
        for name, execution in _executions()
    ]
    return runs[::-1]


def _executions() -> list[tuple[str, Any]]:
    machines = stepfunctions_parser_backends[ACCOUNT][REGION].state_machines
    return [(machine.name, execution) for machine in machines for execution in machine.executions]


def _status(execution: Any) -> str:
    return str(getattr(execution.exec_status, "value", execution.exec_status))


def _steps(execution: Any) -> list[str]:
    history = execution.to_history_output()["events"]
    return [event["stateEnteredEventDetails"]["name"] for event in history if "stateEnteredEventDetails" in event]
