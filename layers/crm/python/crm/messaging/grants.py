"""What messaging's functions may touch, and what others may touch of messaging."""

from crm.core.grants import Grant, index, table

READ = table("messaging", "get")
READ_DELIVERIES = table("messaging", "batch_get")
"""Seeing what became of messages: for the timelines of other domains."""

CHANGE = table("messaging", "get", "put")
REMOVE = table("messaging", "delete")
"""Taking away an endpoint, or a device and the claim on its token."""
LIST_TOLD = index("messaging", "by_recipient", "unread")
LIST_MESSAGES = (*index("messaging", "by_recipient", "by_subject", "by_attention"), READ_DELIVERIES)
LIST_ENDPOINTS = index("messaging", "by_list")
SWEEP = index("messaging", "due")
CALL_PROVIDERS = (Grant("email", ("send",)), Grant("push", ("send",)))
"""Handing messages to AWS's providers: for `deliver_message` alone."""
KNOW_PLATFORMS = Grant("push-platforms", ())
"""Knowing for which devices the company has connected a push service, and calling none."""
