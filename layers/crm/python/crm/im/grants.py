"""What the functions of IM may touch, and what others may touch of it."""

from crm.core.grants import READ_SETTINGS, Grant, index, table
from crm.directory import grants as directory

READ = table("im", "get")
CHANGE = table("im", "get", "put")
LIST = index("im", "by_list")
FIND_COLLEAGUE = directory.READ
RECEIVE = table("im", "get", "put")
UNDERSTAND = (
    table("im", "get", "put", "batch_get"),
    *index("directory", "by_list"),
    directory.READ,
    READ_SETTINGS,
    table("customers", "batch_get"),
    *index("customers", "terms"),
    Grant("portal-links", ("read",)),
)
"""Knowing who wrote, whom and which customer they may mean, and where the form is that they are sent to instead."""

SEND = (table("im", "get", "put", "update"), *index("im", "by_user"), READ_SETTINGS)
"""Reaching people and threads through the providers: for `deliver_message` alone."""
