"""Go on in another language."""

from crm.core.access import PUBLIC
from crm.core.page import page
from crm.core.sheet import SeeOther
from crm.portal import entering
from crm.portal.entering import ChooseLanguage


@page("POST /p/language", access=PUBLIC)
def handler(body: ChooseLanguage) -> SeeOther:
    """Keep the language that was chosen in this browser, and show the page again in it."""
    return entering.choose_language(body)
