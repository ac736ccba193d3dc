"""What is said of articles: citations, customers' answers, colleagues' feedback; and what follows from it."""

from datetime import timedelta

from crm.core import settings
from crm.core.command import Command
from crm.core.transaction import Transaction
from crm.knowledge import events as ev
from crm.knowledge import repository
from crm.knowledge.citing import worded_for
from crm.knowledge.desk import Work, begin, take_up
from crm.knowledge.repository.items import CitingItem
from crm.knowledge.requests import GiveArticleFeedback
from crm.knowledge.settings.policy import KnowledgePolicy
from crm.knowledge.views import ArticleStats
from crm.knowledge.vocabulary import Part, ScoreCause, WorkReason

MOST = 100.0


def give_feedback(article_id: str, body: GiveArticleFeedback, command: Command) -> ArticleStats:
    """Take in how an article served a colleague: it changes the score, and with it the ranking (R-132, R-160)."""
    work = take_up(article_id, command)
    policy = settings.current(KnowledgePolicy).value
    given = body.model_dump()
    work.happened(ev.ArticleFeedbackGiven(**given, by=command.caller.id, manager_id=work.article.manager_id))
    _move_score(work, policy.by_feedback.get(body.feedback, 0), body.feedback, policy)
    if body.feedback == "outdated" and work.article.feedback["outdated"] >= policy.outdated_from:
        ask_for_work(work, "outdated", policy)
    return work.commit_as(ArticleStats.of(work.article))


def cite(
    case_id: str, article_id: str, version: int, part: Part | None, wording: str, by: str, command: Command
) -> None:
    """Count that a case cites an article (R-041); the command's key is the event's, so it counts once."""
    work = begin(repository.articles.get(article_id), command)
    policy = settings.current(KnowledgePolicy).value
    work.happened(ev.ArticleCited(case_id=case_id, published_version=version, part=part, wording=wording, by=by))
    _badge(work, policy)
    citing = CitingItem.find(repository.citing_pk(case_id), article_id)
    if citing is None:
        citing = CitingItem(pk=repository.citing_pk(case_id), sk=article_id)
    citing.wording = wording
    work.also(lambda transaction: transaction.put(citing))
    work.commit()


def cite_as_solution(case_id: str, article_id: str, by: str, command: Command) -> None:
    """Count that an article solved a case, unless the case cites it already or there is no such article."""
    article = repository.articles.find(article_id)
    if article is None or not article.live or CitingItem.find(repository.citing_pk(case_id), article_id) is not None:
        return
    cite(case_id, article_id, article.published_version, None, worded_for(article, case_id).name, by, command)


def rate(case_id: str, answer_id: str, rating: int, command: Command) -> None:
    """Count what a customer said, from one to five, for every article that their case cites (R-044, R-084)."""
    for citing in repository.cited_in(case_id):
        if citing.answer_id != answer_id:
            _rate(citing, answer_id, rating, command)


def _rate(citing: CitingItem, answer_id: str, rating: int, command: Command) -> None:
    # One transaction an article: which of them are done shows in what each case cites, so the key needs no record.
    work = begin(repository.articles.get(citing.sk), command.unkeyed())
    policy = settings.current(KnowledgePolicy).value
    case_id = citing.pk.removeprefix(repository.citing_pk(""))
    work.happened(ev.ArticleRated(case_id=case_id, rating=rating, wording=citing.wording))
    _move_score(work, policy.by_rating[rating - 1], "satisfaction", policy)
    counted_before = citing.answer_id
    citing.answer_id = answer_id
    unchanged = (
        CitingItem.answer_id.does_not_exist() if counted_before is None else CitingItem.answer_id == counted_before
    )
    transaction = Transaction(work.command)
    work.write(transaction)
    transaction.put(citing, when=unchanged)
    transaction.commit()


def read_in_portal(article_id: str, wording: str, solved: bool, command: Command) -> None:
    """Count that a customer read an article in the portal, and whether they needed a case all the same (R-199)."""
    work = begin(repository.articles.get(article_id), command)
    work.happened(ev.ArticleReadInPortal(wording=wording, solved=solved))
    work.commit()


def ask_for_work(work: Work, reason: WorkReason, policy: KnowledgePolicy) -> None:
    """Let the manager mend the article, once a reason and version; one that is not in use needs nobody."""
    article = work.article
    if not article.live or article.manager_id is None or reason in article.work_due:
        return
    work.happened(
        ev.ArticleNeedsWork(
            reason=reason,
            title=article.title,
            manager_id=article.manager_id,
            due_at=work.command.now + timedelta(days=policy.work_within_days),
        )
    )


def _move_score(work: Work, step: float, cause: ScoreCause, policy: KnowledgePolicy) -> None:
    before = work.article.score
    after = min(MOST, max(0.0, before + step))
    if after != before:
        work.happened(ev.ArticleScoreChanged(before=before, after=after, cause=cause))
    _badge(work, policy)
    if after < policy.review_below_score:
        ask_for_work(work, "low_score", policy)


def _badge(work: Work, policy: KnowledgePolicy) -> None:
    article = work.article
    deserves = article.reuse_count >= policy.best_from_citations and article.score >= policy.best_from_score
    if deserves and not article.best_practice:
        work.happened(ev.BestPracticeMarked(score=article.score, reuse_count=article.reuse_count))
    elif article.best_practice and not deserves:
        work.happened(ev.BestPracticeUnmarked(score=article.score))
