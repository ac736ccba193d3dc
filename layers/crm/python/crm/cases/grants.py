"""What the functions of cases may touch."""

from crm.core.grants import READ_SETTINGS, READ_SIGNING_KEYS, Grant, index, table
from crm.customers import grants as customers
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
RETAG = table("cases", "delete")
"""Taking tags off a case."""
FILL_TEXTS = customers.READ
"""Knowing what the customer is called, for a text that says it."""
RELATE = table("cases", "delete")
"""Ending a relation of cases."""
RELATIONS = (*SHOW, table("cases", "query", "batch_get"))
"""What stands in a relation to a case."""
SPREAD = (*CHANGE_BY_ID, MOVE_SLOT, table("cases", "query", "batch_get"))
"""Telling the cases of a fault that it is over, and resolving them with it."""
FOLLOW_PARTS = CHANGE_BY_ID
"""Bringing a case in step with a task that is a part of it."""
SAVE_VIEW = (*index("cases", "worklist"), table("cases", "batch_get", "put"), READ_SETTINGS)
CHANGE_VIEW = (table("cases", "get", "put"), READ_SETTINGS)
DELETE_VIEW = table("cases", "get", "put")
LIST_VIEWS = LIST
DRAW = (*index("cases", "worklist"), table("cases", "put"))
"""Drawing a sample of the cases with a tag."""
FOLLOW_UP = (*CHANGE_BY_ID, MOVE_SLOT, customers.READ)
"""Opening a case for a customer who is not content with another, or handing that one up."""
CITED = knowledge.FIND
CITE = (*CHANGE, MOVE_SLOT, CITED)
"""A change of a case that quotes an article."""
RECOMMEND = (*SHOW, HISTORY, knowledge.SEEK)
TAKE_IN_MAIL = (
    *CHANGE,
    *TAKE_IN,
    table("customers", "get", "put"),
    READ_SIGNING_KEYS,
)
"""Letting a mail answer a case or open one, for somebody who may be new, by the token that we gave them."""
FETCH_FILES = (FIND, Grant("bucket:inbox", ("read",)), Grant("bucket:attachments", ("write",)))
"""Copying files of a mail from the inbox to where the files of cases lie."""
SHOW_MAIL = (*SHOW, Grant("bucket:inbox", ("read",)))
"""A mail of a case as it looked."""
COMPARE = (*SHOW, *index("cases", "by_contact", "by_account"), table("customers", "get"))
"""A customer's cases, to compare their titles."""
LIST_RISKS = (*index("cases", "worklist"), table("cases", "batch_get"), READ_SETTINGS)
"""The risk panel."""
LIST_BLOCKS = (*index("cases", "worklist"), table("cases", "batch_get"))
"""Who is blocked."""
COUNT = (table("cases", "batch_get", "update"),)
"""Counting what somebody sends us."""
SEND = (*COUNT, FIND, HISTORY)
"""Sending us a case, which may be a duplicate of one there is."""
