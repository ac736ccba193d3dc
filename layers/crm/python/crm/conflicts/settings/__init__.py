"""The settings of conflicts."""

KINDS = {"conflicts.policy": "crm.conflicts.settings.policy:ConflictPolicy"}
"""Each kind and where its model is, so that a function loads only the kinds it reads."""
