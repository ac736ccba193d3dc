"""What somebody wrote now, told apart from what they quote and how they sign.

Each line goes to one of the three, so that nothing is lost: what is set aside wrongly can still be read.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from crm.mail import limits
from crm.mail.attributions import (
    attribution_length,
    header_length,
    is_divider,
    is_forward,
    is_rule,
    names_writer,
)
from crm.mail.model import Words

Share = Literal["new", "quoted", "signature"]

_DEVICE = (
    r"(?:iPhone|iPad|iOS|Android|Windows|Outlook|Foxmail|Thunderbird|Gmail|Yahoo|Proton|BlackBerry|Samsung|Galaxy|Huawei"
    r"|Xiaomi|OPPO|vivo|HONOR|phone|mobile|tablet|Mail|QQ|华为|小米|荣耀|手机|手機|平板|邮箱|郵箱|邮件|郵件|客户端|大师)"
)
_SENT_FROM = re.compile(
    rf"\s*(?:(?:Sent|Envoyé|Enviado|Gesendet|Inviato) (?:from|via|with|de|desde|von|da) "
    rf"(?:\S{{1,8}} )?{_DEVICE}.{{0,60}}"
    r"|Get Outlook for .{1,80}|(?:获取|取得|下载)\s?Outlook for.{1,80}"
    rf"|(?:发自|發自|来自|來自|发送自|傳送自).{{0,16}}?{_DEVICE}[\sA-Za-z0-9+]{{0,16}}"
    r"|(?:从|從).{1,24}(?:发送|傳送))\s*$",
    re.IGNORECASE,
)
_ONLY_ADDRESS = re.compile(r"\s*<?[^\s<>@]{1,64}@[^\s<>@]{1,128}>?\s*$")
_SIGNATURE_MARKS = frozenset({"-- ", "--", "—", "－－"})


def split(text: str, *, is_forwarded: bool = False) -> Words:
    """Return the text in its three shares, each without blank lines around it."""
    shares: dict[Share, list[str]] = {"new": [], "quoted": [], "signature": []}
    for line, share in shared(text, is_forwarded=is_forwarded):
        shares[share].append(line)
    return Words(**{share: "\n".join(lines).strip("\n") for share, lines in shares.items()})


def shared(text: str, *, is_forwarded: bool = False) -> Iterator[tuple[str, Share]]:
    """Yield each line and whose share it is. In a mail that passes on another, nothing is quoted."""
    lines = text.split("\n")
    everything: list[Share] = ["new"] * len(lines)
    return zip(lines, everything if is_forwarded else _signed(lines, _quoted(lines)), strict=True)


def _quoted(lines: Sequence[str]) -> list[Share]:
    shares: list[Share] = ["new"] * len(lines)
    at = 0
    while at < len(lines):
        if is_forward(lines[at].lstrip("> ")):
            return shares
        until = _quotation_end(lines, at)
        shares[at:until] = ["quoted"] * (until - at)
        at = max(until, at + 1)
    return shares


def _quotation_end(lines: Sequence[str], at: int) -> int:
    """Return where the quotation that begins at a line ends, `at` where none does.

    What is introduced ends with its marks, if it has any, else with the mail; «… wrote:» without a time introduces
    marked lines only.
    """
    if _is_marked(lines[at]):
        return _marked_end(lines, at)
    firm = _firm_length(lines, at)
    introduced = at + (firm or int(names_writer(lines[at])))
    if introduced == at:
        return at
    following = _next_words(lines, introduced)
    if following < len(lines) and _is_marked(lines[following]):
        return _marked_end(lines, following)
    return len(lines) if firm else at


def _firm_length(lines: Sequence[str], at: int) -> int:
    """Return how many lines from `at` say for certain that earlier mail follows."""
    if is_divider(lines[at]):
        return 1
    if is_rule(lines[at]):
        following = _next_words(lines, at + 1)
        inner = header_length(lines, following) if following < len(lines) else 0
        return following - at + inner if inner else 0
    return attribution_length(lines, at) or header_length(lines, at)


def _is_marked(line: str) -> bool:
    return line.lstrip(" ").startswith((">", "＞"))


def _marked_end(lines: Sequence[str], at: int) -> int:
    """Return the end of lines with marks, the blank ones between them and lines that were wrapped included."""
    end = at
    while at < len(lines):
        if _is_marked(lines[at]):
            end = at + 1
        elif lines[at].strip():
            break
        at += 1
    return end


def _next_words(lines: Sequence[str], at: int) -> int:
    while at < len(lines) and not lines[at].strip():
        at += 1
    return at


def _signed(lines: Sequence[str], shares: Sequence[Share]) -> list[Share]:
    """Return the shares with the signatures told apart: they end what is new, or stand before what is quoted."""
    found = list(shares)
    begin = 0
    while begin < len(lines):
        end = begin
        while end < len(lines) and shares[end] == shares[begin]:
            end += 1
        if shares[begin] == "new":
            start = _signature_start(lines, begin, end, is_quoted_below=end < len(lines))
            found[start:end] = ["signature"] * (end - start)
        begin = end
    return found


def _signature_start(lines: Sequence[str], begin: int, end: int, *, is_quoted_below: bool) -> int:
    last = end
    while last > begin and not lines[last - 1].strip():
        last -= 1
    for at in range(max(begin, last - limits.SIGNATURE_LINES - 1), last):
        if lines[at].rstrip("\r") in _SIGNATURE_MARKS:
            return at
    if last > begin and len(lines[last - 1]) <= limits.LINE_CHARACTERS and _SENT_FROM.match(lines[last - 1]):
        return last - 1
    if is_quoted_below and last - 1 > begin and _ONLY_ADDRESS.match(lines[last - 1][: limits.LINE_CHARACTERS]):
        return last - 1  # Foxmail signs with the address
    return end
