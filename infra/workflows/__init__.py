"""The workflows: ASL files, used unchanged by CDK and by the twin, and what starts each of them."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from crm.core.spec import OnEvent
from infra.site import Site

FOLDER = Path(__file__).parent
_STEP = re.compile(r"\$\{([a-z_]+)\}")


@dataclass(frozen=True)
class Workflow:
    """A state machine: the domain whose functions it calls, the event that starts it.

    Express where it is short; Standard only while it waits for a person or fans out widely.
    """

    name: str
    domain: str
    kind: Literal["EXPRESS", "STANDARD"]
    started_by: str
    file: str

    @property
    def text(self) -> str:
        """The definition, with `${step}` where a function of the domain is called."""
        return (FOLDER / self.file).read_text(encoding="utf-8")

    @property
    def steps(self) -> list[str]:
        """The operations it calls."""
        return sorted({f"{self.domain}.{step}" for step in _STEP.findall(self.text)})

    @property
    def trigger(self) -> OnEvent:
        """What starts it."""
        return OnEvent(f"crm.{self.domain}", (self.started_by,))

    def definition(self, site: Site) -> str:
        """Return the definition with the functions' ARNs filled in."""
        filled = _STEP.sub(lambda match: site.function_arn(f"{self.domain}.{match.group(1)}"), self.text)
        json.loads(filled)
        return filled


WORKFLOWS: tuple[Workflow, ...] = (
    Workflow("SlaEscalation", "cases", "EXPRESS", started_by="EscalationDue", file="sla_escalation.asl.json"),
    Workflow("WeeklyCadence", "cadence", "STANDARD", started_by="CadenceWeekDue", file="weekly_cadence.asl.json"),
    Workflow("SendSurvey", "surveys", "EXPRESS", started_by="SurveyDue", file="send_survey.asl.json"),
)
"""Every workflow of the suite."""
