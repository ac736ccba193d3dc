"""The settings of mail: which addresses are ours, by what automatic mail is known, and whose mail is taken in."""

KINDS = {
    "mail.receiving": "crm.mail.settings.receiving:Receiving",
    "mail.recognition": "crm.mail.settings.recognition:Recognition",
}
"""Each kind and where its model is, so that a function loads only the kinds it reads."""
