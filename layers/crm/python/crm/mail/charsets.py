"""Bytes to text where the declared character set may be missing, unknown or a lie.

Chinese mail says gb2312 and sends gb18030, Korean mail says ks_c_5601 and sends cp949, web forms say utf-8 and send
what they have. What is declared is believed as long as the bytes agree.
"""

import codecs
import re
from collections.abc import Callable
from typing import Final

from crm.mail.model import Defect

_SUPERSETS: Final = {
    **dict.fromkeys(("gb2312", "gb_2312_80", "gbk", "x_gbk", "cp936", "windows_936", "chinese", "euc_cn"), "gb18030"),
    **dict.fromkeys(("ks_c_5601_1987", "ks_c_5601", "ksc5601", "euc_kr", "korean", "windows_949"), "cp949"),
    **dict.fromkeys(("shift_jis", "x_sjis", "sjis", "windows_31j", "ms_kanji"), "cp932"),
    **dict.fromkeys(("big5", "big5_tw", "x_x_big5", "cn_big5", "windows_950"), "big5hkscs"),
    **dict.fromkeys(("iso_8859_1", "latin1", "latin_1", "iso8859_1", "l1", "iso_ir_100"), "cp1252"),
    **dict.fromkeys(("iso_2022_jp",), "iso2022_jp_ext"),
    **dict.fromkeys(("tis_620", "iso_8859_11"), "cp874"),
    **dict.fromkeys(("iso_8859_9",), "cp1254"),
    **dict.fromkeys(("iso_8859_8_i", "iso_8859_8_e"), "iso8859_8"),
    **dict.fromkeys(("hz_gb_2312",), "hz"),
    **dict.fromkeys(("unicode_1_1_utf_7",), "utf_7"),
    **dict.fromkeys(("utf8mb4", "utf_8_sig", "unicode"), "utf_8"),
    **dict.fromkeys(("macintosh", "x_mac_roman"), "mac_roman"),
}
"""What is really sent under a name, as browsers have it: the superset that its programs write."""

