"""The channels: how a message gets to somebody.

A channel is a module here with a `CHANNEL`, and an entry in `providers`; what else it needs is its name in
`crm.core.messages.Channel`, whom it can reach in `crm.messaging.rules.AUDIENCES`, and its texts in the templates.
"""
