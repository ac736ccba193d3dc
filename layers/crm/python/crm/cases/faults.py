"""The end of a fault: everybody whose case came from it is told, each once (R-153).

The cases are gone through a page at a time. Each page ends with a record on the fault, whose event begins the next,
so no invocation is long and one that is lost is delivered again. What was told is kept with each case and each person
in the transaction that tells them, so going over a page again tells nobody twice.
"""

from datetime import timedelta
from functools import partial

from crm.cases import repository
from crm.cases.case import Case
from crm.cases.desk import Work, begin
from crm.cases.events import CaseResolved, FaultEnded, FaultSpread
from crm.cases.repository import relations as bonds
from crm.cases.settings.handling import Handling
from crm.cases.settings.relations import Relations
from crm.cases.transitions import TRANSITIONS
from crm.core import settings
from crm.core.command import Command
from crm.core.transaction import Transaction

PAGE = 25
"""How many cases one invocation tells of the end of their fault."""


def spread(fault_id: str, command: Command, after: str | None = None) -> None:
    """Tell the next cases of a fault that it is over; nothing is done for a case that is open or caused none."""
    fault = repository.cases.get(fault_id)
    if fault.is_open or fault.causes == 0 or fault.spread_episode == fault.reopened:
        return
    policy = settings.current(Relations).value
    page = bonds.caused(fault.id, after, PAGE)
    for case_id in page:
        _tell(case_id, fault, policy, command.unkeyed())
    following = page[-1] if len(page) == PAGE else None
    work = begin(fault, command)
    work.happened(FaultSpread(episode=fault.reopened, told=len(page), next_case_id=following))
    work.commit()


def _tell(case_id: str, fault: Case, policy: Relations, command: Command) -> None:
    case = repository.cases.get(case_id)
    if case.caused_by != fault.id or case.fault_episode == fault.reopened:
        return
    customer = f"contact:{case.contact_id}"
    agent = None if case.assignee_id is None else f"user:{case.assignee_id}"
    known = bonds.told(fault.id, fault.reopened, [each for each in (customer, agent) if each is not None])
    work = begin(case, command)
    solved = policy.resolve_caused and not case.open_mandatory and case.status in TRANSITIONS["resolve"]
    # Whose case is resolved along with the fault reads so, and why, in the message about that.
    tell_customer = policy.tell_customers and not solved and customer not in known
    tell_agent = policy.tell_agents and agent is not None and agent not in known
    work.happened(
        FaultEnded(
            fault_id=fault.id,
            fault_number=fault.number,
            episode=fault.reopened,
            solution=fault.solution if policy.tell_solution or solved else None,
            tell_customer=tell_customer,
            tell_agent=tell_agent,
        )
    )
    told = [person for person, tell in ((customer, tell_customer), (agent or "", tell_agent)) if tell]
    for person in told:
        work.also(partial(_keep_told, fault.id, fault.reopened, person))
    if solved:
        _resolve(work, fault)
    work.commit()


def _keep_told(fault_id: str, episode: int, person: str, transaction: Transaction) -> None:
    bonds.tell(transaction, fault_id, episode, person)


def _resolve(work: Work, fault: Case) -> None:
    days = settings.current(Handling).value.close_resolved_after_days
    work.happened(
        CaseResolved(
            solution=fault.solution or fault.title,
            cause_code=fault.cause_code or "",
            article_id=fault.article_id,
            close_at=None if days is None else work.command.now + timedelta(days=days),
        )
    )
