"""What a mail says, whatever its form."""

import base64
from datetime import UTC, datetime

import pytest

from crm.mail import limits, reading
from crm.mail.errors import MailTooLargeError
from crm.mail.model import Address, Defect
from crm.mail.settings.recognition import Recognition
from tests.unit.mail.conftest import RECEIVED_AT, RULES, mail, part, parted, read, written

CHINESE = "您好，打印机坏了，请尽快处理，谢谢。"
TRADITIONAL = "您好，印表機壞了，請盡快處理，謝謝。"


def test_an_ordinary_mail_is_read_whole() -> None:
    found = mail(
        written({"Cc": "李雷 <l@desk.example>", "References": "<a@b> <c@d>", "In-Reply-To": "<c@d>"}, "Hello\r\n")
    )
    assert found.sender == Address(address="wang@customer.example", name="Wang")
    assert [each.address for each in (*found.to, *found.cc)] == ["support@desk.example", "l@desk.example"]
    assert (found.message_id, found.in_reply_to, found.references) == (
        "<1@customer.example>",
        ("<c@d>",),
        ("<a@b>", "<c@d>"),
    )
    assert (found.subject, found.title, found.text) == ("Printer", "Printer", "Hello")
    assert found.written_at == found.sent_at == datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
    assert (found.html, found.attachments, found.defects) == (None, (), ())


@pytest.mark.parametrize(
    ("declared", "sent", "text", "defect"),
    [
        ("gb2312", "gb18030", "㐂朱镕基您好", None),
        ("gbk", "gb18030", CHINESE, None),
        ("x-gbk", "gbk", CHINESE, None),
        ("utf-8", "gb18030", CHINESE, "wrong_charset"),
        ("utf-8", "cp1252", "Le café est fermé à Noël", "wrong_charset"),
        ("iso-8859-1", "utf-8", "Grüße aus Köln", "wrong_charset"),
        ("iso-8859-1", "cp1252", "“quoted” – €5", None),
        ("iso-8859-1", "gb18030", CHINESE, "wrong_charset"),
        ("us-ascii", "utf-8", CHINESE, None),
        ("us-ascii", "gb18030", CHINESE, None),
        ("gb2312", "utf-8", CHINESE, "wrong_charset"),
        ("big5", "big5", TRADITIONAL, None),
        ("utf-8", "big5", TRADITIONAL, "wrong_charset"),
        ("ks_c_5601-1987", "cp949", "똠방각하 안녕", None),
        ("shift_jis", "cp932", "①の印刷機", None),
        ("iso-2022-jp", "iso2022_jp", "すみません。", None),
        ("koi8-r", "koi8-r", "Принтер сломан", None),
        ("windows-1251", "cp1251", "Принтер сломан", None),
        ("utf-16", "utf-16", CHINESE, None),
        ("utf-16", "ascii", "Hello you", "wrong_charset"),
        ("x-unknown", "utf-8", CHINESE, "unknown_charset"),
        ("zlib", "utf-8", "not a character set", "unknown_charset"),
        ("punycode", "utf-8", "nor is this", "unknown_charset"),
        ("utf-8", "utf-8-sig", CHINESE, None),
        (None, "gb18030", CHINESE, None),
    ],
)
def test_text_is_read_in_what_was_sent(declared: str | None, sent: str, text: str, defect: Defect | None) -> None:
    content_type = f"text/plain; charset={declared}" if declared else "text/plain"
    found = mail(written({"Content-Type": content_type}, text.encode(sent)))
    assert found.text == text
    assert found.defects == ((defect,) if defect else ())


def test_a_broken_byte_costs_its_character_only() -> None:
    found = mail(written({"Content-Type": "text/plain; charset=utf-8"}, CHINESE.encode()[:-1] + b"!"))
    assert found.text.startswith(CHINESE[:-1])


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("=?utf-8?B?5omT5Y2w5py6?=", "打印机"),
        ("=?UTF-8?q?caf=C3=A9_au_lait?=", "café au lait"),
        ("=?gb2312?B?suLK1A==?=", "测试"),
        ("=?gb18030?B?suLK1A===?=", "测试"),
        ("=?utf-8?B?5omT5Y2w5py?=", "打印\ufffd"),
        ("=?utf-8?B?5omT5Y0=?=\r\n =?utf-8?B?sOacug==?=", "打印机"),
        ("=?ISO-8859-1?Q?te?=\r\n =?ISO-8859-1?Q?st?= now", "test now"),
        ("Re: =?utf-8?B?5omT5Y2w5py6?= kaputt", "Re: 打印机 kaputt"),
        ("=?utf-8*zh?B?5omT5Y2w5py6?=", "打印机"),
        ("=?x-none?Q?plain?=", "plain"),
        ("=?utf-8?Q?never closed", "=?utf-8?Q?never closed"),
        ("  spaced \t out\r\n   folded ", "spaced out folded"),
        ("a\x00b\x07c\x1b[31m", "a b c [31m"),
        ("fdp.exe \u202egpj", "fdp.exe gpj"),
        ("打印机", "打印机"),
    ],
)
def test_a_subject_is_decoded_as_far_as_it_can_be(subject: str, text: str) -> None:
    assert mail(written({"Subject": subject})).subject == text


