"""Every story."""

from tests.faults.around import AROUND
from tests.faults.cards import CARDS
from tests.faults.desk import DESK
from tests.faults.im import IM
from tests.faults.in_time import TIME
from tests.faults.sending import SENDING
from tests.faults.tasks import TASKS

STORIES = (*DESK, *TIME, *SENDING, *AROUND, *TASKS, *CARDS, *IM)
