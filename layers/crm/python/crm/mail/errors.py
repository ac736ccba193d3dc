"""The one refusal of mail: everything else can be read, however little of it."""

from crm.core.errors import CrmError


class MailTooLargeError(CrmError):
    """The mail is larger than any that is taken in; `limit_bytes` says what is."""

    status, code = 413, "mail_too_large"