_TEXT_CODECS = re.compile(
    r"utf-?(7|8|16|16-[bl]e|32|32-[bl]e)|iso8859-[0-9]+|cp[0-9]+|koi8-[rtu]|gb18030|big5hkscs|cp949|johab"
    r"|euc_jp|euc_jis_2004|euc_jisx0213|iso2022_[a-z0-9_]+|hz|mac-[a-z]+|kz1048|ptcp154"
)
"""Python knows more codecs than character sets; some of those take time by the square of their input."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_STATEFUL = ("utf-7", "hz")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_PAIR = re.compile(rb"[\x81-\xfe][\x30-\xfe]")
_ASCII = bytes(range(0x80))
_SAMPLE_BYTES = 64 * 1024
_SOUND_PER_FAULT = 4
"""Bytes beyond ASCII that make UTF-8 with faults likelier than another set that looks like it here and there."""

_TRUSTED_SHARE = 0.7
"""Of the pairs of bytes that must be frequent characters, before text that nobody declared is taken for Chinese."""


def decode(data: bytes, declared: str | None) -> tuple[str, Defect | None]:
    """Return what bytes say, and what was wrong with their declaration. The text can always be stored."""
    text, defect = _decoded(data, declared)
    return _SURROGATE.sub("\ufffd", text), defect


def _decoded(data: bytes, declared: str | None) -> tuple[str, Defect | None]:
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _leniently(data, name), None
    codec = codec_of(declared)
    if codec is None or codec == "ascii":
        text = _undeclared(data)
        missing = declared is not None and codec is None
        return text, "unknown_charset" if missing else None
    if _is_contradicted(data, codec):
        return _undeclared(data), "wrong_charset"
    try:
        return data.decode(codec), None
    except (UnicodeError, ValueError):
        return _despite(data, codec), "wrong_charset"


def codec_of(declared: str | None) -> str | None:
    """Return the codec for a declared character set, None for one that is unknown or no character set."""
    if not declared or len(declared) > 40 or not declared.isascii():  # noqa: PLR2004 - no name is longer
        return None
    plain = re.sub(r"[^a-z0-9]+", "_", declared.strip().lower()).strip("_")
    try:
        name = codecs.lookup(_SUPERSETS.get(plain, plain)).name
    except (LookupError, ValueError):
        return None
    return name if name == "ascii" or _TEXT_CODECS.fullmatch(name) else None


def _is_contradicted(data: bytes, codec: str) -> bool:
    """Say whether bytes are something else, although they could be read as what is declared."""
    if codec.startswith(("utf-16", "utf-32")):
        return b"\0" not in data
    if not codec.startswith("cp125") or data.isascii():
        return False
    return _is_utf8(data) or (codec == "cp1252" and _high(data) > len(data) / 2 and _east_asian(data) is not None)


def _despite(data: bytes, codec: str) -> str:
    """Return what bytes say that are not what they claim: mostly it, with faults, or something else."""
    guessed = _undeclared(data)
    if codec in _STATEFUL or codec.startswith(("iso2022", "utf-16", "utf-32")):
        return _leniently(data, codec) if "\x1b" in guessed or codec.startswith("utf-") else guessed
    if codec == "utf-8":
        return guessed
    if _is_utf8(data):
        return data.decode()
    return _leniently(data, codec)


def _undeclared(data: bytes) -> str:
    """Return what bytes most likely say, by what they hold."""
    if data.isascii() or _is_utf8(data):
        return data.decode()
    marked = data.decode(errors="replace")
    faults = marked.count("\ufffd")
    sound = _high(marked.replace("\ufffd", "").encode())
    if sound > _SOUND_PER_FAULT * faults:
        return marked
    codec = _east_asian(data)
    if codec is not None:
        return _leniently(data, codec)
    return data.decode("latin-1" if _has_c1(data) else "cp1252")


def _east_asian(data: bytes) -> str | None:
    """Return the codec of bytes that look like Chinese: nearly all in pairs, and those frequent characters."""
    sample = data[:_SAMPLE_BYTES]
    pairs = _PAIR.findall(sample)
    chinese, taiwanese = _share(pairs, _is_frequent_gb), _share(pairs, _is_frequent_big5)
    if 2 * len(pairs) < _high(sample) or max(chinese, taiwanese) < _TRUSTED_SHARE:
        return None
    return "gb18030" if chinese >= taiwanese else "big5hkscs"


def _high(data: bytes) -> int:
    """Count the bytes beyond ASCII."""
    return len(data.translate(None, _ASCII))


def _has_c1(data: bytes) -> bool:
    """Say whether there are bytes that Windows' Western set leaves undefined."""
    return any(byte in data for byte in b"\x81\x8d\x8f\x90\x9d")


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _leniently(data: bytes, codec: str) -> str:
    """Return the text with a mark for each fault; a leading byte order mark is no part of it."""
    return data.decode(codec, errors="replace").removeprefix("\ufeff")


def _share(pairs: list[bytes], is_frequent: Callable[[int, int], bool]) -> float:
    return sum(1 for pair in pairs if is_frequent(pair[0], pair[1])) / len(pairs) if pairs else 0.0


def _is_frequent_gb(lead: int, trail: int) -> bool:
    """Say whether a pair is one of the first 3755 characters of GB 2312, or punctuation."""
    return (0xB0 <= lead <= 0xD7 or lead in {0xA1, 0xA3}) and trail >= 0xA1  # noqa: PLR2004 - the standard's rows


def _is_frequent_big5(lead: int, trail: int) -> bool:
    """Say whether a pair is one of the 5401 frequent characters of Big5, or punctuation."""
    return 0xA1 <= lead <= 0xC6 and (0x40 <= trail <= 0x7E or trail >= 0xA1)  # noqa: PLR2004
