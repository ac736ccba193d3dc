"""Whatever comes is read, and what is read is bounded; a mail that a program wrote gives back what was put into it."""

import unicodedata
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crm.mail import html, limits
from crm.mail.model import Read
from tests.unit.mail.conftest import part, parted, read, written
from tests.unit.mail.test_files import TNEF, wrapped

NESTED = part(
    "multipart/alternative; boundary=in", b"--in\r\n\r\na\r\n--in\r\nContent-Type: text/html\r\n\r\n<b>b\r\n--in--"
)
REPORT = part(
    "message/delivery-status", "Reporting-MTA: dns; x\r\n\r\nFinal-Recipient: rfc822; a@b\r\nAction: failed\r\n"
)
SEEDS = (
    written(
        {"Subject": "=?gb18030?B?suLK1A===?=", "Content-Type": "text/plain; charset=gb2312; format=flowed"},
        "测试 \r\n> x",
    ),
    written(
        {"Content-Type": "text/html; charset=iso-2022-jp", "Content-Transfer-Encoding": "quoted-printable"},
        "<p>=1B$B=\r\n",
    ),
    parted(NESTED, part("message/rfc822", written()), part("a/b; name*0*=utf-8''%E6; name*1*=%8A", "x"), wrapped(TNEF)),
    parted(part("text/plain", "failed"), REPORT, kind="report", headers={"From": "mailer-daemon@x"}),
)
TOKENS = st.sampled_from(
    [
        *(
            b"\r\n",
            b"\n",
            b"--edge",
            b"--edge--",
            b"--in",
            b"=?utf-8?B?",
            b"?=",
            b"\0",
            b"\xff\xfe",
            b"\x1b$B",
            b"\xe4\xbd",
        ),
        *(
            b"Content-Type: multipart/mixed; boundary=in\r\n",
            b"Content-Transfer-Encoding: base64\r\n",
            b";",
            b'"',
            b"<",
        ),
        *(
            b"charset=utf-7",
            b"charset=utf-16",
            b"charset=undefined",
            b"charset=hz",
            b"filename*9999*=",
            b"From ",
            b"&#xD800;",
        ),
        *(
            b"<!--",
            b"<![CDATA[",
            b"<table>",
            b"</",
            b"cid:",
            b"begin 644 x\n",
            b"+2AA-",
            b"=",
            b"=0",
            b"%",
            b"'",
            b"On 1/1 x wrote:",
        ),
    ]
)
EDIT = st.tuples(st.integers(0, 2000), st.integers(0, 40), TOKENS | st.binary(max_size=12))


def edited(seed: bytes, edits: list[tuple[int, int, bytes]]) -> bytes:
    raw = seed
    for place, length, new in edits:
        at = place % (len(raw) + 1)
        raw = raw[:at] + new + raw[at + length :]
    return raw


def is_sound(found: Read, raw: bytes) -> bool:
    """Check what holds for every mail; what is read can be stored, and is no larger than what came."""
    mail = found.mail
    assert Read.model_validate_json(found.model_copy(update={"contents": ()}).model_dump_json()).mail == mail
    assert len(mail.attachments) == len(found.contents)
    assert [each.position for each in mail.attachments] == list(range(len(mail.attachments)))
    assert sum(map(len, found.contents)) <= 3 * len(raw) + 100
    assert len(mail.text) <= limits.TEXT_CHARACTERS
    assert not set(mail.subject or "") & {"\0", "\r", "\n"}
    for each in mail.attachments:
        assert not set(each.name) & set('/\\\0\r\n"')
        assert each.name not in {"", ".", ".."}
        assert len(each.name.encode()) <= limits.NAME_BYTES
    assert "<script" not in (mail.html or "").lower()
    return read(raw).mail.key == mail.key


@given(st.binary(max_size=2000))
def test_any_bytes_are_read(raw: bytes) -> None:
    assert is_sound(read(raw), raw)


