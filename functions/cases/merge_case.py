"""Merge a duplicate into its main case."""

from crm.cases import grants, merging
from crm.cases.merging import (
    AlreadyMergedError,
    MergeClosedError,
    MergeIntoItselfError,
    MergeOtherCustomerError,
    MergeTooLargeError,
)
from crm.cases.requests import MergeCase
from crm.cases.views import CaseView
from crm.cases.visibility import NotYourCaseError
from crm.core.access import AGENT, SUPERVISOR, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint


@endpoint(
    "POST /cases/{case_id}/merge",
    access=staff(AGENT, SUPERVISOR),
    uses=[grants.CHANGE, grants.HISTORY, grants.MOVE_SLOT],
    errors=[
        AlreadyMergedError,
        MergeClosedError,
        MergeIntoItselfError,
        MergeOtherCustomerError,
        MergeTooLargeError,
        NotYourCaseError,
    ],
)
def handler(case_id: str, body: MergeCase, command: Command) -> CaseView:
    """Merge a duplicate into its main case, and see that one.

    Messages, files and followers come along and are counted before and after; the main case keeps its person and its
    clocks; the merged number stands for it for ever. It can be taken back within the window of `cases.duplicates`.
    """
    return merging.merge(case_id, body, command)
