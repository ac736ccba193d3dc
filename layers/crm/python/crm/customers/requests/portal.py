"""What anybody may ask at the portal's door."""

from crm.core.i18n import Locale
from crm.core.validation import Email
from crm.customers.requests.members import Request


class RequestPortalLink(Request):
    """An address to mail a sign-in link to, and the language in which the portal is to open."""

    email: Email
    locale: Locale | None = None
