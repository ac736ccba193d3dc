"""The files of a mail."""

import base64
import hashlib
import struct

import pytest

from crm.mail import limits
from crm.mail.names import safe_name
from tests.unit.mail.conftest import part, parted, read, written


def attached(*lines: str, content_type: str = "application/pdf", body: bytes = b"data") -> bytes:
    return part(content_type, body, *lines)


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (("Content-Disposition: attachment; filename=a.pdf",), "a.pdf"),
        (('Content-Disposition: attachment; filename="报价 单.pdf"',), "报价 单.pdf"),
        (("Content-Disposition: attachment; filename==?utf-8?B?5oql5Lu3LnBkZg==?=",), "报价.pdf"),
        (('Content-Disposition: attachment; filename="=?gb2312?B?sai82y5wZGY=?="',), "报价.pdf"),
        (("Content-Disposition: attachment; filename*=utf-8''%E6%8A%A5%E4%BB%B7.pdf",), "报价.pdf"),
        (("Content-Disposition: attachment; filename*=gb2312''%B1%A8%BC%DB.pdf",), "报价.pdf"),
        (("Content-Disposition: attachment; filename*0*=utf-8''%E6%8A; filename*1*=%A5.pdf",), "报.pdf"),
        (("Content-Disposition: attachment; filename*1=b.pdf; filename*0=a",), "ab.pdf"),
        (("Content-Disposition: attachment; filename=\"old.pdf\"; filename*=utf-8''new.pdf",), "new.pdf"),
        (("Content-Disposition: attachment; filename*=broken%ZZ.pdf",), "broken%ZZ.pdf"),
        (('Content-Disposition: attachment; filename="never closed.pdf',), "never closed.pdf"),
        (('Content-Disposition: attachment; filename="a\\"b.pdf"',), "a_b.pdf"),
        (("Content-Disposition: attachment; filename=../../etc/passwd",), "passwd"),
        (("Content-Disposition: attachment; filename=..\\..\\windows\\win.ini",), "win.ini"),
        (("Content-Disposition: attachment; filename=..",), "file-1.pdf"),
        (('Content-Disposition: attachment; filename="/"',), "file-1.pdf"),
        (("Content-Disposition: attachment; filename*=utf-8''..%2F..%2Fpasswd",), "passwd"),
        (("Content-Disposition: attachment; filename*=utf-8''a%00b%0d%0a.pdf",), "a_b_.pdf"),
        (('Content-Disposition: attachment; filename="a\u202efdp.exe"',), "afdp.exe"),
        (("Content-Disposition: attachment",), "file-1.pdf"),
    ],
)
def test_a_name_is_read_and_made_safe(lines: tuple[str, ...], name: str) -> None:
    (attachment,) = read(parted(attached(*lines))).mail.attachments
    assert attachment.name == name


@pytest.mark.parametrize("name", ["长" * 300 + ".pdf", "a" * 5000, "." * 500, "a." + "b" * 400, "🙂" * 100 + ".tar.gz"])
def test_a_long_name_is_cut_and_keeps_its_ending(name: str) -> None:
    short = safe_name(name, otherwise="file")
    assert 0 < len(short.encode()) <= limits.NAME_BYTES
    assert short.endswith(".pdf") is name.endswith(".pdf")


def test_a_file_is_told_by_what_it_holds() -> None:
    found = read(parted(part("text/plain", "Hello"), attached("Content-Disposition: attachment; filename=a.pdf")))
    (attachment,) = found.mail.attachments
    assert (attachment.content_type, attachment.size_bytes, attachment.inline) == ("application/pdf", 4, False)
    assert attachment.sha256 == hashlib.sha256(b"data").hexdigest()
    assert found.contents == (b"data",)
    assert found.mail.text == "Hello"


