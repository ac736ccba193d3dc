"""What comes of a message that arrived: a card, a step of one, an answer, or nothing.

Who wrote it is looked at before anything is told them: whoever is no colleague, has left, or may not work on customers
is refused, and learns no customer's name.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urljoin

from crm.core import environment, i18n, settings
from crm.core.command import Command
from crm.core.events import Event
from crm.core.messages import MessageRequested
from crm.core.transaction import Transaction
from crm.directory import repository as directory
from crm.directory.models import User
from crm.directory.settings.calendar import Calendar
from crm.im import actions, candidates, hearing, identity, repository
from crm.im.events import (
    CardRequested,
    InstructionNotUnderstood,
    InstructionRefused,
    ThreadAction,
    ThreadActionTaken,
)
from crm.im.hearing import MAY_WORK_ON_CUSTOMERS, Heard
from crm.im.instruction import Outcome, Refusal
from crm.im.instructions.customers import CustomerBook
from crm.im.instructions.model import Colleague, Customer, Instruction
from crm.im.instructions.reading import read
from crm.im.instructions.roster import Roster
from crm.im.outbound import content
from crm.im.settings.instructions import Instructions
from crm.im.settings.policy import ImPolicy


@dataclass(frozen=True, slots=True)
class _Decision:
    """What comes of a message."""

    outcome: Outcome
    event: Event | None = None
    answer: MessageRequested | None = None
    refusal: Refusal | None = None
    reading: Instruction | None = None


def understand(message_id: str, command: Command) -> None:
    """Find out what a message asks for and have it done, or say why not; a second run changes nothing."""
    before = repository.arrivals.get(message_id)
    if before.outcome != "arrived":
        return
    heard = hearing.heard(before)
    decided = _decided(heard, command)
    after = before.model_copy(
        update={
            "outcome": decided.outcome,
            "user_id": heard.writer.id if heard.writer else None,
            "thread_id": heard.thread_id,
            "refusal": decided.refusal,
            "reading": decided.reading,
        }
    )
    transaction = Transaction(command)
    if decided.outcome != "ignored":
        transaction.put(repository.threads.item_of(heard.here(), heard.thread.version if heard.thread else 0))
    events = [decided.event] if decided.event else []
    messages = [decided.answer] if decided.answer else []
    repository.arrivals.save(transaction, command, before, after, events, messages)
    transaction.commit()


def _decided(heard: Heard, command: Command) -> _Decision:
    policy = settings.current(ImPolicy).value
    if heard.thread is not None or not heard.message.group:
        action = actions.taken(heard.message, policy.actions)
        if action is not None:
            return _acted(heard, action)
    if not heard.addressed and not heard.mentions_somebody:
        return _Decision("ignored")
    colleagues, customers = _colleagues(heard), candidates.find(heard.message.text)
    reading = _read(heard, colleagues, customers, policy, command)
    if not (reading.understood or heard.addressed or any(each.role for each in reading.people)):
        return _Decision("ignored", reading=reading)
    against = heard.against or _against_assignee(reading)
    if against is not None or heard.writer is None:
        return _refused(heard, against or "not_linked", reading)
    said = "\n".join(content.problems(reading.problems, _names(colleagues, customers), heard.locale))
    if reading.understood:
        return _requested(heard, heard.writer, reading, said)
    return _not_understood(heard, heard.writer, reading, said, policy)


def _acted(heard: Heard, action: ThreadAction) -> _Decision:
    if heard.against is not None or heard.writer is None:
        return _refused(heard, heard.against or "not_linked", None)
    event = ThreadActionTaken(
        thread_id=heard.thread_id,
        message_id=heard.message.id,
        actor_id=heard.writer.id,
        action=action,
        text=heard.message.text,
    )
    return _Decision("action_taken", event)


def _read(
    heard: Heard,
    colleagues: Sequence[Colleague],
    customers: Sequence[Customer],
    policy: ImPolicy,
    command: Command,
) -> Instruction:
    words = settings.current(Instructions)
    calendar = settings.current(Calendar, policy.calendar).value
    here = calendar.model_copy(update={"zone": heard.writer.zone}) if heard.writer else calendar
    roster, book = Roster(colleagues, words.value), CustomerBook(customers)
    return read(heard.message, roster, book, words, here.compiled(), command.now)


def _colleagues(heard: Heard) -> list[Colleague]:
    """Return everybody who is here, with the ids at the provider of those whom it says are mentioned."""
    connection_id = heard.arrived.connection_id
    mentioned = [identity.id_of(connection_id, each.im_user_id) for each in heard.message.mentions if not each.bot]
    known = {each.user_id: each.im_user_id for each in repository.identities.get_many(list(dict.fromkeys(mentioned)))}
    return [
        Colleague(
            id=user.id,
            name=user.name,
            roles=user.roles,
            im_user_ids=(known[user.id],) if user.id in known else (),
        )
        for user in directory.everybody()
    ]


def _against_assignee(reading: Instruction) -> Refusal | None:
    assignee = directory.find_user(reading.assignee_ids[0]) if reading.understood else None
    lacks = assignee is not None and not MAY_WORK_ON_CUSTOMERS.intersection(assignee.roles)
    return "assignee_without_right" if lacks else None


def _refused(heard: Heard, reason: Refusal, reading: Instruction | None) -> _Decision:
    event = InstructionRefused(
        provider=heard.message.vendor,
        thread_id=heard.thread_id,
        im_user_id=heard.message.sender_id,
        user_id=heard.writer.id if heard.writer else None,
        account_id=reading.customer.customer_id if reading and reading.customer else None,
        reason=reason,
    )
    told = _answer(heard, "im_refused", {"reason": i18n.text("im", f"refusals.{reason}", heard.locale)})
    return _Decision("refused", event, told, reason, reading)


def _not_understood(heard: Heard, writer: User, reading: Instruction, said: str, policy: ImPolicy) -> _Decision:
    event = InstructionNotUnderstood(
        provider=heard.message.vendor,
        thread_id=heard.thread_id,
        user_id=writer.id,
        problems=tuple(each.code for each in reading.problems),
    )
    page = urljoin(environment.get("PORTAL_URL"), policy.card_page)
    facts = {
        "problems": said,
        "link": content.creation_link(page, heard.message, reading),
        "link_text": i18n.text("im", "create_card", heard.locale),
    }
    return _Decision("not_understood", event, _answer(heard, "im_not_understood", facts), reading=reading)


def _requested(heard: Heard, writer: User, reading: Instruction, said: str) -> _Decision:
    message = heard.message
    event = CardRequested(
        instruction_id=heard.arrived.id,
        provider=message.vendor,
        thread_id=heard.thread_id,
        message_id=message.id,
        message_url=message.link,
        requested_by=writer.id,
        assignee_id=reading.assignee_ids[0],
        account_id=reading.customer.customer_id if reading.customer else None,
        title=reading.title,
        text=reading.shown,
        priority=reading.urgency,
        due_at=reading.due.at if reading.due else None,
    )
    told = _answer(heard, "im_partly_understood", {"problems": said}) if said else None
    return _Decision("card_requested", event, told, reading=reading)


def _names(colleagues: Sequence[Colleague], customers: Sequence[Customer]) -> dict[str, str]:
    return {each.id: each.name for each in colleagues} | {each.id: each.name for each in customers}


def _answer(heard: Heard, template: str, facts: dict[str, str]) -> MessageRequested:
    return MessageRequested(
        to=heard.thread_id,
        audience="thread",
        template=template,
        subject_id=heard.arrived.id,
        facts=dict(facts),
        channels=("im",),
    )
