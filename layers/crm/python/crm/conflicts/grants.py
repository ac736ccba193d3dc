"""What the functions of conflicts may touch."""

from crm.core.grants import READ_SETTINGS, index, table
from crm.customers import grants as customers
from crm.directory import grants as directory

READ = table("conflicts", "get")
HISTORY = table("conflicts", "query")
CHANGE = (table("conflicts", "get", "put"), customers.READ, directory.READ, READ_SETTINGS)
FOLLOW = (*CHANGE, table("conflicts", "delete"))
"""Counting what somebody has to do for an account, down to nothing."""
FOLLOWERS = (table("conflicts", "get", "query"), *index("conflicts", "by_work"), customers.READ, READ_SETTINGS)
LIST = (*index("conflicts", "by_account", "by_waiting"), customers.READ)
OF_MEMBER = (*index("conflicts", "by_member"), table("conflicts", "batch_get", "get"), customers.READ)
LOOK_IN = (READ, customers.READ)
SHARE = (*LOOK_IN, table("conflicts", "put"), directory.READ, READ_SETTINGS)
"""Working in a workspace."""
LEAVE = (*LOOK_IN, table("conflicts", "put", "delete"))
