"""What binds a case to tags, articles, tasks and other cases: what each event of it changes."""

from datetime import datetime

from crm.cases import events as ev
from crm.cases import transitions
from crm.cases.case import Calendars, Case, Subtask
from crm.cases.changes import Change, Members
from crm.core.events import Event


def _tagged(case: Case, event: ev.CaseTagged, _at: datetime, _: Calendars) -> Members:
    kept = [each for each in case.tags if each not in event.removed]
    return {"tags": tuple(dict.fromkeys((*kept, *event.added)))}


def _linked(case: Case, event: ev.ArticleLinked, _at: datetime, _: Calendars) -> Members:
    return {"articles": tuple(dict.fromkeys((*case.articles, event.article_id)))}


def _related(case: Case, event: ev.CaseRelated, _at: datetime, _: Calendars) -> Members:
    if event.relation == "causes":
        # What was told of the fault's end cannot have been told to what is related only now.
        return {"causes": case.causes + 1, "spread_episode": None}
    change: Members = {"relations": case.relations + 1}
    if event.relation == "caused_by":
        return change | {"caused_by": event.case_id, "fault_episode": None}
    if event.relation == "child_of":
        return change | {"parent_id": event.case_id}
    return change | ({"children": case.children + 1} if event.relation == "parent_of" else {})


def _unrelated(case: Case, event: ev.CaseUnrelated, _at: datetime, _: Calendars) -> Members:
    if event.relation == "causes":
        return {"causes": case.causes - 1}
    change: Members = {"relations": case.relations - 1}
    if event.relation == "caused_by":
        return change | {"caused_by": None, "fault_episode": None}
    if event.relation == "child_of":
        return change | {"parent_id": None}
    return change | ({"children": case.children - 1} if event.relation == "parent_of" else {})


def _fault_ended(_case: Case, event: ev.FaultEnded, _at: datetime, _: Calendars) -> Members:
    return {"fault_episode": event.episode}


def _spread(_case: Case, event: ev.FaultSpread, _at: datetime, _: Calendars) -> Members:
    return {"spread_episode": event.episode} if event.next_case_id is None else {}


def _planned(case: Case, event: ev.SubtaskPlanned, _at: datetime, _: Calendars) -> Members:
    transitions.after("plan_subtask", case.status)
    subtask = Subtask(**event.model_dump(include=set(Subtask.model_fields)))
    return {"subtasks": (*case.subtasks, subtask)}


def _followed(case: Case, event: ev.SubtaskFollowed, _at: datetime, _: Calendars) -> Members:
    changed = event.model_dump(include={"state", "assignee_id", "due_at", "task_version"}, exclude_none=True)
    return {
        "subtasks": tuple(
            each.model_copy(update=changed) if each.subtask_id == event.subtask_id else each for each in case.subtasks
        )
    }


def _nothing(_case: Case, _event: Event, _at: datetime, _: Calendars) -> Members:
    return {}


BONDS: dict[type[Event], Change] = {
    ev.CaseTagged: _tagged,
    ev.ArticleLinked: _linked,
    ev.MacroApplied: _nothing,
    ev.CaseRelated: _related,
    ev.CaseUnrelated: _unrelated,
    ev.FaultEnded: _fault_ended,
    ev.FaultSpread: _spread,
    ev.SubtaskPlanned: _planned,
    ev.SubtaskFollowed: _followed,
    ev.FollowUpNeeded: _nothing,
}
"""The events of what a case is bound to."""
