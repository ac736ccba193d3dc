"""The settings of knowledge."""

KINDS: dict[str, str] = {"knowledge.policy": "crm.knowledge.settings.policy:KnowledgePolicy"}
"""Each kind and where its model is, so that a function loads only the kinds it reads."""
