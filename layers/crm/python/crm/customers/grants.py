"""What the functions of customers may touch, and what others may touch of customers."""

from crm.core.grants import Grant, index, table
from crm.directory import grants as directory

READ = table("customers", "get")
READ_TIMELINE = table("customers", "query")
CHANGE = table("customers", "get", "put")
REINDEX = table("customers", "delete")
HOLD_PARENTS = table("customers", "check")
"""Demanding that the accounts above stay as they were read."""

LIST_ACCOUNTS = index("customers", "by_list", "by_owner", "by_parent")
LIST_CONTACTS = index("customers", "by_list", "by_account")
SEARCH = (*index("customers", "terms"), table("customers", "batch_get"))
FIND_OWNER = directory.READ
NOTE = table("customers", "get", "put")
"""Adding to an account's timeline what happened elsewhere."""

PORTAL_LINKS = Grant("portal-links", ("read",))
"""Knowing where the portal is."""
