"""What the functions of cadence may touch."""

from crm.core.grants import READ_SETTINGS, index, table
from crm.directory import grants as directory

_KEEP = table("cadence", "get", "put")

SHOW = (table("cadence", "get"), READ_SETTINGS, directory.READ)
HISTORY = (table("cadence", "get", "query"), directory.READ)
LIST = (*SHOW, *index("cadence", "by_owner", "by_team_week"))
COVERAGE = (table("cadence", "get"), READ_SETTINGS)
CHANGE = (_KEEP, READ_SETTINGS, directory.READ)
FIND_ACCOUNT = table("customers", "get")
TALK = (*CHANGE, FIND_ACCOUNT)
"""Changing an account's standing, which begins with what the account says."""
HEAR = (_KEEP, READ_SETTINGS, FIND_ACCOUNT)
SCORE = (*CHANGE, table("cadence", "batch_get"), *index("customers", "by_owner"))
RECORD = _KEEP
KEEP = (_KEEP, READ_SETTINGS)
FIND_OWNERS = index("directory", "by_team")
FIND_TEAMS = index("directory", "by_list")
ON_DUE = CHANGE
"""Reminding, looking at health, beginning a week."""
