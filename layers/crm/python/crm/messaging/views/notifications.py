"""How notifications are shown."""

from datetime import datetime

from pydantic import BaseModel

from crm.core.paging import Page
from crm.messaging.models import Told


class NotificationView(BaseModel):
    """What a colleague reads in the app."""

    notification_id: str
    at: datetime
    title: str
    body: str
    category: str
    template: str
    subject_id: str
    read: bool

    @classmethod
    def of(cls, told: Told, read_until: datetime | None) -> "NotificationView":
        """Show a notification; one from before `read_until` was read with all the others."""
        return cls(
            notification_id=told.message_id,
            at=told.at,
            subject_id=told.subject_id,
            read=told.read or (read_until is not None and told.at <= read_until),
            **told.notice.model_dump(),
        )


class NotificationPage(Page[NotificationView]):
    """The caller's notifications, newest first."""


class NotificationReadView(BaseModel):
    """A notification that was read."""

    notification_id: str
    read_at: datetime


class AllReadView(BaseModel):
    """Up to when the caller has read everything."""

    read_until: datetime
