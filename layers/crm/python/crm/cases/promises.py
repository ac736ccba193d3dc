"""What a case is promised: the policy that fits it, and the calendar that the promise counts in."""

from dataclasses import dataclass

from crm.cases.settings.sla import SlaPolicy, SlaRule, SlaSelection
from crm.cases.sla.clocks import Terms
from crm.cases.vocabulary import Channel, Priority, below
from crm.core import settings
from crm.core.cache import Cache
from crm.core.calendar import BusinessCalendar
from crm.directory.settings.calendar import Calendar

_calendars = Cache()


@dataclass(frozen=True, slots=True)
class Deserves:
    """What the choice of a policy depends on."""

    customer_level: str
    priority: Priority
    category: str
    channel: Channel


def policy_name(selection: SlaSelection, case: Deserves) -> str:
    """Return the policy of the first rule that fits, else the one for all others."""
    return next((rule.policy for rule in selection.rules if _fits(rule, case)), selection.otherwise)


def _fits(rule: SlaRule, case: Deserves) -> bool:
    return (
        (not rule.levels or case.customer_level in rule.levels)
        and (not rule.priorities or case.priority in rule.priorities)
        and (not rule.channels or case.channel in rule.channels)
        and (not rule.categories or any(below(case.category, path) for path in rule.categories))
    )


def terms_for(case: Deserves, policy: str | None = None) -> Terms:
    """Return the terms of the policy now in force for such a case, or of the policy named."""
    name = policy or policy_name(settings.current(SlaSelection).value, case)
    chosen = settings.current(SlaPolicy, name)
    calendar = settings.current(Calendar, chosen.value.calendar)
    return Terms(
        policy=chosen.reference,
        calendar=calendar.reference,
        targets=chosen.value.targets.get(case.priority, {}),
        pauses=chosen.value.pauses,
        thresholds=tuple(sorted(each.percent for each in chosen.value.thresholds_for(case.priority))),
    )


def policy_of(terms: Terms) -> SlaPolicy:
    """Return the policy version that a case follows."""
    return settings.at_reference(SlaPolicy, terms.policy).value


def calendar(reference: str) -> BusinessCalendar:
    """Return the calendar that a reference such as `office@0` names: a version never changes."""
    return _calendars.get(reference, lambda: _compiled(reference))


def _compiled(reference: str) -> BusinessCalendar:
    return settings.at_reference(Calendar, reference).value.compiled()
