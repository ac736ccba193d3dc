"""Reading an instruction: a pure function of the message, the roster, the customers, the words and now."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime

from crm.core.calendar import BusinessCalendar
from crm.core.settings import Versioned
from crm.im.inbound import InboundMessage
from crm.im.instructions import customers, due, mentions, titles, urgency
from crm.im.instructions.customers import CustomerBook
from crm.im.instructions.mentions import Found
from crm.im.instructions.model import (
    CustomerMatch,
    Due,
    Instruction,
    Misnamed,
    Misnaming,
    Named,
    Obstacle,
    Problem,
)
from crm.im.instructions.moments import Here
from crm.im.instructions.roster import Roster
from crm.im.settings.instructions import Instructions

_JOINED = re.compile(r"\0(?:\s*(?:(?:和|与|跟|及|、|,|，|/|&|and)\s*)?\0)+")
"""People named together, NUL for each."""

_PROBLEMS = 5
"""Unknown people that are told; a text of nothing but `@` shall not be answered by a page of them."""

_OBSTACLES: dict[Misnaming, Obstacle] = {
    "unknown": "person_unknown",
    "ambiguous": "person_ambiguous",
    "role_only": "role_only",
    "not_in_roster": "person_not_in_roster",
}


def read(
    message: InboundMessage,
    roster: Roster,
    book: CustomerBook,
    words: Versioned[Instructions],
    calendar: BusinessCalendar,
    now: datetime,
) -> Instruction:
    """Return what a message asks for, and what of it was not understood. Raises nothing, whatever was written."""
    said = words.value
    found = mentions.find(message.text, message.mentions, roster, said)
    blanked = _blanked(message.text, found)
    customer = customers.find(blanked, book, said)
    wanted = due.find(blanked, Here(now, calendar, said))
    level = urgency.find(blanked, said.urgencies)
    matched = customer if isinstance(customer, CustomerMatch) else None
    limit = wanted if isinstance(wanted, Due) else None
    subject = titles.subject(blanked, [each for each in (matched, limit, level) if each is not None], said)
    people = [each for each in found if isinstance(each, Named)]
    assignees = tuple(dict.fromkeys(each.colleague_id for each in people if each.colleague_id and not each.bot))
    problems = [
        *_about_people(found, people, assignees),
        *(each for each in (customer, wanted) if isinstance(each, Problem)),
    ]
    return Instruction(
        understood=bool(assignees) and matched is not None,
        people=tuple(people),
        assignee_ids=assignees,
        customer=matched,
        title=titles.title(matched.name if matched else None, subject),
        subject=subject,
        request=_request(message.text, found),
        due=limit,
        urgency=level.level if level else "normal",
        urgency_written=level.written if level else None,
        problems=tuple(problems),
        shown=_shown(message.text, found),
        settings=words.reference,
    )


def _about_people(found: Sequence[Found], people: Sequence[Named], assignees: Sequence[str]) -> list[Problem]:
    problems = [
        Problem(code=_OBSTACLES[each.why], written=each.written, candidates=each.candidates)
        for each in found
        if isinstance(each, Misnamed) and each.why in _OBSTACLES
    ]
    strangers = (each for each in people if each.colleague_id is None and not each.bot)
    problems += (Problem(code="person_not_in_roster", written=each.written) for each in strangers)
    if not assignees and not problems:
        problems.append(Problem(code="only_bots" if people else "nobody_mentioned"))
    return problems[:_PROBLEMS]


def _blanked(text: str, found: Iterable[Found]) -> str:
    """Return the text with NUL for every character of the mentions, so that nothing is read across one."""
    text = text.replace("\0", " ")
    for each in found:
        text = text[: each.start] + "\0" * (each.end - each.start) + text[each.end :]
    return _JOINED.sub(lambda match: "\0" * len(match.group()), text)


def _request(text: str, found: Sequence[Found]) -> str:
    """Return the text without the people, and without the «和» between them."""
    marked = text.replace("\0", " ")
    for each in reversed([one for one in found if isinstance(one, Named) and one.end > one.start]):
        marked = f"{marked[: each.start]}\0{marked[each.end :]}"
    spoken = _JOINED.sub("\0", marked).replace("\0", " ")
    return re.sub(r"[^\S\n]+", " ", spoken).strip().lstrip(",，、:：;； ").strip()


def _shown(text: str, found: Sequence[Found]) -> str:
    """Return the text as people read it: where the provider wrote an id, the name."""
    for each in reversed(found):
        if isinstance(each, Named) and each.end > each.start and each.how == "im_id":
            text = f"{text[: each.start]}@{each.name}{text[each.end :]}"
    return text
