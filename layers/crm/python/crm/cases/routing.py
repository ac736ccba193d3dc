"""Routing: who gets a case, as a pure function of a stored snapshot.

The same snapshot always gives the same decision, so every stored decision can be replayed, and «why not somebody
else?» is answered from what was known then.
"""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict

from crm.cases.settings.routing import RoutingRule, RoutingWeights
from crm.cases.vocabulary import CaseType, Channel, Priority, below

Exclusion = Literal[
    "off_shift", "not_online", "absent", "at_capacity", "missing_skill", "language", "region", "excluded"
]
Reason = Literal["best_score", "returning", "nobody_available", "nobody_skilled", "nobody_in_queue"]
_BEST_LEVEL = 5
_SENIOR_LEVELS = frozenset({"privileged", "gold"})


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class CaseFacts(_Frozen):
    """What routing knows of a case."""

    case_id: str
    priority: Priority
    case_type: CaseType
    channel: Channel
    category: str
    customer_level: str
    language: str
    region: str | None
    product: str | None = None
    tags: tuple[str, ...]
    tag_skills: tuple[str, ...]
    """The skills that the case's tags call for."""
    waited_seconds: int
    last_assignee_id: str | None = None
    excluded_id: str | None = None
    """Who handed the case back and is not to get it again now."""


class Candidate(_Frozen):
    """What routing knows of a colleague."""

    user_id: str
    name: str
    skills: dict[str, int]
    languages: tuple[str, ...]
    regions: tuple[str, ...]
    online: bool
    absent: bool
    on_shift: bool
    next_shift_at: datetime | None
    active: int
    capacity: int
    handling_seconds: int | None = None
    """How long they take for a case on average, None before their first."""


class Snapshot(_Frozen):
    """All that a decision depends on."""

    case: CaseFacts
    rule: RoutingRule
    weights: RoutingWeights
    settings: tuple[str, ...]
    """The versions of the settings that were in force, as `<kind>:<name>@<version>`."""
    queue_skills: tuple[str, ...]
    candidates: tuple[Candidate, ...]


class Scored(_Frozen):
    """A candidate, why they were excluded or what they scored; parts lie between 0 and 1."""

    user_id: str
    name: str
    excluded_by: Exclusion | None
    detail: str | None
    skill: float
    availability: float
    load: float
    customer_level: float
    language: float
    region: float
    score: float
    handling_seconds: int | None = None


class Decision(_Frozen):
    """Whom routing chose, in order, and why."""

    rule_id: str
    queue_id: str
    required_skills: tuple[str, ...]
    dropped_skills: tuple[str, ...]
    ranking: tuple[str, ...]
    reason: Reason
    scored: tuple[Scored, ...]


def rule_for(rules: Iterable[RoutingRule], case: CaseFacts) -> RoutingRule | None:
    """Return the first rule whose condition the case meets."""
    return next((rule for rule in rules if _applies(rule, case)), None)


def _applies(rule: RoutingRule, case: CaseFacts) -> bool:
    when = rule.when
    return (
        _allows(when.priorities, case.priority)
        and _allows(when.case_types, case.case_type)
        and _allows(when.channels, case.channel)
        and _allows(when.levels, case.customer_level)
        and _allows(when.languages, case.language)
        and (not when.regions or case.region in when.regions)
        and (not when.products or case.product in when.products)
        and (not when.tags or not set(when.tags).isdisjoint(case.tags))
        and (not when.categories or any(below(case.category, path) for path in when.categories))
    )


def _allows(wanted: tuple[str, ...], value: str) -> bool:
    return not wanted or value in wanted


def decide(snapshot: Snapshot) -> Decision:
    """Choose whom to offer the case to, best first.

    Required skills are never dropped; droppable ones are once the case has waited long enough, or when nobody
    has them and their time is zero. Equal scores are broken by a hash of case and colleague, so that no name
    is favoured and a replay gives the same order.
    """
    required, dropped = _skills(snapshot)
    scored = tuple(_score(candidate, snapshot, required) for candidate in snapshot.candidates)
    eligible = [each for each in scored if each.excluded_by is None]
    ranking = sorted(eligible, key=lambda each: (-each.score, _tie(snapshot.case.case_id, each.user_id)))
    order = tuple(each.user_id for each in ranking)
    return Decision(
        rule_id=snapshot.rule.id,
        queue_id=snapshot.rule.queue,
        required_skills=required,
        dropped_skills=dropped,
        ranking=order,
        reason=_reason(snapshot, scored, order),
        scored=tuple(sorted(scored, key=lambda each: (each.excluded_by is not None, -each.score, each.user_id))),
    )


def next_opportunity(snapshot: Snapshot, now: datetime) -> datetime | None:
    """Return when the next shift of a colleague with the skills starts, None if none is in sight."""
    required, _ = _skills(snapshot)
    starts = [
        each.next_shift_at
        for each in snapshot.candidates
        if each.next_shift_at is not None and each.next_shift_at > now and not _missing(each, required)
    ]
    return min(starts, default=None)


