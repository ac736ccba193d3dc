"""What the functions of knowledge, and those who ask it, may touch."""

from crm.core.grants import READ_SETTINGS, index, table

FIND = table("knowledge", "get")
"""An article by its id."""
HISTORY = table("knowledge", "query")
CHANGE = (FIND, table("knowledge", "put"))
JUDGE = (*CHANGE, READ_SETTINGS)
"""A change that policy has a say in."""
CREATE = (table("knowledge", "put"), READ_SETTINGS)
LIST = index("knowledge", "by_status")
SEEK = table("knowledge", "batch_get")
"""Ranking articles: the words sought, and the best that have them."""
FREE_TITLE = table("knowledge", "delete")
"""An article that gets another title, or is archived, gives its title free."""
ARCHIVE = (*CHANGE, FREE_TITLE)
IMPORT = (*CREATE, FIND)
INDEX = (FIND, table("knowledge", "batch_get", "put", "update"))
RATE = (*JUDGE, HISTORY)
"""A customer's answer: it counts for every article that their case cites."""
