"""Every kind of subject."""

from typing import Any

from crm.analytics.subjects import Subject
from crm.analytics.subjects.cards import CARDS
from crm.analytics.subjects.cases import CASES
from crm.analytics.subjects.colleagues import COLLEAGUES
from crm.analytics.subjects.conflicts import CONFLICTS
from crm.analytics.subjects.instructions import INSTRUCTIONS
from crm.analytics.subjects.pushes import PUSHES
from crm.analytics.subjects.surveys import SURVEY_ANSWERS, SURVEY_REVIEWS, SURVEYS
from crm.analytics.subjects.tasks import TASKS
from crm.analytics.subjects.weekly_lists import WEEKLY_LISTS
from crm.analytics.subjects.workspaces import WORKSPACES
from crm.analytics.vocabulary import SubjectKind

SUBJECTS: dict[SubjectKind, Subject[Any]] = {
    each.kind: each
    for each in (
        *(COLLEAGUES, CASES, TASKS, PUSHES, INSTRUCTIONS, CARDS, WEEKLY_LISTS, CONFLICTS, WORKSPACES),
        *(SURVEYS, SURVEY_ANSWERS, SURVEY_REVIEWS),
    )
}
