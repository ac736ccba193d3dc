"""The settings of collaboration cards."""

KINDS: dict[str, str] = {"cards.policy": "crm.cards.settings.policy:CardPolicy"}
"""Each kind and where its model is, so that a function loads only the kinds it reads."""
