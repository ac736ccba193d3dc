"""The rhythm of every team: when its next lists are to be made."""

from crm.cadence import repository, weekly, weeks
from crm.cadence.events import RhythmSet
from crm.cadence.rhythm import Rhythm, rhythm_id
from crm.cadence.settings.policy import DEFAULT, CadencePolicy, policy_of
from crm.cadence.vocabulary import NO_TEAM
from crm.core import settings
from crm.core.command import Command
from crm.core.settings import Versioned
from crm.core.transaction import Transaction
from crm.directory import repository as directory


def keep(command: Command) -> None:
    """Give every team its rhythm, and bring those in step whose policy changed."""
    keep_one(NO_TEAM, policy_of(NO_TEAM), command)
    for team_id in directory.team_ids():
        keep_one(team_id, policy_of(team_id), command)


def follow(name: str, version: int, command: Command) -> None:
    """Bring the rhythms in step with a new version of a policy: its team's, or those of all teams without their own."""
    policy = settings.at_version(CadencePolicy, name, version)
    if name != DEFAULT:
        if directory.find_team(name) is not None:
            keep_one(name, policy, command)
        return
    keep_one(NO_TEAM, policy, command)
    for team_id in directory.team_ids():
        if policy_of(team_id).name == DEFAULT:
            keep_one(team_id, policy, command)


def keep_one(team_id: str, policy: Versioned[CadencePolicy], command: Command) -> None:
    """Give a team its rhythm by a policy; one that it has already stays."""
    before = repository.rhythms.find(rhythm_id(team_id))
    if before is None or before.policy != policy.reference:
        _set(before, team_id, policy, command)


def on_due(id_: str, command: Command) -> None:
    """Have a team's lists of the week made, and wait for the next; run early or twice, it changes nothing."""
    before = repository.rhythms.get(id_)
    if before.next_run_at > command.now:
        return
    policy = policy_of(before.team_id)
    weekly.start(before.team_id, policy, command)
    _set(before, before.team_id, policy, command)


def _set(before: Rhythm | None, team_id: str, policy: Versioned[CadencePolicy], command: Command) -> None:
    rules = policy.value
    next_run_at = weeks.next_run(rules.weekday, rules.at, rules.zone, command.now)
    after = Rhythm(
        id=rhythm_id(team_id),
        version=0 if before is None else before.version,
        team_id=team_id,
        policy=policy.reference,
        next_run_at=next_run_at,
    )
    # The rhythm itself tells whether it is set: the command's key needs no record beside it.
    transaction = Transaction(command.unkeyed())
    event = RhythmSet(policy=policy.reference, next_run_at=next_run_at)
    repository.rhythms.save(transaction, command, before, after, [event])
    transaction.commit()
