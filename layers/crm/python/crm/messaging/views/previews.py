"""How templates look when they are tried out."""

from pydantic import BaseModel

from crm.core.i18n import Locale
from crm.core.messages import Channel


class PreviewView(BaseModel):
    """A template as it is read in one language on one channel; `faults` says what is wrong with it."""

    locale: Locale
    channel: Channel
    title: str
    body: str
    html: str
    faults: list[str]


class PreviewsView(BaseModel):
    """A template in both languages, on each of its channels."""

    previews: list[PreviewView]
