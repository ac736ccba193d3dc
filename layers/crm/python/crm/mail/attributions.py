"""Lines by which mail programs introduce what they quote, in the languages customers write."""

import re
from collections.abc import Sequence

from crm.mail import limits

_WRITES = (
    r"(?:写道|寫道|写到|寫到|说道|wrote|writes|schrieb|a écrit|escribió|ha scritto|escreveu|schreef|skrev|napisał\(a\)"
    r"|napisał|napsal\(a\)|пишет|написал|のメール|書きました|님이 작성)"
)
_ENDS_ATTRIBUTION = re.compile(rf"{_WRITES}\s*[:：]{{1,2}}\s*$", re.IGNORECASE)
_DATED = re.compile(r"\d{1,4}\s?[-/.年]\s?\d{1,2}|\d{1,2}[:：]\d{2}|\d{1,2}\s*月|@|\b(?:19|20)\d{2}\b", re.IGNORECASE)
_BEGINS_ATTRIBUTION = re.compile(r"\s*(?:On|At|在|于|Am|Le|El|Il|Em|Op|Den|Dne|W dniu)\b|\s*[在于於]", re.IGNORECASE)
_WHOLE_ADDRESS = re.compile(r"<[^<>@]{1,100}@[^<>@]{1,200}>")
_ATTRIBUTION_LINES = 4
_ATTRIBUTION_CHARACTERS = 400

_LABEL = (
    r"(?P<from>发件人|寄件者|寄件人|發件人|From|Von|De|Da|Van|От|差出人)"
    r"|(?:发送时间|发件时间|傳送時間|寄件日期|發送時間|日期|时间|時間|收件人|收件者|抄送|副本|主题|主旨|主題"
    r"|Sent|Date|To|Cc|Subject|Gesendet|An|Betreff|Datum|Envoyé|À|Objet|Enviado|Para|Asunto|Fecha|Inviato|Oggetto"
    r"|Отправлено|Кому|Тема|送信日時|宛先|件名|Reply-To|Importance|回复|重要性)"
)
_LABELLED = re.compile(rf"[\s*_]*(?:{_LABEL})[\s*_]*[:：]", re.IGNORECASE)
_HEADER_LINES = 8

_ORIGINAL = (
    r"Original Message|Original Mail|Reply Message|Replied Message|Original E-?mail|Ursprüngliche Nachricht"
    r"|Message d'origine|Mensaje original|Messaggio originale|Mensagem original|原始邮件|原始郵件|原邮件|回复的原邮件"
    r"|回复邮件|邮件原件|元のメッセージ|원본 메일|Исходное сообщение"
)
_DIVIDER = re.compile(rf"\s*[-—_=*]{{2,}}\s*(?:{_ORIGINAL})\s*[-—_=*]{{2,}}\s*$", re.IGNORECASE)
_FORWARD = re.compile(
    r"\s*[-—_=*]{2,}\s*(?:Forwarded message|Forwarded mail|转发的邮件|转发邮件信息|转发邮件|轉寄郵件|轉寄的郵件"
    r"|Weitergeleitete Nachricht|Message transféré|Mensaje reenviado)\s*[-—_=*]{2,}\s*$"
    r"|\s*Begin forwarded message\s*:\s*$|\s*(?:开始转发的邮件|下面是被转发的邮件|以下是转发的邮件)\s*[:：]\s*$",
    re.IGNORECASE,
)
_RULE = re.compile(r"\s*[-_=—*]{10,}\s*$")
_WROTE_ONLY = re.compile(rf"\s*.{{1,120}}{_WRITES}\s*[:：]\s*$", re.IGNORECASE)


def is_forward(line: str) -> bool:
    """Say whether a line says that a mail which is passed on follows."""
    return _FORWARD.match(line[: limits.LINE_CHARACTERS]) is not None


def is_divider(line: str) -> bool:
    """Say whether a line says that the mail which is answered follows."""
    return _DIVIDER.match(line[: limits.LINE_CHARACTERS]) is not None


def is_rule(line: str) -> bool:
    """Say whether a line is a mere stroke."""
    return _RULE.match(line[: limits.LINE_CHARACTERS]) is not None


def names_writer(line: str) -> bool:
    """Say whether a line ends in «wrote:», which introduces a quotation only if one follows."""
    return _WROTE_ONLY.match(line[: limits.LINE_CHARACTERS]) is not None


def attribution_length(lines: Sequence[str], at: int) -> int:
    """Return how many lines from `at` say who wrote what follows, and when; 0 where they do not.

    Programs break the line where it gets too long, so its end may stand some lines below.
    """
    joined = ""
    for count in range(1, min(_ATTRIBUTION_LINES, len(lines) - at) + 1):
        line = lines[at + count - 1]
        if not line.strip() or len(joined) + len(line) > _ATTRIBUTION_CHARACTERS:
            return 0
        joined = f"{joined} {line.strip()}" if joined else line.strip()
        if _ENDS_ATTRIBUTION.search(joined):
            whole = _DATED.search(joined) and not (count > 1 and _begins(line) and _DATED.search(line))
            return count if whole else 0
        if count == 1 and not _begins(line):
            return 0
    return 0


def _begins(line: str) -> bool:
    """Say whether a line may begin an attribution that is broken: by its first word, or by an address."""
    return _BEGINS_ATTRIBUTION.match(line) is not None or _WHOLE_ADDRESS.search(line) is not None


def header_length(lines: Sequence[str], at: int) -> int:
    """Return how many lines from `at` are the headers of a quoted mail, its sender the first; 0 where they are none."""
    first = _LABELLED.match(lines[at][: limits.LINE_CHARACTERS])
    if first is None or first["from"] is None:
        return 0
    labels = last = 0
    for offset, line in enumerate(lines[at : at + _HEADER_LINES]):
        if _LABELLED.match(line[: limits.LINE_CHARACTERS]):
            labels, last = labels + 1, offset + 1
    certain = labels >= 2 and any(_DATED.search(line) for line in lines[at : at + last])  # noqa: PLR2004
    return last if certain else 0  # «From:» and «To:» may also tell of a journey
