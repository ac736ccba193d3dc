"""Apply a macro, or send a reply template."""

from crm.cases import grants, macros
from crm.cases.desk import AtCapacityError
from crm.cases.desk_requests import ApplyMacro
from crm.cases.macros import MacroStepError, MacroView, ValuesMissingError
from crm.cases.visibility import NotYourCaseError
from crm.core.access import AGENT, SUPERVISOR, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint


@endpoint(
    "POST /cases/{case_id}/macros",
    access=staff(AGENT, SUPERVISOR),
    uses=[grants.CHANGE, grants.MOVE_SLOT, grants.RETAG, grants.FILL_TEXTS],
    errors=[AtCapacityError, MacroStepError, NotYourCaseError, ValuesMissingError],
)
def handler(case_id: str, body: ApplyMacro, command: Command) -> MacroView:
    """Apply a macro to a case, or send a reply template alone; with `preview` only say what that would do.

    All steps are done together or none is: a step that cannot be done refuses the whole, saying which and why. Macros
    and templates are the settings cases.macro and cases.reply_template; texts are in the case's language.
    """
    return macros.apply(case_id, body, command)
