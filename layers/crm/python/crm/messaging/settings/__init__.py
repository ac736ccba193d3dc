"""The settings of messaging."""

KINDS = {
    "messaging.policy": "crm.messaging.settings.policy:Policy",
    "messaging.template": "crm.messaging.settings.template:Template",
}
"""Each kind and where its model is, so that a function loads only the kinds it reads."""
