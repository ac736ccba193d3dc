"""Talking about a case: to the customer, among colleagues, and hearing from the customer."""

import re
from functools import partial

from crm.cases import promises
from crm.cases.citation import Citation
from crm.cases.closing import require_not_too_late
from crm.cases.desk import Work, take_up
from crm.cases.events import CaseAccepted, CaseNoted, CaseReopened, CaseReplied, CustomerReplied
from crm.cases.models import Attachment
from crm.cases.portal_views import PortalCaseView
from crm.cases.repository import files, followers
from crm.cases.requests import Note, Reply
from crm.cases.views import CaseView
from crm.cases.visibility import require_handler
from crm.cases.vocabulary import Visibility
from crm.core.command import Command
from crm.core.errors import InvalidError
from crm.core.transaction import Transaction
from crm.directory import repository as directory

_MENTION = re.compile(r"(?<![\w@.])@([\w-]{2,64})")


class UnknownAttachmentError(InvalidError):
    """The file is not the case's, has not been uploaded, or may not be shown to the customer."""

    code = "unknown_attachment"


class UnknownMentionError(InvalidError):
    """Somebody mentioned is not in the directory."""

    code = "unknown_mention"


def reply(reference: str, body: Reply, command: Command) -> CaseView:
    """Write to the customer. The first public reply of a person gives the first response (R-124).

    A case that nobody has is accepted by replying.
    """
    work = writing(reference, body.attachment_ids, command)
    say(work, body.body, command.caller.id, body.attachment_ids)
    return work.commit()


def writing(reference: str, attachment_ids: tuple[str, ...], command: Command) -> Work:
    """Begin a reply of somebody who may write to the customer, with files that the customer may see."""
    work = take_up(reference, command)
    if work.case.assignee_id is not None:
        require_handler(work.case, command.caller)
    _require_attachments(work, attachment_ids, "public")
    return work


def say(work: Work, body: str, by: str, attachment_ids: tuple[str, ...], citation: Citation | None = None) -> None:
    """Let a text go to the customer; a case that nobody has is accepted by who wrote it."""
    if work.case.assignee_id is None and work.case.is_open:
        work.happened(CaseAccepted(by=by))
    work.happened(CaseReplied(body=body, by=by, attachment_ids=attachment_ids, citation=citation))


def note(reference: str, body: Note, command: Command) -> CaseView:
    """Leave an internal note; who is mentioned is told, and may read the case from then on."""
    work = take_up(reference, command)
    before = work.case.watchers
    work.happened(CaseNoted(body=body.body, mentions=_mentioned(body)))
    for user_id in work.case.watchers[len(before) :]:
        work.also(partial(_let_watch, work, user_id))
    return work.commit()


def _let_watch(work: Work, user_id: str, transaction: Transaction) -> None:
    followers.add(transaction, work.case, user_id)


def hear(reference: str, body: Reply, command: Command) -> PortalCaseView:
    """Take in what the customer writes: it ends waiting for them, and reopens what was resolved."""
    work = take_up(reference, command)
    _require_attachments(work, body.attachment_ids, "public")
    resolved = work.case.status == "resolved"
    work.happened(CustomerReplied(body=body.body, channel="portal", attachment_ids=body.attachment_ids))
    if resolved:
        require_not_too_late(work.case, command)
        work.happened(CaseReopened(reason="customer_replied"))
    return work.commit_as(PortalCaseView.of(work.case, promises.calendar))


def _mentioned(body: Note) -> tuple[str, ...]:
    given = {user_id: directory.users.find(user_id) for user_id in body.mentions}
    unknown = [user_id for user_id, user in given.items() if user is None]
    if unknown:
        raise UnknownMentionError("mentions", ids=unknown)
    written = [each for each in dict.fromkeys(_MENTION.findall(body.body)) if each not in given]
    named = [user_id for user_id in written if directory.users.find(user_id) is not None]
    return (*given, *named)


def _require_attachments(work: Work, attachment_ids: tuple[str, ...], visibility: Visibility) -> None:
    for attachment_id in attachment_ids:
        found: Attachment | None = files.find(work.case.id, attachment_id)
        if found is None or found.state != "stored" or found.visibility != visibility:
            raise UnknownAttachmentError("attachment_ids", id=attachment_id)
