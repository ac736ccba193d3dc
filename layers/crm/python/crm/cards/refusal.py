"""What was refused in a conversation, kept with its event: who asked for what, and why not."""

from crm.core.repository import Aggregate


class Refusal(Aggregate):
    """A refusal; its only event says what was refused."""
