"""HTML of mail: made safe to show, and put into words.

Quotations keep the marks of the programs that made them, so that they can be folded where it is shown, and told apart
in the text.
"""

import re
from collections import Counter
from collections.abc import Mapping
from html import unescape
from html.parser import HTMLParser
from typing import Final

import nh3

from crm.mail import limits

_TAGS: Final = {
    *("a", "abbr", "b", "bdi", "blockquote", "br", "caption", "center", "cite", "code", "col", "colgroup", "dd", "del"),
    *("div", "dl", "dt", "em", "figcaption", "figure", "font", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img"),
    *("ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "s", "samp", "small", "span", "strike", "strong", "sub"),
    *("sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "tt", "u", "ul", "wbr"),
}
_NOTHING_OF: Final = {
    *("script", "style", "title", "noscript", "template", "iframe", "object", "embed", "xml", "svg", "math", "select"),
    *("textarea", "noframes", "noembed"),
}
"""Elements whose content is no words either."""

_ATTRIBUTES: Final = {
    "a": {"href", "title"},
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan", "align"},
    "th": {"colspan", "rowspan", "align"},
    "ol": {"start"},
    "div": {"id", "class"},
    "blockquote": {"id", "class"},
    "hr": {"id"},
    "font": {"color"},
}
QUOTE_CLASSES: Final = frozenset(
    {"gmail_quote", "gmail_extra", "moz-cite-prefix", "moz-forward-container", "yahoo_quoted", "protonmail_quote"}
)
_QUOTE_IDS: Final = frozenset(
    {"divrplyfwdmsg", "appendonsend", "isreplycontent", "replyblockquote", "mailcontentcontainer"}
)
_QUOTES_ALL_THAT_FOLLOWS: Final = frozenset({"divrplyfwdmsg", "appendonsend"})
"""Outlook's marks stand before what is quoted, and not around it."""

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:]{0,20})")
_ANY_TAG = re.compile(r"<[^<>]{0,4000}>")
_UNNESTED = frozenset(
    {"br", "hr", "img", "input", "link", "meta", "col", "area", "p", "li", "td", "th", "tr", "option"}
)
"""Elements that hold nothing, or that the next of their kind closes."""

_BLOCKS = frozenset(
    {
        *("blockquote", "caption", "center", "dd", "div", "dl", "dt", "figcaption", "figure", "h1", "h2", "h3", "h4"),
        *("h5", "h6", "hr", "li", "ol", "p", "pre", "table", "tr", "ul"),
    }
)
_APART = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"})
_CELLS = frozenset({"td", "th"})
_SPACES = re.compile(r"[ \t\r\n\f\u00a0\u200b]+")


def is_parsable(html: str) -> bool:
    """Say whether HTML is of a size and depth that is parsed in a moment."""
    open_tags: Counter[str] = Counter()
    deepest = tags = depth = 0
    for closing, name in _TAG.findall(html):
        tags += 1
        tag = name.lower()
        if tag in _UNNESTED:
            continue
        if not closing:
            open_tags[tag] += 1
            depth += 1
        elif open_tags[tag]:
            open_tags[tag] -= 1
            depth -= 1
        deepest = max(deepest, depth)
    return tags <= limits.HTML_TAGS and deepest <= limits.HTML_DEPTH


def sanitise(html: str) -> str:
    """Return HTML without anything active, and without pictures that tell others it was opened."""
    return nh3.clean(
        html,
        tags=set(_TAGS),
        clean_content_tags=set(_NOTHING_OF),
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        attribute_filter=_allowed,
        url_schemes={"http", "https", "mailto", "tel", "cid"},
        link_rel="noopener noreferrer nofollow",
    )


def _allowed(tag: str, name: str, value: str) -> str | None:
    if name == "src":
        return value if value.strip().lower().startswith("cid:") else None
    if name == "class":
        return " ".join(each for each in value.split() if each.lower() in QUOTE_CLASSES) or None
    if name == "id":
        return value if _plain_id(value) in _QUOTE_IDS else None
    return value if tag != "a" or name != "href" or not value.lower().startswith("cid:") else None


def _plain_id(value: str) -> str:
    """Return an id as its program wrote it: others prefix the ids of what they quote (`x_divRplyFwdMsg`)."""
    return value.strip().lower().removeprefix("x_")


def crude_text(html: str) -> str:
    """Return the words of HTML that is not to be parsed."""
    return unescape(_ANY_TAG.sub(" ", html))


def text_of(sanitised: str) -> str:
    """Return sanitised HTML as text: a line for a block, `> ` before what is quoted."""
    reader = _Reader()
    reader.feed(sanitised)
    reader.close()
    return reader.text()


class _Reader(HTMLParser):
    """Reads well-formed HTML: on any other it would take time by the square of its length."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[str] = []
        self._line: list[str] = []
        self._open: list[tuple[str, bool]] = []
        self._depth = 0
        self._preformatted = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        if tag == "br":
            self._break()
        elif tag in _CELLS and self._line:
            self._line.append(" ")
        elif tag in _BLOCKS:
            self._block(tag)
        if tag == "li":
            self._line.append("- ")
        if tag == "img":
            self._line.append(f"[{named['alt']}]" if named.get("alt", "").strip() else "")
        if tag in {"br", "hr", "img", "col", "wbr"}:
            self._depth += _plain_id(named.get("id", "")) in _QUOTES_ALL_THAT_FOLLOWS
            return
        self._enter(tag, named)

    def _enter(self, tag: str, named: Mapping[str, str]) -> None:
        identity = _plain_id(named.get("id", ""))
        around = identity in _QUOTE_IDS or bool(QUOTE_CLASSES & set(named.get("class", "").lower().split()))
        quoting = tag == "blockquote" or (around and self._depth == 0)
        self._depth += quoting
        self._preformatted += tag == "pre"
        self._open.append((tag, quoting and identity not in _QUOTES_ALL_THAT_FOLLOWS))

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._block(tag)
        if not self._open or self._open[-1][0] != tag:
            return
        _, quoting = self._open.pop()
        self._depth -= quoting
        self._preformatted -= tag == "pre"

    def handle_data(self, data: str) -> None:
        if not self._preformatted:
            self._line.append(_SPACES.sub(" ", data))
            return
        for position, line in enumerate(data.split("\n")):
            if position:
                self._break()
            self._line.append(line)

    def _block(self, tag: str) -> None:
        """End the line; paragraphs stand apart."""
        if "".join(self._line).strip():
            self._break()
        if tag in _APART and self._lines and self._lines[-1].strip("> "):
            self._lines.append(self._marked(""))

    def _break(self) -> None:
        whole = "".join(self._line)
        self._lines.append(self._marked(whole.rstrip() if self._preformatted else _SPACES.sub(" ", whole).strip()))
        self._line = []

    def _marked(self, text: str) -> str:
        return f"{'>' * self._depth} {text}".rstrip() if self._depth else text

    def text(self) -> str:
        """Return what was read."""
        if "".join(self._line).strip():
            self._break()
        return "\n".join(self._lines).strip("\n")
