"""What anybody may ask at the portal's door."""

from crm.core.i18n import Locale
from crm.core.payload import Payload
from crm.core.validation import Email


class RequestPortalLink(Payload):
    """An address to mail a sign-in link to, and the language in which the portal is to open."""

    email: Email
    locale: Locale | None = None