@pytest.mark.parametrize(
    ("subject", "title", "is_forward"),
    [
        ("Re: Printer", "Printer", False),
        ("RE[2]: re: Printer", "Printer", False),
        ("回复：Re: 售后问题", "售后问题", False),
        ("答复: 回复: 打印机", "打印机", False),
        ("回覆：印表機", "印表機", False),
        ("Re(3): x", "x", False),
        ("AW: SV: x", "x", False),
        ("Fwd: Printer", "Printer", True),
        ("FW: Re: Printer", "Printer", True),
        ("转发：打印机", "打印机", True),
        ("轉寄: 印表機", "印表機", True),
        ("Re: Fw: Printer", "Printer", False),
        ("Reprint: no", "Reprint: no", False),
        ("Transfer", "Transfer", False),
        ("回复太慢", "回复太慢", False),
        ("Re:", "", False),
    ],
)
def test_a_title_is_the_subject_without_its_prefixes(subject: str, title: str, is_forward: bool) -> None:
    found = mail(written({"Subject": subject}))
    assert (found.title, found.is_forward, found.subject) == (title, is_forward, subject)


@pytest.mark.parametrize(
    ("header", "address", "name"),
    [
        ("wang@customer.example", "wang@customer.example", ""),
        ("<wang@customer.example>", "wang@customer.example", ""),
        ('"Wang, Xiao" <wang@customer.example>', "wang@customer.example", "Wang, Xiao"),
        ("Wang, Xiao <wang@customer.example>", "wang@customer.example", "Xiao"),
        ("=?utf-8?B?546L5bCP5piO?= <wang@customer.example>", "wang@customer.example", "王小明"),
        ('"=?utf-8?B?546L5bCP5piO?=" <wang@customer.example>', "wang@customer.example", "王小明"),
        ("王小明 <wang@customer.example>", "wang@customer.example", "王小明"),
        ('"a@b.example" <c@d.example>', "c@d.example", "a@b.example"),
        ("wang@customer.example (Wang)", "wang@customer.example", "Wang"),
        ("=?utf-8?Q?Wang_=3Cwang=40customer=2Eexample=3E?=", "wang@customer.example", "Wang"),
        ("broken, <wang@customer.example>", "wang@customer.example", ""),
        ('"never closed <wang@customer.example>', "wang@customer.example", "never closed"),
        ("root@localhost", "root@localhost", ""),
        ("'Wang' <wang@customer.example", "wang@customer.example", "Wang"),
    ],
)
def test_a_sender_is_found(header: str, address: str, name: str) -> None:
    assert mail(written({"From": header})).sender == Address(address=address, name=name)


@pytest.mark.parametrize("header", ["", "nobody", "undisclosed-recipients:;", "<>", "@", "a@"])
def test_a_sender_that_is_none_is_said_to_be_missing(header: str) -> None:
    found = mail(written({"From": header}))
    assert found.sender is None
    assert found.reply_target is None
    assert "no_sender" in found.defects


def test_an_answer_goes_where_the_sender_wants_it() -> None:
    assert mail(written()).reply_target == Address(address="wang@customer.example", name="Wang")
    assert mail(written({"Reply-To": "x@y.example"})).reply_target == Address(address="x@y.example")


