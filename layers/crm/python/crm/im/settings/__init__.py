"""The settings of instant messaging: the words by which colleagues ask for something, and what is sent."""

KINDS = {
    "im.instructions": "crm.im.settings.instructions:Instructions",
    "im.policy": "crm.im.settings.policy:ImPolicy",
}
"""Each kind and where its model is, so that a function loads only the kinds it reads."""
