"""Every story."""

from tests.faults.analytics import ANALYTICS
from tests.faults.around import AROUND
from tests.faults.cadence import CADENCE
from tests.faults.cards import CARDS
from tests.faults.conflicts import CONFLICTS
from tests.faults.desk import DESK
from tests.faults.im import IM
from tests.faults.in_time import TIME
from tests.faults.sending import SENDING
from tests.faults.surveys import SURVEYS
from tests.faults.tasks import TASKS

SERVICE = (*DESK, *TIME, *SENDING, *AROUND)
COLLABORATION = (*TASKS, *IM, *CARDS, *CONFLICTS)
WEEKS = (*CADENCE, *ANALYTICS, *SURVEYS)
"""About a third of the work each: several processes share it."""

STORIES = (*SERVICE, *COLLABORATION, *WEEKS)