@pytest.mark.parametrize(
    ("date", "written_at", "defect"),
    [
        ("Mon, 02 Mar 2026 09:00:00 +0800 (CST)", datetime(2026, 3, 2, 1, tzinfo=UTC), None),
        ("Wed, 20 Sep 1995 00:19:00 (EDT) -0400", datetime(1995, 9, 20, 4, 19, tzinfo=UTC), None),
        ("2 Mar 2026 01:00:00 GMT", datetime(2026, 3, 2, 1, tzinfo=UTC), None),
        ("Mon, 02 Mar 2026 01:00:00", datetime(2026, 3, 2, 1, tzinfo=UTC), None),
        ("yesterday", None, "bad_date"),
        ("Mon, 99 Mar 2026 01:00:00 +0000", None, "bad_date"),
        ("Mon, 02 Mar 99999 01:00:00 +0000", None, "bad_date"),
        ("", None, "bad_date"),
        (None, None, None),
    ],
)
def test_a_date_is_read_or_said_to_be_bad(date: str | None, written_at: datetime | None, defect: str | None) -> None:
    found = mail(written({"Date": date}))
    assert found.written_at == written_at
    assert ("bad_date" in found.defects) is (defect is not None)
    assert found.sent_at == (written_at or RECEIVED_AT)


def test_nothing_is_sent_after_it_was_received() -> None:
    found = mail(written({"Date": "Mon, 02 Mar 2037 09:00:00 +0800"}))
    assert found.written_at == datetime(2037, 3, 2, 1, tzinfo=UTC)
    assert found.sent_at == RECEIVED_AT


@pytest.mark.parametrize(
    ("references", "found"),
    [
        ("<a@b> <c@d>", ("<a@b>", "<c@d>")),
        ("<a@b>,<c@d>,<a@b>", ("<a@b>", "<c@d>")),
        ("<a\r\n @b>", ("<a@b>",)),
        ("a@b c@d", ("<a@b>", "<c@d>")),
        ("none", ()),
    ],
)
def test_references_are_ids_in_order(references: str, found: tuple[str, ...]) -> None:
    assert mail(written({"References": references})).references == found


def test_the_newest_references_count() -> None:
    many = " ".join(f"<{number}@x>" for number in range(300))
    assert mail(written({"References": many})).references == tuple(f"<{number}@x>" for number in range(200, 300))


def test_a_mail_without_headers_is_all_text() -> None:
    found = mail("您好，没有邮件头".encode())
    assert (found.text, found.subject, found.message_id) == ("您好，没有邮件头", None, None)
    assert set(found.defects) == {"headers_missing", "no_sender", "id_missing"}


def test_a_line_that_is_no_header_costs_only_itself() -> None:
    raw = written().replace(b"To:", b"this is no header\r\nTo:", 1)
    found = mail(raw)
    assert (found.subject, found.text) == ("Printer", "Hello")
    assert "bad_header" in found.defects


@pytest.mark.parametrize("raw", [b"", b"\r\n", b"\r\n\r\n", b"\0", b":", b"a:", b"From "])
def test_next_to_nothing_is_read_as_such(raw: bytes) -> None:
    assert mail(raw).words.new in {"", ":"}


def test_html_alone_is_put_into_words_and_its_quotations_told_apart() -> None:
    html = (
        "<style>p{}</style><title>T</title><p>您好</p><p>第二<b>段</b><br>换行</p><ul><li>一<li>二</ul>"
        '<div class="gmail_quote">On Monday Li wrote:<blockquote>old<br>words</blockquote></div>'
    )
    found = mail(written({"Content-Type": "text/html; charset=utf-8"}, html))
    assert found.words.new == "您好\n\n第二段\n换行\n\n- 一\n- 二"
    assert "old" in found.words.quoted
    assert found.html is not None
    assert "gmail_quote" in found.html


@pytest.mark.parametrize(
    "quoted",
    [
        '<div class="moz-cite-prefix">On 2 Mar, Li wrote:<br></div><blockquote type="cite">old</blockquote>',
        '<div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>From:</b> Li</div><div>old</div>',
        '<div id="x_divRplyFwdMsg"><b>发件人:</b> Li</div><div>old</div>',
        '<div class="yahoo_quoted"><div>On Monday, Li wrote:</div><div>old</div></div>',
        "<div>------------------&nbsp;原始邮件&nbsp;------------------</div><div><b>发件人:</b> 李</div><div>old</div>",
        "<div><b>发件人：</b> 李雷</div><div><b>发送时间：</b> 2026-03-02</div><p>old</p>",
        '<blockquote id="isReplyContent">old</blockquote>',
    ],
)
def test_what_html_quotes_is_told_apart(quoted: str) -> None:
    found = mail(written({"Content-Type": "text/html"}, f"<div>new</div>{quoted}"))
    assert found.words.new == "new"
    assert "old" in found.words.quoted


