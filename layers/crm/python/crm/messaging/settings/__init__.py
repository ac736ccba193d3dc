"""The settings of messaging."""

KINDS: dict[str, str] = {}
