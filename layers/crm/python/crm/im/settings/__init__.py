"""The settings of instant messaging: the words by which colleagues ask for something."""

KINDS = {
    "im.instructions": "crm.im.settings.instructions:Instructions",
}
"""Each kind and where its model is, so that a function loads only the kinds it reads."""