def test_html_keeps_nothing_that_acts_or_tells() -> None:
    html = (
        '<p onclick="x()">a</p><script>b()</script><iframe src="//c"></iframe><form action="d"><input></form>'
        '<a href="javascript:e()">f</a><a href="https://g.example">h</a><img src="https://i.example/pixel">'
        '<img src="cid:j" alt="k"><meta http-equiv="refresh"><object data="l"></object><svg onload="m()"></svg>'
        '<div style="position:fixed" class="n gmail_quote" id="o">p</div>'
    )
    shown = mail(written({"Content-Type": "text/html"}, html)).html or ""
    for each in (
        "onclick",
        "script",
        "iframe",
        "form",
        "i.example",
        "meta",
        "object",
        "svg",
        "style",
        '"o"',
        "n gmail",
    ):
        assert each not in shown
    for each in ("https://g.example", 'src="cid:j"', "noopener", 'class="gmail_quote"'):
        assert each in shown


def test_html_too_deep_to_parse_is_kept_as_a_file() -> None:
    html = "<div>" * 5000 + "words"
    found = read(written({"Content-Type": "text/html"}, html))
    assert (found.mail.text.strip(), found.mail.html) == ("words", None)
    assert found.contents == (html.encode(),)
    assert "html_unreadable" in found.mail.defects


def test_of_alternatives_the_text_is_read_and_the_html_shown() -> None:
    found = mail(parted(part("text/plain", "words"), part("text/html", "<b>words</b>"), kind="alternative"))
    assert (found.text, found.html, found.attachments) == ("words", "<b>words</b>", ())


def test_an_empty_alternative_says_nothing() -> None:
    found = mail(parted(part("text/plain", " \r\n"), part("text/html", "<b>words</b>"), kind="alternative"))
    assert found.text == "words"


def test_text_on_both_sides_of_a_file_is_all_read() -> None:
    picture = part("image/png; name=a.png", "png")
    found = mail(parted(part("text/plain", "above"), picture, part("text/html", "<p>below</p>")))
    assert found.text == "above\nbelow"
    assert found.html is not None
    assert "above" in found.html
    assert [each.name for each in found.attachments] == ["a.png"]


@pytest.mark.parametrize(
    ("parameters", "body", "text"),
    [
        ("format=flowed", "one \r\ntwo\r\nthree", "one two\nthree"),
        ("format=flowed; delsp=yes", "一二 \r\n三", "一二三"),
        ("format=flowed", "> a \r\n> b\r\nnew", "> a b\nnew"),
        ("format=flowed", "a \r\n-- \r\nWang", "a \n-- \nWang"),
        ("format=flowed", " >kept \r\nhere", ">kept here"),
        ("format=fixed", "one \r\ntwo", "one \ntwo"),
    ],
)
def test_lines_broken_by_the_program_are_made_whole(parameters: str, body: str, text: str) -> None:
    assert mail(written({"Content-Type": f"text/plain; {parameters}"}, body)).text == text


@pytest.mark.parametrize(
    ("encoding", "body", "text"),
    [
        ("base64", base64.b64encode(CHINESE.encode()), CHINESE),
        ("BASE64", base64.b64encode(CHINESE.encode()).rstrip(b"="), CHINESE),
        ("base64", b"SGVs!bG8=", "Hello"),
        ("base64", b"SGU=\r\nbGxv", "Hello"),
        ("quoted-printable", b"=E4=BD=A0=\r\n=E5=A5=BD =ZZ", "你好 =ZZ"),
        ("8bit", CHINESE.encode(), CHINESE),
        ("x-strange", b"Hello", "Hello"),
        ("x-uuencode", b"begin 644 a\r\n%2&5L;&\\\r\n`\r\nend\r\n", "Hello"),
    ],
)
def test_a_body_is_read_without_its_encoding(encoding: str, body: bytes, text: str) -> None:
    assert mail(written({"Content-Transfer-Encoding": encoding}, body)).text == text


def test_a_boundary_that_never_comes_leaves_text() -> None:
    found = mail(written({"Content-Type": "multipart/mixed; boundary=none"}, "Hello"))
    assert found.text == "Hello"
    assert "boundary_missing" in found.defects


def test_a_boundary_that_was_not_declared_is_found() -> None:
    body = "--found\r\nContent-Type: text/plain\r\n\r\nHello\r\n--found--\r\n"
    assert mail(written({"Content-Type": "multipart/mixed"}, body)).text == "Hello"


def test_a_mail_that_breaks_off_is_read_as_far_as_it_goes() -> None:
    found = mail(parted(part("text/plain", "Hello"), part("image/png; name=a.png", "abc"))[:-20])
    assert found.text == "Hello"
    assert "boundary_unclosed" in found.defects


