"""The settings of tasks."""

KINDS = {"tasks.policy": "crm.tasks.settings.policy:TaskPolicy"}
"""Each kind and where its model is, so that a function loads only the kinds it reads."""
