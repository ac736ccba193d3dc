"""What it means that a list is published: each of its planned items is to be done."""

from crm.cadence.cadence_list import CadenceList, Item
from crm.cadence.events import CadenceItemPublished, CadenceListPublished
from crm.cadence.settings.scoring import CadenceScoring, Text, fill
from crm.core import i18n
from crm.core.events import Event
from crm.core.i18n import LOCALES, Locale
from crm.directory.models import User


def published(weekly: CadenceList, scoring: CadenceScoring, owner: User | None, by: str | None) -> list[Event]:
    """Return what is told of a list that is published: of the list, and of each item that is to be done."""
    locale = i18n.DEFAULT if owner is None else owner.locale
    told = CadenceListPublished(
        owner_id=weekly.owner_id, team_id=weekly.team_id, week=weekly.week, due=weekly.total, by=by
    )
    return [told, *(_wanted(weekly, each, scoring, locale) for each in weekly.items if each.status == "planned")]


def _wanted(weekly: CadenceList, item: Item, scoring: CadenceScoring, locale: Locale) -> CadenceItemPublished:
    action = scoring.action(item.action)
    return CadenceItemPublished(
        item_id=item.item_id,
        owner_id=weekly.owner_id,
        team_id=weekly.team_id,
        week=weekly.week,
        account_id=item.account_id,
        account_name=item.account_name,
        action=item.action,
        title=item.title,
        titles=tuple(said(action.title, item, each) for each in LOCALES),
        goal=said(action.goal, item, locale),
        talking_points=tuple(said(each, item, locale) for each in action.talking_points),
        due_at=item.due_at,
    )


def said(text: Text, item: Item, locale: Locale) -> str:
    """Return a text of an action as it reads for an item."""
    return fill(text, locale, item.account_name, item.renews_on, item.silent_days)
