"""The directory's settings."""

KINDS = {"directory.calendar": "crm.directory.settings.calendar:Calendar"}
"""Each kind and where its model is, so that a function loads only the kinds it reads."""
