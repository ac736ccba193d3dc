"""What the functions of tasks may touch."""

from crm.core.grants import READ_SETTINGS, READ_SIGNING_KEYS, index, table
from crm.directory import grants as directory

LOOK = (table("tasks", "query"), READ_SETTINGS, directory.READ)
"""Reading a task together with what lies beside it."""
SHOW = (table("tasks", "get"), READ_SETTINGS, directory.READ)
HISTORY = table("tasks", "query")
CHANGE = (*SHOW, table("tasks", "put"))
PLAN = (*CHANGE, *index("tasks", "by_slot"))
"""Changing whose time a task takes, or when: with a look at what takes it already."""
FIND_SUBJECT = table("customers", "get")
FOLLOW_UP = table("customers", "get", "put")
"""Changing the follow-up status of an account together with a task."""
FOLLOW_CADENCE = (*index("tasks", "by_account"), FOLLOW_UP)
"""Finding a task of the account about the same, and ending it with its account."""
INBOX = (*index("tasks", "inbox"), READ_SETTINGS, directory.READ)
LIST = (*index("tasks", "by_creator", "by_subject"), READ_SETTINGS, directory.READ)
OF_ACCOUNT = (*index("tasks", "by_account"), READ_SETTINGS, directory.READ, FIND_SUBJECT)
SUBTASKS = (*SHOW, table("tasks", "batch_get"))
SUBSCRIBE = (table("tasks", "get", "put"), READ_SIGNING_KEYS)
FEED = (table("tasks", "get"), *index("tasks", "by_slot"), READ_SETTINGS, directory.READ, READ_SIGNING_KEYS)
PUSHED = table("tasks", "get", "put")
ON_DUE = (table("tasks", "get", "put"), READ_SETTINGS, directory.READ)