def test_files_of_one_name_have_their_own_keys() -> None:
    one = attached("Content-Disposition: attachment; filename=a.pdf")
    attachments = read(parted(one, one)).mail.attachments
    assert [each.name for each in attachments] == ["a.pdf", "a.pdf"]
    assert [each.key for each in attachments] == ["000-a.pdf", "001-a.pdf"]


def test_a_picture_within_the_html_is_told_from_one_that_was_attached() -> None:
    shown = attached("Content-ID: <pic@x>", content_type="image/png")
    beside = attached("Content-ID: <other@x>", content_type="image/png")
    found = read(parted(part("text/html", '<img src="cid:pic@x">'), shown, beside, kind="related")).mail
    assert [(each.content_id, each.inline) for each in found.attachments] == [("pic@x", True), ("other@x", False)]


def test_text_that_was_attached_is_not_read_out() -> None:
    found = read(parted(part("text/plain", "Hello"), part("text/plain; name=log.txt", "secret log"))).mail
    assert found.text == "Hello"
    assert [each.name for each in found.attachments] == ["log.txt"]


def test_a_mail_within_a_mail_is_a_file_named_by_its_subject() -> None:
    inner = written({"Subject": "=?utf-8?B?5oql5Lu3?= 1/2"}, "inner words")
    found = read(parted(part("text/plain", "see"), part("message/rfc822", inner)))
    assert found.mail.text == "see"
    assert [(each.name, each.content_type) for each in found.mail.attachments] == [("报价 1_2.eml", "message/rfc822")]
    assert found.contents == (inner,)


def attribute(number: int, value: bytes, level: int = 1) -> bytes:
    checksum = struct.pack("<H", sum(value) & 0xFFFF)
    return struct.pack("<BII", level, number, len(value)) + value + checksum


def properties(name: str) -> bytes:
    """Return the properties of a file: a number, and its long name in two bytes a character."""
    text = (name + "\0").encode("utf-16-le")
    long_name = struct.pack("<HHII", 0x1F, 0x3707, 1, len(text)) + text + b"\0" * (-len(text) % 4)
    return struct.pack("<IHHI", 2, 0x03, 0x0E21, 7) + long_name


TNEF = (
    struct.pack("<IH", 0x223E9F78, 1)
    + attribute(0x69007, struct.pack("<II", 936, 0))
    + attribute(0x2800C, "正文\0".encode("gbk"))
    + attribute(0x69002, b"\0" * 14)
    + attribute(0x18010, b"SHORT~1.PDF\0")
    + attribute(0x6800F, b"first")
    + attribute(0x69005, properties("完整的名字.pdf"))
    + attribute(0x69002, b"\0" * 14)
    + attribute(0x18010, "第二.txt\0".encode("gbk"))
    + attribute(0x6800F, b"second")
)
WINMAIL = ("Content-Disposition: attachment; filename=winmail.dat", "Content-Transfer-Encoding: base64")


def wrapped(data: bytes) -> bytes:
    return part("application/ms-tnef; name=winmail.dat", base64.b64encode(data), *WINMAIL)


def test_a_winmail_dat_gives_back_its_files_and_its_text() -> None:
    found = read(parted(wrapped(TNEF)))
    assert [each.name for each in found.mail.attachments] == ["完整的名字.pdf", "第二.txt"]
    assert found.contents == (b"first", b"second")
    assert found.mail.text == "正文"
    assert [each.content_type for each in found.mail.attachments] == ["application/pdf", "text/plain"]
    assert found.mail.defects == ()


@pytest.mark.parametrize("data", [b"", b"no tnef", TNEF[:-3], TNEF[:60], TNEF.replace(b"second", b"sec0nd")])
def test_a_winmail_dat_that_is_broken_is_kept_beside_what_it_gave(data: bytes) -> None:
    found = read(parted(wrapped(data)))
    assert found.mail.attachments[-1].name == "winmail.dat"
    assert found.contents[-1] == data
    assert "bad_tnef" in found.mail.defects
