"""Looking at templates before anybody gets them."""

from pydantic import JsonValue, ValidationError

from crm.core import settings
from crm.core.errors import InvalidPayloadError
from crm.core.i18n import LOCALES, Locale
from crm.core.messages import Channel
from crm.messaging.rendering import render
from crm.messaging.requests.previews import PreviewTemplate
from crm.messaging.settings.template import Template
from crm.messaging.views.previews import PreviewsView, PreviewView

_ZONE = "Asia/Shanghai"
_READER = "张三"
_DRAFT = "draft"


def preview(body: PreviewTemplate) -> PreviewsView:
    """Return a template as it would be read in both languages; raise `NotFoundError` where there is none."""
    template = settings.current(Template, body.name).value if body.name else _sound(body.draft)
    name, facts = body.name or _DRAFT, template.sample if body.facts is None else body.facts
    return PreviewsView(
        previews=[
            _preview(name, template, channel, locale, facts)
            for locale in LOCALES
            for channel in template.channels
            if channel in template.texts.get(locale, {})
        ]
    )


def _sound(draft: Template | None) -> Template:
    assert draft is not None  # noqa: S101 - the request demands a name or a draft
    try:
        return draft.prepared()
    except ValidationError as error:
        errors = [{**each, "loc": ("draft", *each["loc"])} for each in error.errors(include_url=False)]
        raise InvalidPayloadError(errors) from None


def _preview(
    name: str, template: Template, channel: Channel, locale: Locale, facts: dict[str, JsonValue]
) -> PreviewView:
    said = render(name, template, channel, locale, _ZONE, facts, _READER)
    return PreviewView(
        locale=locale,
        channel=channel,
        title=said.title,
        body=said.body,
        html=said.html,
        faults=list(said.faults),
    )