def next_drop(snapshot: Snapshot) -> int | None:
    """Return after how many seconds of waiting the next skill is dropped, None if none is left to drop."""
    waited = snapshot.case.waited_seconds
    return min(
        (each.after_seconds for each in snapshot.rule.droppable_skills if each.after_seconds > waited), default=None
    )


def _skills(snapshot: Snapshot) -> tuple[tuple[str, ...], tuple[str, ...]]:
    rule, waited = snapshot.rule, snapshot.case.waited_seconds
    wanted = dict.fromkeys((*rule.required_skills, *snapshot.queue_skills))
    if rule.skills_of_tags:
        wanted |= dict.fromkeys(snapshot.case.tag_skills)
    dropped = []
    for each in rule.droppable_skills:
        if waited >= each.after_seconds:
            dropped.append(each.skill)
        elif each.skill not in wanted:
            wanted[each.skill] = None
    return tuple(skill for skill in wanted if skill not in dropped or skill in rule.required_skills), tuple(dropped)


def _missing(candidate: Candidate, required: tuple[str, ...]) -> list[str]:
    return [skill for skill in required if skill not in candidate.skills]


def _score(candidate: Candidate, snapshot: Snapshot, required: tuple[str, ...]) -> Scored:
    case, rule, weights = snapshot.case, snapshot.rule, snapshot.weights
    excluded, detail = _excluded(candidate, snapshot, required)
    level = sum(candidate.skills.get(skill, 0) for skill in required) / len(required) if required else _BEST_LEVEL / 2
    pace = _pace(candidate, snapshot.candidates)
    seniority = max(candidate.skills.values(), default=0) / _BEST_LEVEL
    parts = {
        "skill": level / _BEST_LEVEL,
        "availability": 1.0 if candidate.online and candidate.on_shift and not candidate.absent else 0.0,
        "load": max(0.0, 1 - candidate.active * pace / candidate.capacity) if candidate.capacity else 0.0,
        "customer_level": seniority if case.customer_level in _SENIOR_LEVELS else 1 - seniority / 2,
        "language": 1.0 if rule.language == "ignored" or _speaks(candidate, case.language) else 0.0,
        "region": 1.0 if rule.region == "ignored" or case.region in {None, *candidate.regions} else 0.0,
    }
    score = sum(getattr(weights, name) * part for name, part in parts.items())
    if candidate.user_id == case.last_assignee_id:
        score += weights.skill  # whoever knows the case comes first among equals
    rounded = {name: round(part, 4) for name, part in parts.items()}
    return Scored(
        user_id=candidate.user_id,
        name=candidate.name,
        excluded_by=excluded,
        detail=detail,
        score=round(score, 4),
        handling_seconds=candidate.handling_seconds,
        **rounded,
    )


def _pace(candidate: Candidate, candidates: tuple[Candidate, ...]) -> float:
    """Return how long a colleague takes for a case as a share of what all take on average, between 1/2 and 2.

    The same cases are more work in slower hands; the bounds keep a few strange cases from deciding.
    """
    known = [each.handling_seconds for each in candidates if each.handling_seconds]
    if not candidate.handling_seconds:
        return 1.0
    return min(2.0, max(0.5, candidate.handling_seconds * len(known) / sum(known)))


def _excluded(
    candidate: Candidate, snapshot: Snapshot, required: tuple[str, ...]
) -> tuple[Exclusion | None, str | None]:
    case, rule = snapshot.case, snapshot.rule
    missing = _missing(candidate, required)
    checks: tuple[tuple[bool, Exclusion, str | None], ...] = (
        (candidate.user_id == case.excluded_id, "excluded", None),
        (bool(missing), "missing_skill", ", ".join(missing)),
        (rule.language == "required" and not _speaks(candidate, case.language), "language", case.language),
        (rule.region == "required" and case.region not in candidate.regions, "region", case.region),
        (candidate.absent, "absent", None),
        (not candidate.on_shift, "off_shift", None),
        (not candidate.online, "not_online", None),
        (candidate.active >= candidate.capacity, "at_capacity", f"{candidate.active}/{candidate.capacity}"),
    )
    return next(((reason, detail) for failed, reason, detail in checks if failed), (None, None))


def _speaks(candidate: Candidate, language: str) -> bool:
    """Say whether a colleague speaks a language; one without any named speaks the house's."""
    wanted = language.split("-", maxsplit=1)[0].lower()
    return not candidate.languages or any(each.split("-")[0].lower() == wanted for each in candidate.languages)


def _tie(case_id: str, user_id: str) -> str:
    return hashlib.sha256(f"{case_id}/{user_id}".encode()).hexdigest()


def _reason(snapshot: Snapshot, scored: tuple[Scored, ...], order: tuple[str, ...]) -> Reason:
    if order:
        return "returning" if order[0] == snapshot.case.last_assignee_id else "best_score"
    if not scored:
        return "nobody_in_queue"
    unskilled = {"missing_skill", "language", "region"}
    return "nobody_skilled" if all(each.excluded_by in unskilled for each in scored) else "nobody_available"
