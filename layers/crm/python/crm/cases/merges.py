"""What merging, its undoing and the judgement of malice change of a case: pure, as every part of the fold."""

from dataclasses import dataclass, field
from datetime import datetime

from pydantic import JsonValue

from crm.cases import events as ev
from crm.cases.case import Absorbed, Calendars, Case, Merge
from crm.cases.changes import Change, Members, calendar_of
from crm.cases.vocabulary import MergeCause
from crm.core.events import Event


@dataclass(frozen=True, slots=True)
class Grounds:
    """Why a case is merged: by whom or which rule, in which version, from which inputs."""

    cause: MergeCause
    reason: str
    rule: str | None = None
    inputs: dict[str, JsonValue] = field(default_factory=dict)


def between(
    case: Case, main: Case, grounds: Grounds, before: ev.Tally, brought: ev.Tally, undo_until_at: datetime
) -> tuple[ev.CaseMerged, ev.CaseAbsorbed]:
    """Return what happens to a case and to its main case when they are merged: what each holds was counted."""
    watchers = tuple(each for each in case.watchers if each not in main.watchers)
    collaborators = tuple(each for each in case.collaborators if each not in main.collaborators)
    followers = dict.fromkeys((*case.watchers, *case.collaborators))
    merged = ev.CaseMerged(
        into_id=main.id,
        into_number=main.number,
        cause=grounds.cause,
        reason=grounds.reason,
        rule=grounds.rule,
        inputs=grounds.inputs,
        undo_until_at=undo_until_at,
        survey=False,
    )
    absorbed = ev.CaseAbsorbed(
        case_id=case.id,
        number=case.number,
        contact_id=case.contact_id,
        cause=grounds.cause,
        reason=grounds.reason,
        also=case.partitions[1:],
        watchers=watchers,
        collaborators=collaborators,
        shared=tuple(each for each in followers if each not in {*watchers, *collaborators}),
        before=before,
        brought=brought,
        after=ev.Tally(
            messages=before.messages + brought.messages,
            attachments=before.attachments + brought.attachments,
            watchers=before.watchers + len(watchers),
            collaborators=before.collaborators + len(collaborators),
        ),
    )
    return merged, absorbed


_OVER: Members = {
    "close_at": None,
    "waits_since": None,
    "look_again_at": None,
    "wait": None,
    "stop_reason": None,
    "escalation_due": (),
    "escalate_again_at": None,
}
"""What a case has that nobody works on any more: nothing to wait for."""

_KEPT = frozenset({"id", "version", "updated_at"})
"""What an undo leaves: when a case changed last, and how often, is history."""


def _merged(case: Case, event: ev.CaseMerged, at: datetime, calendars: Calendars) -> Members:
    before = case.model_dump(mode="json", exclude_defaults=True, exclude={"version"})
    return {
        **_OVER,
        "status": "merged",
        "clocks": case.clocks.ended(at, calendar_of(case, calendars)),
        "merge": Merge(
            into_id=event.into_id,
            into_number=event.into_number,
            at=at,
            cause=event.cause,
            undo_until_at=event.undo_until_at,
            before=before,
        ),
    }


def _unmerged(case: Case, _event: ev.CaseUnmerged, _at: datetime, _: Calendars) -> Members:
    assert case.merge is not None  # noqa: S101 - the command has checked it
    was = Case.model_validate(case.merge.before)
    return {name: getattr(was, name) for name in Case.model_fields if name not in _KEPT}


def _absorbed(case: Case, event: ev.CaseAbsorbed, at: datetime, _: Calendars) -> Members:
    link = Absorbed(
        case_id=event.case_id,
        number=event.number,
        contact_id=event.contact_id,
        at=at,
        cause=event.cause,
        also=event.also,
        messages=event.brought.messages,
        attachments=event.brought.attachments,
        watchers=event.watchers,
        collaborators=event.collaborators,
        shared=event.shared,
    )
    return {
        "absorbed": (*case.absorbed, link),
        "watchers": (*case.watchers, *event.watchers),
        "collaborators": (*case.collaborators, *event.collaborators),
    }


def _released(case: Case, event: ev.CaseReleased, _at: datetime, _: Calendars) -> Members:
    gone = next(each for each in case.absorbed if each.case_id == event.case_id)
    left = tuple(each for each in case.absorbed if each is not gone)
    for user_id in (*gone.watchers, *gone.collaborators):
        left = _handed_on(left, user_id, as_watcher=user_id in gone.watchers)
    brought = {each for link in left for each in (*link.watchers, *link.collaborators)}
    leaving = {each for each in (*gone.watchers, *gone.collaborators) if each not in brought}
    return {
        "absorbed": left,
        "watchers": tuple(each for each in case.watchers if each not in leaving),
        "collaborators": tuple(each for each in case.collaborators if each not in leaving),
    }


def _handed_on(links: tuple[Absorbed, ...], user_id: str, *, as_watcher: bool) -> tuple[Absorbed, ...]:
    """Let somebody who came with a case that leaves stay for the sake of the first other that they followed too."""
    heir = next((each for each in links if user_id in each.shared), None)
    if heir is None:
        return links
    members = {"shared": tuple(each for each in heir.shared if each != user_id)}
    name = "watchers" if as_watcher else "collaborators"
    members[name] = (*getattr(heir, name), user_id)
    return tuple(each.model_copy(update=members) if each is heir else each for each in links)


def _suspected(_case: Case, _event: ev.CaseSuspected, _at: datetime, _: Calendars) -> Members:
    return {"risk": "suspected"}


def _confirmed(case: Case, _event: ev.MaliceConfirmed, at: datetime, calendars: Calendars) -> Members:
    if case.closed_at is not None:
        return {"risk": "confirmed"}
    clocks = case.clocks.ended(at, calendar_of(case, calendars))
    return {**_OVER, "status": "closed", "risk": "confirmed", "closed_at": at, "clocks": clocks}


def _cleared(_case: Case, _event: ev.MaliceCleared, _at: datetime, _: Calendars) -> Members:
    return {"risk": "cleared"}


def _noted(_case: Case, _event: Event, _at: datetime, _: Calendars) -> Members:
    return {}


MERGES: dict[type[Event], Change] = {
    ev.CaseMerged: _merged,
    ev.CaseAbsorbed: _absorbed,
    ev.CaseUnmerged: _unmerged,
    ev.CaseReleased: _released,
    ev.CaseSuspected: _suspected,
    ev.MaliceConfirmed: _confirmed,
    ev.MaliceCleared: _cleared,
    ev.SenderBlocked: _noted,
    ev.SenderUnblocked: _noted,
}
"""The events of duplicates and abuse."""
