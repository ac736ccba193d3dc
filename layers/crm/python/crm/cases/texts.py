"""The language in which a case is spoken about with its customer."""

from crm.cases.case import Case
from crm.core.i18n import DEFAULT, LOCALES, Locale


def locale_of(case: Case) -> Locale:
    """Return the language of ours nearest to the case's: the same, else one of the same tongue, else the default."""
    tongue = case.language.partition("-")[0]
    same = (each for each in LOCALES if each == case.language)
    near = (each for each in LOCALES if each.partition("-")[0] == tongue)
    return next(same, None) or next(near, None) or DEFAULT
