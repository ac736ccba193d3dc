"""Keeping the index in step with the articles, one article at a time, term by term."""

from crm.core.command import Command
from crm.core.transaction import Transaction
from crm.knowledge import repository
from crm.knowledge.repository import index
from crm.knowledge.repository.index import Standing
from crm.knowledge.terms import terms_of

AT_ONCE = 45
"""So many terms change in one transaction, which takes a hundred items."""


def refresh(article_id: str, command: Command) -> None:
    """Let the index hold the article as it is now; run twice, late or out of order, it comes to the same.

    What is done of it stands beside the article and changes in the same transactions, so a run that was broken off
    is taken up where it stopped.
    """
    weights = terms_of(repository.articles.get(article_id))
    length = sum(weights.values())
    wanted = {term: Standing(weight, length) for term, weight in weights.items()}
    while True:
        was = index.indexed(article_id)
        changed = [term for term in (*was.terms, *wanted) if was.terms.get(term) != wanted.get(term)]
        if not changed:
            return
        transaction = Transaction(command.unkeyed())
        touched = {term: wanted.get(term) for term in list(dict.fromkeys(changed))[:AT_ONCE]}
        index.write(transaction, was, touched, length)
        transaction.commit()
