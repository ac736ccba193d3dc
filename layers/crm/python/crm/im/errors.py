"""Refusals of webhooks. They say what was wrong, and nothing about what would have been right."""

from crm.core.errors import CrmError


class WebhookRefusedError(CrmError):
    """A webhook that is not taken; nothing has happened."""

    status, code = 401, "webhook_refused"


class WrongSignatureError(WebhookRefusedError):
    """The signature is missing, or not the provider's over these bytes."""

    code = "webhook_signature"


class StaleWebhookError(WebhookRefusedError):
    """The time that was signed lies too far from now: it may be a replay."""

    code = "webhook_stale"


class WrongReceiverError(WebhookRefusedError):
    """It was made for another application or company."""

    code = "webhook_receiver"


class MalformedWebhookError(WebhookRefusedError):
    """It cannot be read: encoding, encryption or form are not the provider's."""

    status, code = 400, "webhook_malformed"
