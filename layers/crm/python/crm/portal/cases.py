"""What the pages of cases show: the list leads to a case, the form to a new one."""

from collections.abc import Sequence

from crm.cases import portal_forms, timelines
from crm.cases.attachments import AttachmentView, UploadTicket
from crm.cases.portal_forms import CategoryChoice, Choice
from crm.core.access import Caller
from crm.core.command import Command
from crm.core.sheet import Sheet

FILE_TYPES = ("image/jpeg", "image/png", "application/pdf", "text/plain", "application/zip")
"""The types of file that people have; what else the desk takes comes through the API."""


def new_case(caller: Caller, category: str | None) -> Sheet:
    """Return the first step, which chooses the category, or the second, whose fields it decides (R-213)."""
    form = portal_forms.form(caller.locale, category)
    choices = _flat(form.categories, "")
    chosen = next((each for each in choices if each.value == category), None)
    facts = {"choices": choices, "chosen": chosen, "urgencies": form.urgencies, "types": form.case_types}
    return Sheet("new_case.html", facts | {"guide": form.guide})


def new_case_again(command: Command, typed: dict[str, str]) -> Sheet:
    """Return the second step for the category that was sent."""
    return new_case(command.caller, typed.get("category"))


def case(case_id: str, command: Command, files: Sequence[AttachmentView] = ()) -> Sheet:
    """Return a case with what happened to it, newest first, what its customer can do now, and links to its `files`."""
    detail = timelines.show_in_portal(case_id, command)
    state = detail.case.status
    facts = {
        "case": detail.case,
        "entries": detail.entries,
        "can_confirm": state == "resolved",
        "can_reopen": state in {"resolved", "closed"},
        "can_write": state != "closed",
        "types": FILE_TYPES,
        "files": files,
    }
    return Sheet("case.html", facts)


def case_again(case_id: str, command: Command, typed: dict[str, str]) -> Sheet:
    """Return the case again, for a form of it that was refused."""
    del typed
    return case(case_id, command)


def upload(case_id: str, ticket: UploadTicket) -> Sheet:
    """Return the form that takes the file to the bucket: the browser sends it there and comes back."""
    origin = "/".join(ticket.url.split("/")[:3])
    facts = {"case_id": case_id, "ticket": ticket, "accept": ticket.fields["Content-Type"]}
    return Sheet("upload.html", facts, form_targets=(origin,))


def _flat(choices: list[CategoryChoice], above: str) -> list[Choice]:
    found = []
    for each in choices:
        label = f"{above} › {each.label}" if above else each.label
        found += [Choice(value=each.value, label=label), *_flat(each.children, label)]
    return found
