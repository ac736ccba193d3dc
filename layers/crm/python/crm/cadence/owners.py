"""An owner's own time: their working hours, in their zone."""

from crm.cadence.settings.policy import CadencePolicy
from crm.core import settings
from crm.core.calendar import BusinessCalendar
from crm.core.errors import NotFoundError
from crm.directory.models import User
from crm.directory.settings.calendar import Calendar


def calendar_of(owner: User | None, policy: CadencePolicy) -> BusinessCalendar:
    """Return the working hours of an owner: their shift's, else those of the policy by the clock of their zone."""
    usual = settings.current(Calendar, policy.calendar).value
    if owner is None:
        return usual.compiled()
    if owner.shift is not None:
        try:
            return settings.current(Calendar, owner.shift).value.compiled()
        except NotFoundError:
            return usual.compiled()  # a shift whose calendar was withdrawn
    return usual.model_copy(update={"zone": owner.zone}).compiled()
