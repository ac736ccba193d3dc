"""Who follows an account, and the one conflict that may be open among them: changed together, in one transaction.

Events of tasks come late, twice and out of order; of each task the newest decides (`rules.hear`). Two people who
begin to follow at the same instant write the same item: who comes second reads again, and joins the conflict that
the first opened.
"""

from datetime import datetime, timedelta

from crm.conflicts import notices, rules
from crm.conflicts.draft import Draft
from crm.conflicts.events import (
    AccountFollowed,
    AccountUnfollowed,
    ConflictClosed,
    ConflictJoined,
    ConflictLeft,
    ConflictOpened,
    ConflictTold,
    Told,
)
from crm.conflicts.models import Conflict, Following, Participant
from crm.conflicts.repository import conflicts, following_id, followings, work
from crm.conflicts.rules import Heard, News
from crm.conflicts.settings.policy import ConflictPolicy
from crm.conflicts.vocabulary import Notice, Status
from crm.core import ids, settings
from crm.core.command import Command
from crm.core.settings import Versioned
from crm.core.transaction import Transaction
from crm.customers import repository as customers


def hear(work_id: str, news: News, command: Command) -> None:
    """Bring the followers of an account in step with what happened to a task; a second run changes nothing."""
    before = work.find(work_id)
    now = rules.hear(before, news)
    if now == before or (before is None and news.is_origin and news.account_id is None):
        return
    # What was heard is kept with the change: the command's key needs no record beside it.
    transaction = Transaction(command.unkeyed())
    work.put(transaction, work_id, before, now, command.now)
    _move(transaction, before, now, command)
    transaction.commit()


def _move(transaction: Transaction, before: Heard | None, now: Heard, command: Command) -> None:
    """Count the task with who has it now; write the account's item only where somebody begins or ends to follow."""
    was = None if before is None else before.follower_id
    account_id = now.account_id
    if account_id is None or was == now.follower_id:
        return
    begun = now.follower_id is not None and _count(transaction, account_id, now.follower_id, 1) == 1
    ended = was is not None and _count(transaction, account_id, was, -1) == 0
    if not begun and not ended:
        return
    watch = Watch(account_id, command)
    if ended and was is not None:
        watch.ended(was)
    if begun and now.follower_id is not None:
        watch.begun(now.follower_id, now.at)
    watch.assess()
    watch.write(transaction)


def _count(transaction: Transaction, account_id: str, user_id: str, change: int) -> int:
    before = work.count(account_id, user_id)
    work.recount(transaction, account_id, user_id, before, before + change)
    return before + change


