"""What owners and those above them are told. Whether, when and how it leaves is the gate's to decide."""

from crm.cadence.cadence_list import CadenceList, Item
from crm.cadence.publication import said
from crm.cadence.settings.scoring import CadenceScoring
from crm.core import i18n
from crm.core.messages import MessageRequested
from crm.directory.models import User


def reminders(
    weekly: CadenceList, due: list[Item], scoring: CadenceScoring, to: str, reader: User | None, *, digest: bool
) -> list[MessageRequested]:
    """Return a reminder of each item, or one digest of all."""
    locale = i18n.DEFAULT if reader is None else reader.locale
    titles = {each.item_id: said(scoring.action(each.action).title, each, locale) for each in due}
    if digest:
        items = [f"{each.account_name} · {titles[each.item_id]}" for each in due]
        facts = {"week": weekly.week, "count": len(due), "items": [*items]}
        return [MessageRequested(to=to, template="cadence_digest", subject_id=weekly.id, facts=facts)]
    return [
        MessageRequested(
            to=to,
            template="cadence_reminder",
            subject_id=each.item_id,
            facts={
                "week": weekly.week,
                "account": each.account_name,
                "title": titles[each.item_id],
                "goal": said(scoring.action(each.action).goal, each, locale),
                "talking_points": [said(point, each, locale) for point in scoring.action(each.action).talking_points],
                "due_at": each.due_at.isoformat(),
            },
        )
        for each in due
    ]


def approvals(run_id: str, week: str, waiting: dict[str, int]) -> list[MessageRequested]:
    """Return what those are told whose approval lists wait for: how many."""
    return [
        MessageRequested(
            to=approver, template="cadence_approval", subject_id=run_id, facts={"week": week, "count": count}
        )
        for approver, count in sorted(waiting.items())
    ]
