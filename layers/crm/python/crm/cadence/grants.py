"""What the functions of cadence may touch."""

from crm.core.grants import READ_SETTINGS, index, table
from crm.directory import grants as directory

SHOW = (table("cadence", "get"), READ_SETTINGS, directory.READ)
HISTORY = table("cadence", "query")
LIST = (*SHOW, *index("cadence", "by_owner", "by_team_week"))
CHANGE = (*SHOW, table("cadence", "put"))
TALK = (*CHANGE, table("customers", "get"))
"""Changing an account's standing, which begins with what the account says."""
SCORE = (*CHANGE, table("cadence", "batch_get"), *index("customers", "by_owner"))
FIND_ACCOUNT = table("customers", "get")
FIND_OWNERS = index("directory", "by_team")
FIND_TEAMS = index("directory", "by_list")
KEEP = (table("cadence", "get", "put"), READ_SETTINGS)
ON_DUE = (*CHANGE,)
"""Reminding, looking at health, beginning a week."""
RECORD = CHANGE
HEAR = TALK
