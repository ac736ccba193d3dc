"""The door of the portal: a link that was mailed becomes a session, and a session ends."""

from datetime import datetime

from crm.core.errors import CrmError
from crm.core.i18n import Locale
from crm.core.page import LANGUAGE, SESSION
from crm.core.payload import Payload
from crm.core.sheet import SeeOther, Sheet
from crm.customers import portal

HOME = "/p/cases"


class LinkExpiredError(CrmError):
    """The token of the link is not, or no longer, valid."""

    status, code = 403, "link_expired"


class SignIn(Payload):
    """The form behind a link that was mailed: a click of a person, which no scanner of mail makes."""

    token: str


class ChooseLanguage(Payload):
    """The language to go on in, and the page to go back to."""

    locale: Locale
    back: str = HOME


def door(token: str | None, sent: str | None) -> Sheet:
    """Return the page for who is not signed in: a form for the address, or the button that a link leads to."""
    return Sheet("sign_in.html", {"token": token, "sent": sent is not None})


def door_again(**_asked: object) -> Sheet:
    """Return the page again, for who was refused at it."""
    return door(None, None)


def enter(body: SignIn, now: datetime) -> SeeOther:
    """Begin a session; raise `LinkExpiredError` where the link has run out."""
    session = portal.session(body.token, now)
    if session is None:
        raise LinkExpiredError
    return SeeOther(HOME, {SESSION: session})


def leave() -> SeeOther:
    """End the session in this browser."""
    return SeeOther("/p/sign-in", {SESSION: ""})


def choose_language(body: ChooseLanguage) -> SeeOther:
    """Keep the language in this browser, and go back to one of our own pages."""
    ours = body.back.startswith("/p/") and not body.back.startswith("/p//") and body.back.isprintable()
    return SeeOther(body.back if ours else HOME, {LANGUAGE: body.locale})
