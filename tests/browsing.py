"""A browser without a screen: it keeps cookies, follows redirects and fills in forms as they stand on the page."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode, urlsplit

from infra.local.twin import Answer, Twin

HOST = "127.0.0.1"
FORM = {"content-type": "application/x-www-form-urlencoded", "host": HOST, "sec-fetch-site": "same-origin"}


@dataclass
class FormOnPage:
    """A form: where it is sent, and what its fields hold."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[FormOnPage] = []
        self.texts: list[str] = []
        self._inside: list[str] = []
        self._area: str | None = None
        self._select: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag not in {"input", "meta", "link", "br"}:
            self._inside.append(tag)
        if tag == "form":
            self.forms.append(FormOnPage(given.get("action", ""), given.get("method", "get")))
        elif tag == "input" and self.forms and given.get("type") != "file":
            if given.get("type") not in {"checkbox", "radio"} or "checked" in given:
                self.forms[-1].fields[given["name"]] = given.get("value", "")
        elif tag == "textarea" and "name" in given:
            self._area = given["name"]
            self.forms[-1].fields[self._area] = ""
        elif tag == "select":
            self._select = given["name"]
        elif tag == "option" and self._select and ("selected" in given or self._select not in self.forms[-1].fields):
            self.forms[-1].fields[self._select] = given["value"]

    def handle_endtag(self, tag: str) -> None:
        if self._inside:
            self._inside.pop()
        if tag == "textarea":
            self._area = None
        if tag == "select":
            self._select = None

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            self.forms[-1].fields[self._area] += data.removeprefix("\n")
        elif "style" not in self._inside and data.strip():
            self.texts.append(" ".join(data.split()))


class Shown:
    """A page as it was answered."""

    def __init__(self, answer: Answer, path: str) -> None:
        self.answer, self.path, self.status = answer, path, answer.status
        self.body = answer.body
        self._reader = _Reader()
        self._reader.feed(answer.body)

    @property
    def text(self) -> str:
        """What a person reads."""
        return " ".join(self._reader.texts)

    @property
    def forms(self) -> list[FormOnPage]:
        """The forms, in their order."""
        return self._reader.forms

    def form(self, action: str) -> FormOnPage:
        """Return the form that is sent to `action`."""
        return next(each for each in self.forms if each.action == action)


class Browser:
    """Somebody's browser."""

    def __init__(self, twin: Twin, language: str = "zh-CN") -> None:
        self._twin = twin
        self.cookies: dict[str, str] = {}
        self.headers = {"accept-language": language}

    def get(self, target: str) -> Shown:
        """Open an address, and follow where it leads."""
        return self._followed(self._request("GET", target, {}, None), target)

    def send(self, form: FormOnPage, **typed: str) -> Shown:
        """Send a form with what was typed, and follow where it leads."""
        return self._followed(self.post(form.action, form.fields | typed), form.action)

    def post(self, action: str, fields: dict[str, str], **headers: str) -> Answer:
        """Send fields, and stay."""
        sent = FORM | {name.replace("_", "-"): value for name, value in headers.items()}
        return self._request("POST", action, sent, urlencode(fields))

    def signed_in(self, contact_id: str) -> "Browser":
        """Sign a contact in by a link that a colleague had made."""
        link = self._twin.call(f"POST /contacts/{contact_id}/portal-tokens", {}, user="admin").json["portal_url"]
        parts = urlsplit(link)
        self.send(self.get(f"{parts.path}?{parts.query}").form("/p/sign-in"))
        return self

    def _request(self, method: str, target: str, headers: dict[str, str], body: Any) -> Answer:
        sent = self.headers | headers
        if self.cookies:
            sent["cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        answer = self._twin.request(method, target, sent, body, None)
        for each in answer.cookies:
            name, _, value = each.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer

    def _followed(self, answer: Answer, target: str) -> Shown:
        while answer.status == 303:
            target = answer.headers["Location"]
            answer = self._request("GET", target, {}, None)
        return Shown(answer, target)
