"""What the functions of mail may touch."""

from crm.core.grants import READ_SETTINGS, Grant, index, table

READ = table("mail", "get")
CHANGE = table("mail", "get", "put")
LIST = index("mail", "by_state")
TRACE = index("mail", "by_state", "by_message")
MAILBOX = Grant("mailbox", ("read",))
"""Knowing the address that we write from: it is ours, and customers answer to it."""
READ_INBOX = Grant("bucket:inbox", ("read",))
TAKE_APART = (
    Grant("bucket:inbox", ("read", "write")),
    MAILBOX,
    READ_SETTINGS,
    table("mail", "get", "put", "batch_get"),
)
"""Reading a mail as it came, laying its files apart, and knowing which case an earlier mail belongs to."""