class Watch:
    """The followers of an account and their open conflict, as they are being changed."""

    def __init__(self, account_id: str, command: Command) -> None:
        found = followings.find(following_id(account_id))
        self._command = command
        self.policy: Versioned[ConflictPolicy] = settings.current(ConflictPolicy)
        first = Following(id=following_id(account_id), account_id=account_id)
        self.following = Draft(followings, found, found or first)
        open_one = None if found is None or found.conflict_id is None else conflicts.get(found.conflict_id)
        self.conflict = None if open_one is None else Draft(conflicts, open_one, open_one)

    @property
    def now(self) -> datetime:
        """When it happens."""
        return self._command.now

    def begun(self, user_id: str, since: datetime) -> None:
        """Let somebody follow the account."""
        state, team_id = self.following.state, notices.team_of(user_id)
        followers = {**state.followers, user_id: since}
        event = AccountFollowed(account_id=state.account_id, user_id=user_id, team_id=team_id, followers=len(followers))
        self.following.happened(event, followers=followers)
        if self.conflict is not None:
            self._joined(self.conflict, Participant(user_id=user_id, team_id=team_id, since=since))

    def ended(self, user_id: str) -> None:
        """Let somebody follow the account no more."""
        state = self.following.state
        followers = {each: since for each, since in state.followers.items() if each != user_id}
        event = AccountUnfollowed(account_id=state.account_id, user_id=user_id, followers=len(followers))
        self.following.happened(event, followers=followers)
        if self.conflict is not None:
            self._left(self.conflict, user_id)

    def assess(self) -> None:
        """Open a conflict where there is one, and close one that is none any more."""
        following, policy = self.following.state, self.policy.value
        if self.conflict is not None:
            few = len(following.followers) <= policy.threshold and self.conflict.state.meeting is None
            if few and policy.when_fewer == "dissolve":
                self.close("dissolved", None)
        elif not following.whitelisted_at(self.now) and rules.is_conflict(
            following.followers, following.settled, policy.threshold
        ):
            self._open()

    def close(self, outcome: Status, reason: str | None) -> None:
        """Close the open conflict without a decision."""
        if self.conflict is None:
            return
        state = self.conflict.state
        event = ConflictClosed(account_id=state.account_id, outcome=outcome, reason=reason, opened_at=state.opened_at)
        self.conflict.happened(event, status=outcome, closed_at=self.now, reason=reason)
        self.following.state = self.following.state.model_copy(update={"conflict_id": None})

    def write(self, transaction: Transaction) -> None:
        """Add all that changed to a transaction."""
        self.following.write(transaction, self._command)
        if self.conflict is not None:
            self.conflict.write(transaction, self._command)

    def _open(self) -> None:
        following, policy = self.following.state, self.policy.value
        last = None if following.last_conflict_id is None else conflicts.find(following.last_conflict_id)
        account = customers.accounts.find(following.account_id)
        review = policy.review_after_seconds
        conflict = Conflict(
            id=ids.new_id("conflict"),
            account_id=following.account_id,
            opened_at=self.now,
            threshold=policy.threshold,
            policy=self.policy.reference,
            participants=_participants(following),
            suggestions=policy.suggestions,
            candidate=rules.candidate(following.followers, None if account is None else account.owner_id),
            told_at=None if last is None else last.told_at,
            review_at=None if review is None else self.now + timedelta(seconds=review),
        )
        self.conflict = Draft(conflicts, None, conflict)
        members = ("account_id", "participants", "threshold", "policy", "suggestions", "candidate")
        self.conflict.happened(ConflictOpened(**{each: getattr(conflict, each) for each in members}))
        marks = {"conflict_id": conflict.id, "last_conflict_id": conflict.id}
        self.following.state = following.model_copy(update=marks)
        self._notify(self.conflict, "opened", tuple(following.followers))

    def _joined(self, conflict: Draft[Conflict], participant: Participant) -> None:
        state = conflict.state
        others = tuple(each for each in state.participants if each.user_id != participant.user_id)
        event = ConflictJoined(account_id=state.account_id, user_id=participant.user_id, team_id=participant.team_id)
        conflict.happened(event, participants=(*others, participant))
        self._notify(conflict, "digest", (*state.untold, participant.user_id))

    def _left(self, conflict: Draft[Conflict], user_id: str) -> None:
        state = conflict.state
        gone = {"left_at": self.now}
        participants = tuple(
            each.model_copy(update=gone) if each.user_id == user_id and each.left_at is None else each
            for each in state.participants
        )
        untold = tuple(each for each in state.untold if each != user_id)
        conflict.happened(
            ConflictLeft(account_id=state.account_id, user_id=user_id),
            participants=participants,
            untold=untold,
            digest_at=state.digest_at if untold else None,
        )

    def _notify(self, conflict: Draft[Conflict], notice: Notice, joined: tuple[str, ...]) -> None:
        """Tell of those who joined now or, while there is to be silence, in a digest."""
        due = rules.notice_at(conflict.state.told_at, self.now, self.policy.value)
        if due <= self.now:
            tell(conflict, notice, joined, self.now)
        else:
            waiting = {"untold": joined, "digest_at": conflict.state.digest_at or due}
            conflict.state = conflict.state.model_copy(update=waiting)


def tell(conflict: Draft[Conflict], notice: Notice, joined: tuple[str, ...], now: datetime) -> None:
    """Tell everybody who follows the account of each other, once."""
    state = conflict.state
    told = tuple(Told(user_id=each.user_id, team_id=each.team_id) for each in state.present)
    event = ConflictTold(
        account_id=state.account_id, notice=notice, told=told, joined=joined if notice == "digest" else ()
    )
    conflict.happened(event, told_at=now, untold=(), digest_at=None)
    conflict.tell(notices.of_conflict(conflict.state, notice, joined))


def _participants(following: Following) -> tuple[Participant, ...]:
    in_order = sorted(following.followers.items(), key=lambda each: (each[1], each[0]))
    return tuple(Participant(user_id=each, team_id=notices.team_of(each), since=since) for each, since in in_order)
