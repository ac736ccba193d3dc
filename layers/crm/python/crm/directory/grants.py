"""What the directory's functions may touch, and what others may touch of the directory."""

from crm.core.grants import READ_SETTINGS, index, table

READ = table("directory", "get")
READ_TIMELINE = table("directory", "query")
CHANGE = table("directory", "get", "put")
REINDEX = table("directory", "delete")
LIST = index("directory", "by_list", "by_team")
SEARCH = (*index("directory", "terms"), table("directory", "batch_get"))
SWEEP = index("directory", "due")
RECEIVERS = (*index("directory", "by_team"), READ, READ_SETTINGS)
"""Whom a policy's receivers stand for, and who stands in for them."""
ROSTER = (*index("directory", "by_team", "by_list"), READ, READ_SETTINGS)
"""Who could take a case, of the queue's teams or, where it has none, of all; and whether they are on shift."""
