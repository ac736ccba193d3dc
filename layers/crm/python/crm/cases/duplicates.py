"""Cases that customers send in a second time: found as they come in, and merged into the first.

The first of equal cases claims their fingerprint in the transaction that opens it, so of any number that arrive at
the same instant one is first, and each of the others finds it when it runs again.
"""

from dataclasses import replace
from datetime import timedelta
from functools import partial

from pydantic import JsonValue

from crm.cases import likeness, merging, repository, risk
from crm.cases.case import Case
from crm.cases.desk import Work
from crm.cases.merges import Grounds
from crm.cases.repository import twins
from crm.cases.repository.twins import Twin
from crm.cases.settings.abuse import Duplicates
from crm.core import settings
from crm.core.settings import Versioned
from crm.core.timers import seconds

RULE = "cases.duplicates"


def settle(work: Work, text: str) -> None:
    """Merge a case that is just being opened into an equal open one of its customer, or make it the first of its kind.

    `text` is what the customer wrote beside the title. Nothing is merged where the setting says so.
    """
    rules = settings.current(Duplicates)
    if not rules.value.automatic:
        return
    case = work.case
    mark = _fingerprint(case, text, rules.value)
    first = twins.find(mark)
    main = None if first is None else _main(first, work)
    if main is not None:
        _join(work, main, rules, mark)
        return
    until_at = case.opened_at + timedelta(seconds=rules.value.within_seconds)
    work.also(partial(twins.claim, fingerprint=mark, case_id=case.id, until_at=until_at, over=first))


def _fingerprint(case: Case, text: str, rules: Duplicates) -> str:
    customer_id = case.account_id if rules.customer == "account" else None
    texts = (case.title,) if rules.compare == "title" else (case.title, text)
    return likeness.fingerprint(customer_id or case.contact_id, texts, rules.digits)


def _main(first: Twin, work: Work) -> Case | None:
    """Return the case that takes equal ones in, None where that one is over, too old, full, or was cleared."""
    if first.until < (seconds(work.command.now) or 0):
        return None
    found = repository.cases.find(first.case_id)
    main = None if found is None else repository.main_of(found)
    if main is None or not main.is_open or main.risk == "cleared" or len(main.partitions) > merging.MERGED_LIMIT:
        return None
    return main


def _join(work: Work, main: Case, rules: Versioned[Duplicates], mark: str) -> None:
    # The main case's own clocks are none of the duplicate's business: what falls due there, its timer sees to.
    into = Work(main, main, replace(work.command, now=max(work.command.now, main.updated_at)))
    inputs: dict[str, JsonValue] = {
        "fingerprint": mark,
        "customer": rules.value.customer,
        "compare": rules.value.compare,
        "digits": rules.value.digits,
        "within_seconds": rules.value.within_seconds,
        "main_opened_at": main.opened_at.isoformat(),
    }
    grounds = Grounds("automatic", "equal", f"{RULE}:{rules.reference}", inputs)
    work.say_nothing()
    merging.join(work, into, grounds)
    risk.look_at(into)
    work.also(into.write)
