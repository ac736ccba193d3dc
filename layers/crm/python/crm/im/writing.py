"""The text of a message put together from a provider's pieces, each mention with its place."""

import re
import unicodedata

from crm.im.inbound import TEXT_LIMIT, Mention

_UNSTORABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class Writing:
    """A text that grows piece by piece and remembers who is mentioned where."""

    def __init__(self) -> None:
        self.text = ""
        self.mentions: list[Mention] = []

    def say(self, piece: str) -> None:
        """Append text."""
        self.text += _UNSTORABLE.sub(" ", unicodedata.normalize("NFC", piece))

    def mention(self, im_user_id: str, name: str | None, *, bot: bool = False) -> None:
        """Append `@name`, or the id where the provider tells no name."""
        start = len(self.text)
        self.say(f"@{name or im_user_id}")
        self.mentions.append(
            Mention(im_user_id=im_user_id, name=name or None, bot=bot, start=start, end=len(self.text))
        )

    def trimmed(self) -> tuple[str, tuple[Mention, ...]]:
        """Return text and mentions without the blanks around them and without what exceeds `TEXT_LIMIT`."""
        skipped = len(self.text) - len(self.text.lstrip())
        text = self.text.strip()[:TEXT_LIMIT].rstrip()
        moved = (
            each.model_copy(update={"start": each.start - skipped, "end": each.end - skipped}) for each in self.mentions
        )
        return text, tuple(each for each in moved if each.end <= len(text))