def test_a_multipart_may_be_encoded_as_a_whole_although_it_must_not() -> None:
    inner = b"--edge\r\nContent-Type: text/plain\r\n\r\nHello\r\n--edge--\r\n"
    headers = {"Content-Type": "multipart/mixed; boundary=edge", "Content-Transfer-Encoding": "base64"}
    assert mail(written(headers, base64.b64encode(inner))).text == "Hello"


@pytest.mark.parametrize(
    ("depth", "defects"), [(limits.DEPTH - 1, ()), (limits.DEPTH + 1, ("too_deep",)), (3000, ("too_deep",))]
)
def test_what_is_deep_inside_is_reached_or_kept(depth: int, defects: tuple[Defect, ...]) -> None:
    inner = part("text/plain", "treasure")
    for level in range(depth):
        edge = f"e{level}"
        inner = part(
            f"multipart/mixed; boundary={edge}", b"--%b\r\n%b\r\n--%b--" % (edge.encode(), inner, edge.encode())
        )
        if len(inner) > 4_000_000:
            break
    found = read(parted(inner))
    kept = b"".join(found.contents)
    assert "treasure" in found.mail.text or b"treasure" in kept
    assert found.mail.defects == defects


def test_more_parts_than_are_looked_into_are_kept() -> None:
    count = limits.PARTS + 50
    found = read(parted(*(part("text/plain; name=a.txt", f"file {number}.") for number in range(count))))
    assert len(found.contents) == limits.PARTS
    assert f"file {count - 1}.".encode() in found.contents[-1]
    assert "too_many_parts" in found.mail.defects


def test_a_text_too_long_to_show_is_kept_whole() -> None:
    text = "a" * (limits.TEXT_BYTES + 10)
    found = read(written({}, text))
    assert len(found.mail.text) == limits.TEXT_BYTES
    assert found.contents == (text.encode(),)
    assert "text_cut" in found.mail.defects


def test_headers_without_end_do_not_hide_the_body() -> None:
    raw = written({f"X-{number}": "x" * 900 for number in range(400)})
    found = mail(raw)
    assert (found.subject, found.text) == ("Printer", "Hello")
    assert "headers_cut" in found.defects


def test_only_what_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = written()
    monkeypatch.setattr(limits, "MAIL_BYTES", len(raw))
    assert mail(raw).text == "Hello"
    with pytest.raises(MailTooLargeError) as caught:
        read(raw + b"!")
    assert caught.value.facts == {"limit_bytes": len(raw)}


def test_every_delivery_of_a_mail_has_its_key_and_no_other_mail() -> None:
    key = mail(written()).key
    assert mail(b"Received: by another way\r\n" + written()).key == key
    assert mail(written({"Message-ID": None})).key == mail(written({"Message-ID": None})).key != key
    assert key not in {mail(written(body="Bye")).key, mail(written({"From": "mallory@x.example"})).key}


@pytest.mark.parametrize(
    ("headers", "recipients", "leads"),
    [
        ({}, (), []),
        ({"To": "support+tok-En_1@desk.example"}, (), [("reply_token", "tok-En_1")]),
        ({"To": "Support+abc@DESK.example"}, (), [("reply_token", "abc")]),
        ({"To": "other@x.example", "Delivered-To": "support+abc@desk.example"}, (), [("reply_token", "abc")]),
        ({"To": "other@x.example"}, ("support+abc@desk.example",), [("reply_token", "abc")]),
        ({"To": "support+abc@desk.example"}, ("support+abc@desk.example",), [("reply_token", "abc")]),
        ({"To": "stranger+abc@desk.example, support+abc@x.example"}, (), []),
        ({"To": "support+@desk.example"}, (), []),
        (
            {"References": "<a@b> <case_1@desk.example>", "In-Reply-To": "<c@d>"},
            (),
            [
                ("our_reference", "case_1"),
                ("in_reply_to", "<c@d>"),
                ("references", "<case_1@desk.example>"),
                ("references", "<a@b>"),
            ],
        ),
    ],
)
def test_what_may_name_the_case_comes_in_the_order_of_certainty(
    headers: dict[str, str], recipients: tuple[str, ...], leads: list[tuple[str, str]]
) -> None:
    found = reading.read(written(headers), RECEIVED_AT, RULES, recipients=recipients).mail
    assert [(each.by, each.value) for each in found.leads] == leads


def test_without_addresses_of_ours_no_token_counts() -> None:
    raw = written({"To": "support+abc@desk.example"})
    assert reading.read(raw, RECEIVED_AT, Recognition()).mail.leads == ()