@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(SEEDS), st.lists(EDIT, min_size=1, max_size=12))
def test_any_change_of_a_mail_is_read(seed: bytes, edits: list[tuple[int, int, bytes]]) -> None:
    raw = edited(seed, edits)
    assert is_sound(read(raw), raw)


@given(st.lists(TOKENS | st.binary(max_size=5), max_size=200).map(b"".join))
def test_any_pile_of_fragments_is_read(raw: bytes) -> None:
    assert is_sound(read(raw), raw)


@pytest.mark.parametrize(
    "line",
    [
        *(
            b"a:\r\n",
            b" \r\n",
            b"x\r\n",
            b"--edge\r\n",
            b"--edge\r\nContent-Type: multipart/mixed; boundary=edge\r\n\r\n",
        ),
        *(
            b"<div>",
            b"<a",
            b"<!--",
            b"&amp",
            b"<p><table><td></p>",
            b"=?utf-8?B?",
            b"=?utf-8?Q?=?=",
            b'"',
            b"<",
            b"(",
            b",",
        ),
        *(
            b"a@",
            b"<a@b",
            b"@",
            b"\xe4",
            b"\xb0\xa1\xff",
            b">",
            b"> \r\n",
            b"begin 644 x\r\n",
            b"_",
            b"- ",
            b"=\r\n",
            b"On 1:11 ",
        ),
    ],
)
@pytest.mark.parametrize(
    "headers",
    [
        {"Content-Type": "text/plain"},
        {"Content-Type": "text/html"},
        {"Content-Type": "multipart/mixed; boundary=edge"},
        {"Content-Type": "text/plain; format=flowed", "Content-Transfer-Encoding": "x-uuencode"},
    ],
    ids=lambda headers: headers["Content-Type"],
)
def test_what_repeats_without_end_is_read(line: bytes, headers: dict[str, str]) -> None:
    many = line * (200_000 // len(line))
    for raw in (written(headers, many), written({"Subject": many.decode("latin-1"), "From": many.decode("latin-1")})):
        found = read(raw)
        assert len(found.mail.attachments) <= limits.PARTS
        assert len(found.mail.to) <= limits.ADDRESSES


def test_html_is_parsed_only_where_that_takes_a_moment() -> None:
    assert html.is_parsable("<p>a<br><li>b" * 1000 + "<div>" * 100 + "</div>" * 100)
    assert not html.is_parsable("<div>" * (limits.HTML_DEPTH + 1))
    assert not html.is_parsable("<p>" * (limits.HTML_TAGS + 1))


WORDS = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=12)
LINES = st.lists(WORDS, min_size=1, max_size=6).map("\n".join)
NAMES = st.text(st.characters(categories=("L", "N")), min_size=1, max_size=20).map(lambda text: f"{text}.bin")


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


@given(
    subject=WORDS,
    text=LINES,
    charset=st.sampled_from(["utf-8", "gb18030"]),
    encoding=st.sampled_from(["base64", "quoted-printable", "8bit"]),
    files=st.lists(st.tuples(NAMES, st.binary(max_size=80)), max_size=4),
    is_utf8=st.booleans(),
)
def test_a_mail_gives_back_what_was_put_into_it(
    subject: str, text: str, charset: str, encoding: str, files: list[tuple[str, bytes]], is_utf8: bool
) -> None:
    message = EmailMessage(policy=SMTPUTF8 if is_utf8 else SMTP)
    message["From"] = "wang@customer.example"
    message["Subject"] = subject
    message.set_content(text, charset=charset, cte=encoding)
    for file_name, data in files:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=file_name)
    found = read(message.as_bytes())
    assert found.mail.text == text
    assert found.mail.subject == _plain(subject)
    assert [_plain(each.name) for each in found.mail.attachments] == [_plain(file_name) for file_name, _ in files]
    assert found.contents == tuple(data for _, data in files)
