"""Mail that was changed at random: each is read, and reading it takes work and memory that its size bounds.

Work is counted in calls of functions and memory in bytes that Python allocates, so that a slow machine changes nothing.
Some hundred mails are tried every time, always the same; `make fuzz` tries 10,000 (`FUZZ_MAILS`), other ones each time
(`FUZZ_SEED`).
"""

import os
import sys
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from types import FrameType
from typing import Any

import pytest

from crm.mail import judging, receipts
from crm.mail.settings.receiving import Receiving
from tests.unit.mail.conftest import part, parted, read, written
from tests.unit.mail.test_files import TNEF, wrapped
from tests.unit.mail.test_hostile import SEEDS

MAILS = int(os.environ.get("FUZZ_MAILS", "400"))
SEED = os.environ.get("FUZZ_SEED", "27")
LONGEST = 64 * 1024
"""Longer mails of the vectors are cut to this before they are changed: what they prove, they prove whole elsewhere."""

CALLS, CALLS_A_BYTE = 20_000, 40
BYTES, BYTES_A_BYTE = 2_000_000, 60

POLICY = Receiving.shipped()["default"]
VECTORS = Path(__file__).parents[4] / "shared" / "vectors" / "email"
OWN = (
    *SEEDS,
    written({"Auto-Submitted": "auto-replied", "Subject": "=?utf-8?Q?=E8=87=AA=E5=8A=A8=E5=9B=9E=E5=A4=8D?="}),
    written(
        {"References": "<a@b> <case_01KJP4C8PTQYYY3CQ1QWGEWM6E@desk.example>"}, "好\r\n\r\n> 以前的话\r\n-- \r\n我"
    ),
    written(
        {"From": '"a, b" <a@b>, =?gb2312?B?suLK1A==?= <c@d>', "To": "undisclosed-recipients:;"}, b"\xd6\xd0\xce\xc4"
    ),
    parted(
        part("text/html; charset=utf-8", "<div><img src='cid:1'><blockquote>x</blockquote></div>"),
        part("image/png; name=../../a.png", "iVBORw0KGgo=", "Content-ID: <1>", "Content-Transfer-Encoding: base64"),
        kind="related",
    ),
    parted(part("message/rfc822", parted(part("message/rfc822", parted(wrapped(TNEF)))))),
)
TOKENS = (
    *(b"\r\n", b"\r\n\r\n", b"\n", b"\0", b"\xff", b"--edge", b"--edge--\r\n", b"=?utf-8?B?", b"?=", b"<", b">", b'"'),
    *(b"Content-Type: multipart/mixed; boundary=edge\r\n\r\n", b"Content-Transfer-Encoding: base64\r\n"),
    *(b"charset=utf-16", b"charset=punycode", b"filename*=utf-8''%", b"<div>", b"<table><tr><td>", b"&#x", b"; "),
    *(
        b"> ",
        b"On Mon, x wrote:\r\n",
        b"From: \r\n",
        b"Message-ID: <x\r\n",
        b"\xe4\xb8",
        b"\x1b$B",
        b"=\r\n",
        b"(" * 50,
    ),
)


def seeds() -> list[bytes]:
    found = sorted(VECTORS.rglob("*.eml")) if VECTORS.is_dir() else []
    return [*OWN, *(each.read_bytes()[:LONGEST] for each in found)]


def mutated(mail: bytes, random: Random, others: list[bytes]) -> bytes:
    """Return a mail changed at one to eight places, in the ways in which mail goes wrong."""
    for _ in range(random.randint(1, 8)):
        mail = _changed(mail, random, random.choice(others))[:LONGEST]
    return mail


def _changed(mail: bytes, random: Random, other: bytes) -> bytes:
    at, token = random.randint(0, len(mail)), random.choice(TOKENS)
    before, after = mail[:at], mail[at:]
    ways = (
        lambda: before + token + after,
        lambda: before + random.randbytes(random.randint(1, 8)) + after[1:],
        lambda: before + after[random.randint(1, 200) :],
        lambda: before + after[:2000] * random.randint(2, 5) + after,
        lambda: before + other[: random.randint(0, 2000)] + after,
        lambda: before + token * random.randint(2, 400) + after,
        lambda: before,
        lambda: mail.replace(token, random.choice(TOKENS)),
    )
    return random.choice(ways)()


def mutants() -> Iterator[bytes]:
    random, known = Random(SEED), seeds()  # noqa: S311 - to try things, not to hide them
    return (mutated(random.choice(known), random, known) for _ in range(MAILS))


def judged(raw: bytes) -> None:
    """Do with a mail all that is done before anything of it is stored."""
    receipt = receipts.read(raw)
    mail = read(raw).mail
    judging.against(mail, receipt.verdicts, POLICY)
    judging.sender_of(mail)


def calls_of(work: Callable[[], None]) -> int:
    """Return how many functions were called."""
    calls = 0

    def count(_frame: FrameType, event: str, _argument: Any) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return calls


def peak_of(work: Callable[[], None]) -> int:
    """Return how many bytes were held at once, beyond what was held before."""
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.requirement("R-195")
def test_a_changed_mail_is_read_within_bounds() -> None:
    judged(OWN[0])  # what is loaded once is not the mail's
    tried = 0
    for raw in mutants():
        calls = calls_of(lambda: judged(raw))  # noqa: B023 - called at once
        assert calls <= CALLS + CALLS_A_BYTE * len(raw), (len(raw), calls, raw)
        peak = peak_of(lambda: judged(raw))  # noqa: B023
        assert peak <= BYTES + BYTES_A_BYTE * len(raw), (len(raw), peak, raw)
        tried += 1
    assert tried == MAILS


def test_the_bounds_are_none_that_anything_keeps() -> None:
    raw = OWN[0]

    def quadratic() -> None:
        for _ in range(len(raw) ** 2):
            len(raw)

    assert calls_of(quadratic) > CALLS + CALLS_A_BYTE * len(raw)
    assert peak_of(lambda: bytes(BYTES + (BYTES_A_BYTE + 1) * len(raw))[:0]) > BYTES + BYTES_A_BYTE * len(raw)
