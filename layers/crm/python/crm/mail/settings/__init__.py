"""The settings of mail: which addresses are ours, and by what automatic mail is known."""

KINDS = {
    "mail.recognition": "crm.mail.settings.recognition:Recognition",
}
"""Each kind and where its model is, so that a function loads only the kinds it reads."""
