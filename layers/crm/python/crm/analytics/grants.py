"""What the functions of analytics may touch."""

from crm.core.grants import READ_SETTINGS, index, table

READ_SCOPE = (READ_SETTINGS, table("directory", "get"), *index("directory", "by_list"))
"""Whose numbers a caller sees, and in which zone their days begin."""
READ = (table("analytics", "query"), *READ_SCOPE)
CAPACITY = (*READ, *index("directory", "by_team"))
"""What people could do beside what they did: who is in which team."""
EXPLAIN = (*index("analytics", "by_person", "by_team", "by_metric"), *READ_SCOPE)
REMEMBER = table("analytics", "query", "put")
"""Keeping the facts of a subject."""
FEED_NEW = table("analytics", "query", "put", "update")
"""Counting what happens once."""
FEED = table("analytics", "query", "put", "update", "delete")
"""Counting what changes: the rows of a subject are replaced, and its counters moved."""
RECORDS_OF_TASKS = table("tasks", "query")
RECORDS_OF_COLLEAGUES = table("directory", "query")
RECORDS_OF_CASES = (table("cases", "query"), RECORDS_OF_COLLEAGUES, READ_SETTINGS)
"""What happened to cases, and, to count it, their calendars and the teams of those who had them."""
RECORDS_OF_IM = (table("im", "query"), RECORDS_OF_COLLEAGUES)
RECORDS_OF_CARDS = (table("cards", "query"), RECORDS_OF_COLLEAGUES)
RECORDS_OF_CADENCE = table("cadence", "query")
RECORDS_OF_CONFLICTS = (table("conflicts", "query"), RECORDS_OF_COLLEAGUES)
RECORDS_OF_WORKSPACES = table("conflicts", "query")
WALK = tuple(table(each, "scan") for each in ("cadence", "cards", "cases", "conflicts", "directory", "im", "tasks"))
"""Reading whole tables: for the job that rebuilds counters, and no request."""
RECORDS_OF_ALL = (
    *(table(each, "query") for each in ("cadence", "cards", "cases", "conflicts", "directory", "im", "tasks")),
    READ_SETTINGS,
)
"""What happened to whatever is counted."""
CHANGE_REBUILD = table("analytics", "get", "put")
