"""In which teams colleagues were, and when: what is counted for a team is counted for the team of that time."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from crm.analytics.subjects import Known, Subject
from crm.core.events import Envelope
from crm.directory.events import UserCreated, UserEdited


class Colleague(BaseModel):
    """The teams of a colleague, each with since when, in order."""

    model_config = ConfigDict(frozen=True)

    teams: tuple[tuple[datetime, str | None], ...]

    def team_at(self, instant: datetime) -> str | None:
        """Return the team at a time; before there was any, the first."""
        since = [team for began, team in self.teams if began <= instant]
        return since[-1] if since else self.teams[0][1]


def evolve(facts: Colleague | None, envelope: Envelope, _known: Known) -> Colleague | None:
    """Return the teams after an event."""
    if facts is None:
        joined = UserCreated.model_validate(envelope.data)
        return Colleague(teams=((envelope.occurred_at, joined.team_id),))
    if envelope.type != UserEdited.__name__:
        return facts
    changes = UserEdited.model_validate(envelope.data).changes
    if "team_id" not in changes:
        return facts
    team = changes["team_id"][1]
    return Colleague(teams=(*facts.teams, (envelope.occurred_at, None if team is None else str(team))))


COLLEAGUES = Subject(
    kind="colleague",
    domain="directory",
    prefix="",
    facts=Colleague,
    begins=(UserCreated,),
    heard=(UserCreated, UserEdited),
    evolve=evolve,
    contributions=lambda _user_id, _facts: (),
)
