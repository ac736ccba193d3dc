"""What the functions of cards may touch."""

from crm.core.grants import READ_SETTINGS, index, table
from crm.directory import grants as directory

FIND_ACCOUNT = table("customers", "get")
READ = (table("cards", "get"), READ_SETTINGS, directory.READ)
SHOW = (*READ, FIND_ACCOUNT)
"""A card with its account as it stands now."""
HISTORY = table("cards", "query")
CHANGE = (*READ, table("cards", "put"))
TAKE_IN = (
    table("cards", "put", "update"),
    READ_SETTINGS,
    directory.READ,
    FIND_ACCOUNT,
    *index("directory", "by_team"),
)
"""Making a card and taking its number; where it has to be approved, telling those who may."""
NOTE_RECEIPT = (table("cards", "get", "put"), READ_SETTINGS)
HEAR = table("cards", "get")
LIST = (*index("cards", "by_account", "by_assignee", "by_requester"), READ_SETTINGS, directory.READ)
BOARD = (*LIST, *index("cards", "by_board", "by_team"))
APPROVALS = index("cards", "by_approver")
FIND_IN_THREAD = index("cards", "by_thread")
ON_DUE = (*CHANGE, *index("directory", "by_team"))
"""What is due for a card; who is reminded of an approval may be a team's members."""
