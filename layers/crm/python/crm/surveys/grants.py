"""What the functions of surveys may touch."""

from crm.core.grants import READ_SETTINGS, READ_SIGNING_KEYS, Grant, index, table
from crm.customers import grants as customers
from crm.directory import grants as directory

FIND_CASE = table("cases", "get")
"""A case by its id, to see whether it is still solved."""
SEE_CASE = (FIND_CASE, *index("cases", "by_number"), READ_SETTINGS)
"""A case by its id or number, and the settings that say who may see it."""
_KEEP = table("surveys", "get", "put")
PLAN = (_KEEP, *index("surveys", "by_case"), READ_SETTINGS)
ON_DUE = (_KEEP,)
LOOK_AGAIN = (table("surveys", "get"), *index("surveys", "by_case"), READ_SETTINGS, customers.READ)
SEND = (_KEEP, READ_SETTINGS, READ_SIGNING_KEYS, customers.READ, Grant("portal-links", ("read",)))
END = _KEEP
SHOW = (table("surveys", "get"), READ_SETTINGS, READ_SIGNING_KEYS)
ANSWER = (_KEEP, READ_SETTINGS, READ_SIGNING_KEYS)
EXPLAIN = (*index("surveys", "by_case"), READ_SETTINGS, customers.READ)
FOLLOW_UP = (table("surveys", "put"), READ_SETTINGS)
PROFILE = (_KEEP, READ_SETTINGS, directory.READ, customers.READ)
"""Writing an answer to the profile, and opening a review for somebody."""
SATISFACTION = (table("surveys", "get"), customers.READ)
ANSWERS = index("surveys", "by_case", "by_account", "by_day")
REVIEWS = index("surveys", "by_case", "by_open")
REVIEW = _KEEP
"""Completing a review."""
