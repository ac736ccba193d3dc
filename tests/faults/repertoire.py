"""Every story."""

from tests.faults.around import AROUND
from tests.faults.desk import DESK
from tests.faults.in_time import TIME
from tests.faults.sending import SENDING

STORIES = (*DESK, *TIME, *SENDING, *AROUND)
