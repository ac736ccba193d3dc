"""The settings of conflicts."""

KINDS: dict[str, str] = {}
"""Each kind and where its model is, so that a function loads only the kinds it reads."""
