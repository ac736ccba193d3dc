"""What Amazon SES wrote above a mail when it took it in: the envelope, and what its scanners found.

SES writes its headers above all that came with the mail. Whoever sends may write headers of the same names, but only
below: so nothing counts that stands below the second `Received`, and of a name only the first.
"""

import re
from collections.abc import Mapping
from typing import Literal, NamedTuple

from crm.mail import headers
from crm.mail.addresses import addresses
from crm.mail.model import Frozen

Verdict = Literal["pass", "fail", "gray", "unknown"]
"""`gray`: it could not tell; `unknown`: it was not asked, or its answer is none we know."""

_BY_SES = re.compile(r"\bby inbound-smtp\.[a-z0-9-]+\.amazon(?:aws|ses)\.com\b", re.IGNORECASE)
_FOR = re.compile(r"\bfor\s+<?([^\s<>;]{3,320})>?\s*;", re.IGNORECASE)
_METHOD = re.compile(r"\b(spf|dkim|dmarc)\s*=\s*([a-z]{1,16})", re.IGNORECASE)
_WORDS: Mapping[str, Verdict] = {"pass": "pass", "fail": "fail", "gray": "gray", "softfail": "gray"}


class Verdicts(Frozen):
    """What was found when the mail was taken in."""

    spam: Verdict = "unknown"
    virus: Verdict = "unknown"
    spf: Verdict = "unknown"
    dkim: Verdict = "unknown"
    dmarc: Verdict = "unknown"


class Receipt(NamedTuple):
    """The envelope of a mail and its verdicts. `envelope_from` is empty for automatic mail, None where nobody said."""

    recipients: tuple[str, ...]
    envelope_from: str | None
    verdicts: Verdicts


def read(raw: bytes) -> Receipt:
    """Return what SES wrote above a mail; nothing is known of one that it did not take in."""
    top, _ = headers.split(raw, 0, len(raw))
    by_ses: dict[str, str] = {}
    for name, value in top.items:
        if name == "received" and "received" in by_ses:
            break
        by_ses.setdefault(name, value.decode("latin-1"))
    received = by_ses.get("received", "")
    if not _BY_SES.search(received):
        return Receipt((), None, Verdicts())
    recipient = _FOR.search(received)
    return Receipt((recipient[1],) if recipient else (), _sender(by_ses.get("return-path")), _verdicts(by_ses))


def _sender(return_path: str | None) -> str | None:
    if return_path is None:
        return None
    found = addresses([return_path])
    return found[0].address if found else ""


def _verdicts(by_ses: Mapping[str, str]) -> Verdicts:
    methods: dict[str, str] = {}
    for name, word in _METHOD.findall(by_ses.get("authentication-results", "")):
        methods.setdefault(name.lower(), word)
    return Verdicts(
        spam=_verdict(by_ses.get("x-ses-spam-verdict")),
        virus=_verdict(by_ses.get("x-ses-virus-verdict")),
        spf=_verdict(methods.get("spf")),
        dkim=_verdict(methods.get("dkim")),
        dmarc=_verdict(methods.get("dmarc")),
    )


def _verdict(word: str | None) -> Verdict:
    return _WORDS.get((word or "").strip().lower(), "unknown")
