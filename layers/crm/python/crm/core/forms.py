"""Forms that browsers send: read, told from forged ones, and taken once.

A form carries one hidden field, `_form`: a token that we signed for the person who was shown it. It proves that the
form came from our page, and names the key that the form's action is carried out under, once.
"""

import base64
import binascii
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from pydantic import BaseModel, ValidationError

from crm.core import environment, ids, tokens
from crm.core.errors import (
    BadRequestError,
    BodyTooLargeError,
    CrmError,
    InvalidPayloadError,
    UnsupportedMediaTypeError,
)
from crm.core.request import BODY_LIMIT_BYTES

MEDIA_TYPE = "application/x-www-form-urlencoded"
FIELD = "_form"
LASTS = timedelta(hours=12)
_PURPOSE = "form"
_MANY = "[]"
"""What the name of a field ends in whose values are a list, however many are given."""
_FIELDS_LIMIT = 200
_OURS = frozenset({"same-origin", "none"})


class FormExpiredError(CrmError):
    """The form was not one that we showed to this person lately."""

    status, code = 403, "form_expired"


@dataclass(frozen=True, slots=True)
class Form:
    """What was sent: `typed` by field as it was written, the same for a program to read in `values`."""

    typed: Mapping[str, str]
    values: Mapping[str, Any]
    token: str
    origin: str = ""
    """The address of our pages as the browser knows it, such as `https://pages.kairos.example`."""

    def fingerprint(self, path: str) -> str:
        """Return a digest of what was asked, to tell a form sent twice from another under the same key."""
        asked = json.dumps([path, self.values], sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(asked.encode()).hexdigest()[:32]


NOTHING = Form({}, {}, "")


def token_for(person: str, now: datetime) -> str:
    """Return the hidden field of a form that is shown to `person`."""
    return tokens.sign(_PURPOSE, {"sub": person, "once": ids.new_id("form")}, now + LASTS)


def read(event: Mapping[str, Any]) -> Form:
    """Return what a browser sent; refuse what is no form, too large or not UTF-8. Fields left empty are absent."""
    headers = event.get("headers") or {}
    if headers.get("content-type", "").split(";")[0].strip().lower() != MEDIA_TYPE:
        raise UnsupportedMediaTypeError
    try:
        body = event.get("body") or ""
        raw = base64.b64decode(body, validate=True) if event.get("isBase64Encoded") else body.encode()
        if len(raw) > BODY_LIMIT_BYTES:
            raise BodyTooLargeError(limit_bytes=BODY_LIMIT_BYTES)
        pairs = parse_qsl(raw.decode(), keep_blank_values=True, errors="strict", max_num_fields=_FIELDS_LIMIT)
    except (binascii.Error, ValueError):
        raise BadRequestError from None
    typed = {name: text.replace("\r\n", "\n") for name, text in pairs if not name.startswith("_")}
    token = next((text for name, text in pairs if name == FIELD), "")
    plain = [(name, text.replace("\r\n", "\n")) for name, text in pairs if name in typed]
    scheme = "http" if environment.find("PLAIN_HTTP", "") else "https"
    return Form(typed, _values(plain), token, f"{scheme}://{_host(event)}")


def require_ours(event: Mapping[str, Any], form: Form, person: str | None, now: datetime) -> str:
    """Return the key that the form is carried out under; raise `FormExpiredError` for one that is not ours.

    A form that signs somebody in or out may have been shown to anybody: then `person` is None.
    """
    headers = event.get("headers") or {}
    origin = headers.get("origin")
    foreign = headers.get("sec-fetch-site", "none") not in _OURS
    if foreign or (origin is not None and urlsplit(origin).netloc != _host(event)):
        raise FormExpiredError
    claims = tokens.verify(_PURPOSE, form.token, now)
    if claims is None or person not in {None, claims["sub"]}:
        raise FormExpiredError
    return claims["once"]


def _host(event: Mapping[str, Any]) -> str:
    return str((event.get("headers") or {}).get("host") or event["requestContext"].get("domainName", ""))


def fill(model: type[BaseModel], values: Mapping[str, Any]) -> BaseModel:
    """Return the model that the fields fill; raise `InvalidPayloadError`, which names each field that does not fit."""
    try:
        return model.model_validate(values)
    except ValidationError as error:
        faults = [{**each, "loc": ("body", *each["loc"])} for each in error.errors()]
        raise InvalidPayloadError(faults) from None


def _values(pairs: list[tuple[str, str]]) -> dict[str, Any]:
    """Return fields as members: `a.b` is the member `b` of `a`, `a[]` one of the list `a`."""
    values: dict[str, Any] = {}
    for name, text in pairs:
        if not text.strip():
            continue
        *above, last = name.removesuffix(_MANY).split(".")
        place = values
        for each in above:
            inside = place.setdefault(each, {})
            if not isinstance(inside, dict):
                raise BadRequestError
            place = inside
        if name.endswith(_MANY):
            listed = place.setdefault(last, [])
            if not isinstance(listed, list):
                raise BadRequestError
            listed.append(text)
        else:
            place[last] = text
    return values
