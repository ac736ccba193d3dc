"""Say how the work compares with what people can do."""

from crm.analytics import capacity, grants
from crm.analytics.capacity import CapacityReport
from crm.analytics.parameters import From, Groups, To, Zone
from crm.analytics.reading import Asked, MetricPeriodError
from crm.analytics.repository.cells import MetricRangeTooWideError
from crm.core.access import ADMIN, QA_SUPERVISOR, SUPERVISOR, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint


@endpoint(
    "GET /reports/capacity",
    access=staff(SUPERVISOR, QA_SUPERVISOR, ADMIN),
    uses=[grants.CAPACITY],
    errors=[MetricPeriodError, MetricRangeTooWideError],
)
def handler(
    command: Command, from_on: From = None, to: To = None, zone: Zone = None, by: Groups = "queue,type"
) -> CapacityReport:
    """Plan capacity: how many cases come, how many hours they take, and how much more could be taken on.

    Headroom is what is left of people's shifts, times the cases that they may have at a time, within the numbers that
    you may see. The setting `analytics.capacity` says how much of a shift is for cases.
    """
    return capacity.report(Asked(from_on, to, zone), by, command)
