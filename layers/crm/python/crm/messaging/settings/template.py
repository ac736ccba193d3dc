"""Templates: what a message says, in each language and on each channel."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, ClassVar, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, JsonValue, ValidationError, model_validator
from pydantic_core import InitErrorDetails

from crm.core.i18n import LOCALES, Locale
from crm.core.messages import Channel, MessageClass
from crm.core.rules import broken
from crm.core.settings import Setting, SettingT
from crm.messaging.settings.policy import CategoryName

_SHIPPED = Path(__file__).parents[1] / "templates"
_LIKE_IN_APP: frozenset[Channel] = frozenset({"im", "mobile_push"})


class Text(BaseModel):
    """A title and a body in Jinja; `html`, where there is one, replaces what is made of the body for mail."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: Annotated[str, Field(min_length=1, max_length=300)]
    body: Annotated[str, Field(min_length=1, max_length=10_000)]
    html: Annotated[str, Field(min_length=1, max_length=50_000)] | None = None


class Template(Setting):
    """What a message says, and through which channels it goes unless it is narrowed down.

    `urgent` lets it through quiet hours. `written_by` says who speaks: mail from the machine carries the mark of
    RFC 3834, so that other machines do not answer it. `sample` are facts to preview it with.
    """

    kind: ClassVar[str] = "messaging.template"

    category: CategoryName
    message_class: MessageClass = "service"
    channels: Annotated[tuple[Channel, ...], Field(min_length=1)]
    urgent: bool = False
    written_by: Literal["machine", "person"] = "machine"
    texts: dict[Locale, dict[Channel, Text]] = Field(default_factory=dict)
    sample: Annotated[dict[str, JsonValue], Field(max_length=50)] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _says_everything_in_both_languages(self) -> Self:
        for channel in self.channels:
            if channel == "webhook":
                continue  # other systems get the event as it is
            missing = [locale for locale in LOCALES if self._said_on(channel) not in self.texts.get(locale, {})]
            if missing:
                raise broken("messaging", "text_missing", channel=channel, locales=", ".join(missing))
        return self

    @classmethod
    def shipped(cls) -> Mapping[str, Self]:
        """The documents in `crm/messaging/templates`, each read when it is asked for."""
        return _Folder(cls)

    def prepared(self) -> Self:
        """Refuse what Jinja cannot read."""
        from crm.messaging.rendering import fault_in  # noqa: PLC0415 - only this edit needs Jinja

        faults: list[InitErrorDetails] = []
        for place, source in self._sources():
            fault = fault_in(source)
            if fault is not None:
                faults.append({"type": fault, "loc": place, "input": source})
        if faults:
            raise ValidationError.from_exception_data(type(self).__name__, faults)
        return self

    def _sources(self) -> Iterator[tuple[tuple[str, ...], str]]:
        for locale, texts in self.texts.items():
            for channel, text in texts.items():
                for part, source in text.model_dump(exclude_none=True).items():
                    yield ("texts", locale, channel, part), source

    def text(self, channel: Channel, locale: Locale) -> Text:
        """Return what is said on `channel` in `locale`."""
        return self.texts[locale][self._said_on(channel)]

    def _said_on(self, channel: Channel) -> Channel:
        """Return the channel whose words are used: IM and devices say what is read in the app unless they have own."""
        own = all(channel in self.texts.get(locale, {}) for locale in LOCALES)
        return "in_app" if channel in _LIKE_IN_APP and not own else channel


class _Folder(Mapping[str, SettingT]):
    def __init__(self, class_: type[SettingT]) -> None:
        self._class = class_

    def __getitem__(self, name: str) -> SettingT:
        if name not in set(self):
            raise KeyError(name)
        return self._class.model_validate_json((_SHIPPED / f"{name}.json").read_bytes())

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(path.stem for path in _SHIPPED.glob("*.json")))

    def __len__(self) -> int:
        return len(list(iter(self)))
