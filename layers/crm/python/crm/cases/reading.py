"""Reading cases: the case, and its service levels as they stand."""

from crm.cases import promises, repository, visibility
from crm.cases.case import Case
from crm.cases.sla.views import SlaView
from crm.cases.views import CaseView
from crm.core.command import Command


def find(reference: str, command: Command) -> Case:
    """Return a case that the caller may see; raise `NotFoundError` otherwise."""
    case = repository.get(reference)
    visibility.require_visible(case, command.caller, reference)
    return case


def show(reference: str, command: Command) -> CaseView:
    """Show a case."""
    return CaseView.of(find(reference, command), command.now, promises.calendar)


def sla(reference: str, zone: str | None, command: Command) -> SlaView:
    """Show the service levels of a case, as of now, to a reader in a zone (R-037)."""
    return SlaView.of(find(reference, command), command.now, promises.calendar, zone)
