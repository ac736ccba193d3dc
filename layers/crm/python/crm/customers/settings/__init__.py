"""The settings of customers."""

KINDS: dict[str, str] = {}
