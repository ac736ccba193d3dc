"""Citing articles in a case: in a reply, as a reference, and with approval where the article is sensitive."""

from typing import Literal

from pydantic import BaseModel

from crm.cases import repository, talk
from crm.cases.case import Case
from crm.cases.citation import Citation, PendingCitation, hash_of
from crm.cases.desk import Work, begin, take_up
from crm.cases.events import (
    ArticleAttached,
    CitationApproved,
    CitationFailed,
    CitationProposed,
    CitationRejected,
)
from crm.cases.requests import ApproveCitation, CiteArticle, Reason, Reply, ReplyToCase
from crm.cases.views import CaseView
from crm.cases.visibility import require_handler, require_visible
from crm.core import ids
from crm.core.access import KNOWLEDGE_MANAGER
from crm.core.command import Command
from crm.core.errors import ConflictError, NotFoundError
from crm.knowledge import citing
from crm.knowledge.citing import Quotation
from crm.knowledge.vocabulary import Part


class ArticleNotCitableError(ConflictError):
    """There is no such article, or none that is published."""

    code = "article_not_citable"


class CitationChangedError(ConflictError):
    """What waits for approval is not what was approved, or the article has changed since."""

    code = "citation_changed"


class OwnCitationError(ConflictError):
    """Nobody approves what they want to send themselves."""

    code = "own_citation"


class CitationView(BaseModel):
    """A reply that quotes a sensitive article, and what became of it."""

    case_id: str
    number: str
    state: Literal["pending", "approved", "rejected"]
    pending: PendingCitation


class CitationList(BaseModel):
    """The replies of a case that wait for approval."""

    items: list[CitationView]


def reply(reference: str, body: ReplyToCase, command: Command) -> CaseView:
    """Write to the customer, in one's own words, in those of an article, or in both (R-043, R-047).

    Raises `ArticleNotCitableError` for an article that is not published; that it was tried is recorded (R-050).
    """
    if body.article_id is None:
        plain = Reply(body=body.body or "", attachment_ids=body.attachment_ids)
        return talk.reply(reference, plain, command)
    work = talk.writing(reference, body.attachment_ids, command)
    quotation = _quoted(work, body.article_id, body.article_part)
    text = quotation.text if body.body is None else body.body
    citation = _citation(quotation, body.article_part, edited=text != quotation.text)
    if quotation.sensitive:
        _propose(work, citation, text, body.attachment_ids, quotation.manager_id)
    else:
        talk.say(work, text, command.caller.id, body.attachment_ids, citation)
    return work.commit()


def attach(reference: str, body: CiteArticle, command: Command) -> CaseView:
    """Note that an article belongs to the case, without writing to the customer (R-041)."""
    work = take_up(reference, command)
    if work.case.assignee_id is not None:
        require_handler(work.case, command.caller)
    quotation = _quoted(work, body.article_id, "summary")
    work.happened(ArticleAttached(citation=_citation(quotation, None, edited=False)))
    return work.commit()


def pending(reference: str, command: Command) -> CitationList:
    """Return the replies of a case that wait for approval."""
    case = _seen(reference, command)
    shown = [
        CitationView(case_id=case.id, number=case.number, state="pending", pending=each)
        for each in case.citations_pending
    ]
    return CitationList(items=shown)


def approve(reference: str, citation_id: str, body: ApproveCitation, command: Command) -> CitationView:
    """Let a reply go to the customer exactly as it was read.

    Raises `CitationChangedError` where the hash is another's or the article is not published in this version any more,
    and `OwnCitationError` where the caller wrote it.
    """
    work, waiting = _decided(reference, citation_id, command)
    if waiting.by == command.caller.id:
        raise OwnCitationError(by=waiting.by)
    cited = waiting.citation
    now = citing.quote(cited.article_id, cited.part or "summary", work.case.id)
    current = hash_of(cited, waiting.body, waiting.attachment_ids)
    if body.content_hash != current or now is None or now.published_version != cited.published_version:
        raise CitationChangedError(article_id=cited.article_id, content_hash=current)
    work.happened(CitationApproved(citation_id=citation_id, approved_by=command.caller.id, content_hash=current))
    talk.say(work, waiting.body, waiting.by, waiting.attachment_ids, cited)
    return work.commit_as(_view(work, waiting, "approved"))


def reject(reference: str, citation_id: str, reason: Reason, command: Command) -> CitationView:
    """Keep a reply from the customer, and tell who wrote it why."""
    work, waiting = _decided(reference, citation_id, command)
    work.happened(CitationRejected(citation_id=citation_id, reason=reason, by=waiting.by, title=waiting.citation.title))
    return work.commit_as(_view(work, waiting, "rejected"))


def _view(work: Work, waiting: PendingCitation, state: Literal["approved", "rejected"]) -> CitationView:
    return CitationView(case_id=work.case.id, number=work.case.number, state=state, pending=waiting)


def _quoted(work: Work, article_id: str, part: Part) -> Quotation:
    quotation = citing.quote(article_id, part, work.case.id)
    if quotation is None:
        _record_failure(work, article_id)
        raise ArticleNotCitableError(article_id=article_id, case_id=work.case.id)
    return quotation


def _record_failure(work: Work, article_id: str) -> None:
    """Write down that citing failed, once a call: the refusal itself keeps no answer under the call's key."""
    command = work.command
    attempt = ids.derived_id("try", command.key or command.correlation_id, article_id)
    if attempt in work.case.citation_failures:
        return
    failed = begin(work.case, command.unkeyed())
    failed.happened(CitationFailed(article_id=article_id, cause="article_not_published", attempt=attempt))
    failed.commit()


def _citation(quotation: Quotation, part: Part | None, *, edited: bool) -> Citation:
    shown = {name: getattr(quotation, name) for name in ("article_id", "published_version", "title", "wording")}
    return Citation(**shown, part=part, edited=edited)


def _propose(
    work: Work, citation: Citation, text: str, attachment_ids: tuple[str, ...], manager_id: str | None
) -> None:
    command = work.command
    waiting = PendingCitation(
        citation_id=ids.derived_id("cit", work.case.id, command.key or command.correlation_id),
        citation=citation,
        body=text,
        attachment_ids=attachment_ids,
        by=command.caller.id,
        content_hash=hash_of(citation, text, attachment_ids),
        proposed_at=command.now,
    )
    work.happened(CitationProposed(pending=waiting, manager_id=manager_id))


def _decided(reference: str, citation_id: str, command: Command) -> tuple[Work, PendingCitation]:
    case = _seen(reference, command)
    waiting = next((each for each in case.citations_pending if each.citation_id == citation_id), None)
    if waiting is None:
        raise NotFoundError("citation", citation_id)
    return begin(case, command), waiting


def _seen(reference: str, command: Command) -> Case:
    """Return the case; knowledge managers may decide in whatever case, and are shown nothing else of it."""
    case = repository.get(reference)
    if not command.caller.has(KNOWLEDGE_MANAGER):
        require_visible(case, command.caller, reference)
    return case
