"""Taking in mail: it answers the case it belongs to, opens one, or is not taken and says why.

A mail has nobody who waits for an answer, so nothing of it is refused as the portal would refuse it: what comes too
late for its case opens another, and what may not be taken waits for a person.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Literal, NamedTuple

from crm.cases import desk, intake, mail_files, mail_threads, repository
from crm.cases.case import Case
from crm.cases.closing import ReopenTooLateError, require_not_too_late
from crm.cases.desk import Work
from crm.cases.events import CaseReopened, CustomerReplied, MailNotTaken, MailTakenIn
from crm.cases.intake import UnknownCategoryError
from crm.cases.mail_files import Sent, Sorted
from crm.cases.mail_threads import Hint, Thread
from crm.cases.models import CaseMail, InlinePicture, MailRefusal
from crm.cases.repository import files, mails
from crm.cases.requests import OpenCase
from crm.cases.settings.handling import Handling
from crm.cases.settings.intake import Categories
from crm.cases.transitions import WrongStatusError
from crm.core import i18n, ids, settings
from crm.core.command import Command
from crm.core.errors import AlreadyExistsError, NotFoundError
from crm.core.i18n import Locale
from crm.core.transaction import RaceLostError, Transaction
from crm.customers import repository as customers
from crm.customers.events import ContactCreated
from crm.customers.models import Contact

Refused = Literal["unknown_sender", "inactive_sender", "not_the_contact", "forged_token"]

_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_TITLE_CHARACTERS = 200
_NAME_CHARACTERS = 120
_REOPENED = "customer_replied"


@dataclass(frozen=True, slots=True)
class Incoming:
    """A mail as the cases need to know it; `asked` are the members of a case that it would open."""

    mail_id: str
    message_id: str | None
    sender: str
    sender_name: str
    subject: str
    title: str
    text: str
    automatic: bool
    received_at: datetime
    hints: tuple[Hint, ...]
    asked: dict[str, object]
    files: tuple[Sent, ...]
    left_out: tuple[str, ...]
    html_key: str | None
    strangers: Literal["take_in", "park"]
    foreigners: Literal["take_in", "park"]
    released_by: str | None
    into_case: str | None


class _Sender(NamedTuple):
    """Whose mail it is; `new` says that they become a contact with it."""

    contact: Contact
    new: bool


def take_in(mail: Incoming, command: Command) -> None:
    """Let a mail answer its case or open one, with its files and in one transaction; a second run changes nothing."""
    contact = customers.contact_by("email", mail.sender)
    if contact is not None and not contact.active:
        _refuse(mail, "inactive_sender", command)
        return
    thread = _thread(mail, contact)
    against = _against(mail, thread, contact)
    if against is not None:
        _refuse(mail, against, command)
        return
    sender = _Sender(contact or _stranger(mail), new=contact is None)
    if thread.case is None or thread.against is not None:
        _open(mail, sender, None, command)
        return
    try:
        work = _answered(mail, thread.case, command)
    except (ReopenTooLateError, WrongStatusError):
        _open(mail, sender, thread.case.number, command)
        return
    _finish(work, mail, "answered", thread.by, contact.id if contact else thread.case.contact_id, None)


def _thread(mail: Incoming, contact: Contact | None) -> Thread:
    """Return the case that a mail belongs to; whoever released it may have named one, and answers for its sender."""
    if mail.into_case is not None:
        try:
            return Thread(repository.get(mail.into_case), "released")
        except NotFoundError:
            return mail_threads.NO_THREAD
    found = mail_threads.find(mail.hints, contact)
    vouched = mail.released_by is not None and found.case is not None
    return found._replace(against=None) if vouched else found


def _against(mail: Incoming, thread: Thread, contact: Contact | None) -> Refused | None:
    if mail.released_by is not None:
        return None
    if thread.against == "forged_token" or (thread.against is not None and mail.foreigners == "park"):
        return thread.against
    opens = thread.case is None or thread.against is not None
    return "unknown_sender" if opens and contact is None and mail.strangers == "park" else None


def _answered(mail: Incoming, case: Case, command: Command) -> Work:
    """Begin the answer to a case: as in the portal it ends waiting and reopens what was resolved.

    A case that was closed lately is opened again first; raises `ReopenTooLateError` where that was too long ago.
    """
    work = desk.begin(case, command)
    require_not_too_late(case, command)
    if case.status == "closed":
        work.happened(CaseReopened(reason=_REOPENED))
    file_ids = tuple(map(mail_files.attachment_id, _sorted(mail).taken))
    said = CustomerReplied(body=_said(mail), channel="email", attachment_ids=file_ids)
    work.happened(said)
    if case.status == "resolved":
        work.happened(CaseReopened(reason=_REOPENED))
    return work


def _sorted(mail: Incoming) -> Sorted:
    return mail_files.sort(mail.files, mail.left_out, settings.current(Handling).value)


def _open(mail: Incoming, sender: _Sender, follows: str | None, command: Command) -> None:
    work = intake.begin(_asked(mail, sender.contact), sender.contact, command)
    if sender.new:
        work.also(partial(_add_contact, sender.contact, command))
    _finish(work, mail, "opened", "new", sender.contact.id, follows)


def _asked(mail: Incoming, contact: Contact) -> OpenCase:
    category = str(mail.asked["category"])
    try:
        intake.require_category(category)
    except UnknownCategoryError:  # the tree has changed since the setting was written: no mail is lost over it
        category = "/".join(settings.current(Categories).value.paths()[0])
    return OpenCase.model_validate(
        {
            **mail.asked,
            "category": category,
            "title": (mail.title or mail.text.strip().split("\n")[0] or _nothing(contact.locale))[:_TITLE_CHARACTERS],
            "description": _said(mail),
            "contact_id": contact.id,
            "channel": "email",
            "auto_generated": mail.automatic,
        }
    )


def _said(mail: Incoming) -> str:
    return mail.text.strip() or mail.title.strip() or _nothing(_locale_of(mail))


def _nothing(locale: Locale) -> str:
    return i18n.text("cases", "mail_without_words", locale)


def _locale_of(mail: Incoming) -> Locale:
    return "zh-CN" if _CHINESE.search(f"{mail.sender_name}{mail.title}{mail.text}") else "en"


def _stranger(mail: Incoming) -> Contact:
    """Return somebody new, by what their mail says of them."""
    name = mail.sender_name.strip() or mail.sender.partition("@")[0]
    return Contact(
        id=ids.derived_id("cont", mail.mail_id),
        name=name[:_NAME_CHARACTERS],
        email=mail.sender,
        locale=_locale_of(mail),
    )


def _add_contact(contact: Contact, command: Command, transaction: Transaction) -> None:
    event = ContactCreated.model_validate(contact.model_dump(include=set(ContactCreated.model_fields)))
    customers.contacts.save(transaction, command, None, contact, [event])


def _finish(
    work: Work,
    mail: Incoming,
    outcome: Literal["opened", "answered"],
    by: str,
    sender_id: str,
    follows: str | None,
) -> None:
    """Add what the case keeps of the mail, and commit."""
    case_id, (taken, refused) = work.case.id, _sorted(mail)
    work.happened(
        MailTakenIn(
            mail_id=mail.mail_id,
            message_id=mail.message_id,
            sender=mail.sender,
            sender_name=mail.sender_name,
            subject=mail.subject,
            outcome=outcome,
            by=by,
            number=work.case.number,
            files=tuple(map(mail_files.told, taken)),
            refused=refused,
            follows=follows,
            released_by=mail.released_by,
        )
    )
    for each in taken:
        announced = mail_files.announced(each, case_id, sender_id, work.command)
        work.also(partial(files.put, case_id=case_id, attachment=announced))
    work.also(partial(mails.put, case_id=case_id, mail=_kept(mail)))
    try:
        work.commit()
    except AlreadyExistsError:
        raise RaceLostError from None  # two mails of a stranger at once: the second finds the contact of the first


def _kept(mail: Incoming) -> CaseMail:
    shown = [each for each in mail.files if each.inline and each.content_id]
    return CaseMail(
        mail_id=mail.mail_id,
        message_id=mail.message_id,
        sender=mail.sender,
        sender_name=mail.sender_name,
        subject=mail.subject,
        received_at=mail.received_at,
        text=mail.text,
        html_key=mail.html_key,
        pictures=tuple(
            InlinePicture(content_id=each.content_id or "", content_type=each.content_type, inbox_key=each.key)
            for each in shown
        ),
    )


def _refuse(mail: Incoming, reason: Refused, command: Command) -> None:
    refusal = MailRefusal(id=ids.derived_id("mailref", command.key))
    if mails.refusals.taken(refusal.id):
        return
    # The refusal's own id says that it was told: the command's key needs no record beside it.
    command = command.unkeyed()
    transaction = Transaction(command)
    event = MailNotTaken(mail_id=mail.mail_id, sender=mail.sender, reason=reason)
    mails.refusals.save(transaction, command, None, refusal, [event])
    transaction.commit()
