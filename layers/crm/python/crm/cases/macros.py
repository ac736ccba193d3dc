"""Macros: several changes of one case, made together or not at all (R-150)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, NamedTuple

from pydantic import BaseModel, JsonValue, ValidationError

from crm.cases import closing, handling, talk, texts, waiting
from crm.cases.case import Case
from crm.cases.desk import Work, take_up
from crm.cases.desk_requests import ApplyMacro
from crm.cases.events import ArticleLinked, CaseResumed, MacroApplied
from crm.cases.handling import work_of_handler
from crm.cases.requests import Note, Reclassify, Reply, Resolve, Transfer
from crm.cases.settings import macros as m
from crm.cases.views import CaseView
from crm.core import problem, settings
from crm.core.command import Command
from crm.core.errors import ConflictError, CrmError, InvalidError, NotFoundError
from crm.core.i18n import Locale
from crm.core.settings import Versioned
from crm.customers import repository as customers
from crm.directory import repository as directory
from crm.messaging import rendering


class MacroStepError(ConflictError):
    """A step of the macro cannot be done, so none of it was."""

    code = "macro_step"


class ValuesMissingError(InvalidError):
    """A text of the macro shows what neither the case nor the caller tells."""

    code = "macro_values_missing"


class StepView(BaseModel):
    """A step of a macro, and the text that it wrote or would write."""

    do: str
    text: str | None


class MacroView(BaseModel):
    """What a macro did, or would do, and the case after it."""

    macro: str
    preview: bool
    steps: list[StepView]
    case: CaseView


@dataclass
class Run:
    """A macro on its way through a case: the values its texts are filled with, and the capacity it must respect."""

    work: Work
    locale: Locale
    known: dict[str, JsonValue]
    missing: dict[str, None]
    capacity: int | None = None

    def text(self, source: str) -> str:
        """Return a text of the macro, filled; note what is missing."""
        text, missing = rendering.fill(source, self.known, self.locale, self.work.case.zone)
        self.missing |= dict.fromkeys(missing)
        return text

    def template(self, name: str) -> str:
        """Return what a reply template says, filled; raise `NotFoundError` for one that is not for this case."""
        return self.text(_for_case(m.ReplyTemplate, name, self.work).value.body[self.locale])


def apply(reference: str, body: ApplyMacro, command: Command) -> MacroView:
    """Apply a macro, or a reply template alone, to a case; or, as a preview, only say what that would do.

    Raises `NotFoundError` for a macro that is not there or not for this team and queue, `ValuesMissingError` naming
    what its texts lack, and `MacroStepError` where one of its steps cannot be done.
    """
    work = work_of_handler(reference, command) if body.macro_id is not None else take_up(reference, command)
    played = play(work, body)
    view = MacroView(macro=played.macro, preview=body.preview, steps=played.steps, case=work.view())
    return view if body.preview else work.commit_as(view, played.capacity)


class Played(NamedTuple):
    """What a macro made of a case, before anything is written."""

    macro: str
    steps: list[StepView]
    capacity: int | None


def play(work: Work, body: ApplyMacro) -> Played:
    """Let a macro happen to a case that is at hand; nothing is written yet."""
    name, steps = _steps(work, body)
    progress = Run(work, texts.locale_of(work.case), {**_known(work), **body.values}, {})
    written = [_text(progress, position, step) for position, step in enumerate(steps, start=1)]
    if progress.missing:
        raise ValuesMissingError("values", names=sorted(progress.missing))
    work.happened(MacroApplied(macro=name, steps=tuple(each.do for each in steps)))
    for position, (step, text) in enumerate(zip(steps, written, strict=True), start=1):
        _take(progress, position, step, text)
    shown = [StepView(do=step.do, text=text) for step, text in zip(steps, written, strict=True)]
    return Played(name, shown, progress.capacity)


def _steps(work: Work, body: ApplyMacro) -> tuple[str, tuple[m.Step, ...]]:
    if body.macro_id is not None:
        macro = _for_case(m.Macro, body.macro_id, work)
        return f"{m.Macro.kind}:{macro.reference}", macro.value.steps
    template = _for_case(m.ReplyTemplate, body.template_id or "", work)
    return f"{m.ReplyTemplate.kind}:{template.reference}", (m.ReplyStep(do="reply", template=template.name),)


def _for_case(kind: type[Any], name: str, work: Work) -> Versioned[Any]:
    found: Versioned[Any] = settings.current(kind, name)
    if not found.value.is_for(work.command.caller.team_id, work.case.queue_id):
        raise NotFoundError(kind.kind, name)
    return found


def _known(work: Work) -> dict[str, JsonValue]:
    case: Case = work.case
    contact, agent = customers.contacts.find(case.contact_id), directory.find_user(work.command.caller.id)
    return {
        **{name: getattr(case, name) for name in _OF_CASE},
        "asked": None if case.wait is None else case.wait.asked,
        "customer": None if contact is None else contact.name,
        "agent": None if agent is None else agent.name,
    }


_OF_CASE = ("number", "title", "product", "serial", "order_id", "device_id", "solution")


def _text(progress: Run, position: int, step: m.Step) -> str | None:
    try:
        if isinstance(step, m.ReplyStep | m.ResolveStep):
            return progress.template(step.template)
        if isinstance(step, m.WaitStep):
            return progress.text(step.asked[progress.locale])
        return progress.text(step.body) if isinstance(step, m.NoteStep) else None
    except CrmError as refusal:
        raise _refused(progress, position, step, refusal) from refusal


def _take(progress: Run, position: int, step: m.Step, text: str | None) -> None:
    try:
        _STEPS[type(step)](progress, step, text)
    except ValidationError as error:
        # What a text became is longer than what the action takes, or nothing at all.
        refusal = InvalidError("body", errors=[each["type"] for each in error.errors()])
        raise _refused(progress, position, step, refusal) from error
    except CrmError as refusal:
        raise _refused(progress, position, step, refusal) from refusal


def _refused(progress: Run, position: int, step: m.Step, refusal: CrmError) -> MacroStepError:
    locale = progress.work.command.caller.locale
    reason, remedy = (problem.text(refusal, part, locale) for part in ("title", "remedy"))
    return MacroStepError(
        step=position, do=step.do, because=refusal.code, reason=reason, instead=remedy, details=refusal.facts
    )


def _reply(progress: Run, _step: m.ReplyStep, text: str) -> None:
    talk.write(progress.work, Reply(body=text))


def _note(progress: Run, _step: m.NoteStep, text: str) -> None:
    talk.jot(progress.work, Note(body=text))


def _wait(progress: Run, step: m.WaitStep, text: str) -> None:
    until_at = progress.work.command.now + timedelta(hours=step.hours)
    waiting.let_wait(progress.work, "customer", text, until_at)


def _resume(progress: Run, _step: m.ResumeStep, _text: None) -> None:
    progress.work.happened(CaseResumed())


def _tag(progress: Run, step: m.TagStep, _text: None) -> None:
    handling.retag(progress.work, step.add, step.remove)


def _reclassify(progress: Run, step: m.ReclassifyStep, _text: None) -> None:
    handling.weigh_anew(progress.work, Reclassify(**step.model_dump(exclude={"do"})))


def _assign(progress: Run, step: m.AssignStep, _text: None) -> None:
    progress.capacity = handling.hand_over(progress.work, Transfer(**step.model_dump(exclude={"do"})))


def _link(progress: Run, step: m.LinkStep, _text: None) -> None:
    if step.article_id not in progress.work.case.articles:
        progress.work.happened(ArticleLinked(article_id=step.article_id))


def _resolve(progress: Run, step: m.ResolveStep, text: str) -> None:
    solution = Resolve(solution=text, **step.model_dump(include={"cause_code", "article_id"}))
    closing.solve(progress.work, solution)


_STEPS: dict[type[Any], Callable[[Run, Any, Any], None]] = {
    m.ReplyStep: _reply,
    m.NoteStep: _note,
    m.WaitStep: _wait,
    m.ResumeStep: _resume,
    m.TagStep: _tag,
    m.ReclassifyStep: _reclassify,
    m.AssignStep: _assign,
    m.LinkStep: _link,
    m.ResolveStep: _resolve,
}
