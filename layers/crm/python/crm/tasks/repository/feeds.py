"""Calendar feeds: one for each colleague who asked for it."""

from crm.core.repository import Aggregate, Repository
from crm.tasks.repository.items import FeedItem


class CalendarFeed(Aggregate):
    """Somebody's calendar feed: only the address with the newest number opens it, and none when it was revoked."""

    user_id: str
    number: int = 0
    active: bool = False


feeds = Repository("calendar_feed", FeedItem, CalendarFeed, project=lambda _: {})


def id_of(user_id: str) -> str:
    """Return the id of somebody's feed."""
    return f"FEED#{user_id}"
