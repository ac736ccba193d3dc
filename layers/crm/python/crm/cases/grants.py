"""What the functions of cases may touch."""

from crm.core.grants import READ_SETTINGS, index, table
from crm.directory import grants as directory
from crm.knowledge import grants as knowledge

FIND = table("cases", "get")
"""A case by its id, for whoever asks nothing else."""
READ = (FIND, READ_SETTINGS)
"""A case by its id, and the settings that say who may see it and how its clocks run."""
SHOW = (*READ, *index("cases", "by_number"))
"""A case by its id or its number."""
SHOW_TO_CUSTOMER = (FIND, *index("cases", "by_number"))
"""A case by its id or its number, for the customer whose it is: no setting says who else may see it."""
HISTORY = table("cases", "query")
"""What belongs to a case: its records, decisions and files."""
CHANGE = (*SHOW, table("cases", "put"), *directory.RECEIVERS)
"""A change of a case. Whatever touches a case fires the warnings that fell due, and those go to people."""
SETTLE = (*SHOW, table("cases", "put"))
"""Closing a resolved case, or opening one again: its clocks stand still, so no warning can have fallen due."""
MOVE_SLOT = table("cases", "update")
"""Counting a case to its person, or off."""
CHANGE_BY_ID = (*READ, table("cases", "put"), *directory.RECEIVERS)
"""A change of a case that a reaction knows by its id."""
TAKE_IN = (table("cases", "put", "update"), READ_SETTINGS)
"""Opening a case and taking its number."""
ROUTE = (*CHANGE_BY_ID, MOVE_SLOT, table("cases", "batch_get"), *directory.ROSTER)
"""Looking at who could take a case, and giving it to one of them."""
LIST = (*index("cases", "worklist", "by_queue", "by_account"), table("cases", "batch_get"), READ_SETTINGS)
"""The views of the desk."""
CITED = knowledge.FIND
CITE = (*CHANGE, MOVE_SLOT, CITED)
"""A change of a case that quotes an article."""
RECOMMEND = (*SHOW, HISTORY, knowledge.SEEK)
