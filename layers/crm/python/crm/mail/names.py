"""Names of files that are safe to store and to offer."""

import re
import unicodedata

from crm.mail import limits

_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]+')
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_SUFFIX_BYTES = 20
"""A longer ending is none by which programs know the type."""


def safe_name(name: str, otherwise: str) -> str:
    """Return a file name without paths, control characters and directions of writing; `otherwise` if none is left."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rstrip("/ ").rpartition("/")[2]
    visible = "".join(each for each in _UNSAFE.sub("_", last) if unicodedata.category(each) not in _INVISIBLE)
    return _shortened(re.sub(r"\s+", " ", visible).strip(" .")) or otherwise


def _shortened(name: str) -> str:
    """Return a name of not too many bytes, its ending kept."""
    if len(name.encode()) <= limits.NAME_BYTES:
        return name
    stem, dot, suffix = name.rpartition(".")
    ending = f"{dot}{suffix}" if stem and len(suffix.encode()) <= _SUFFIX_BYTES else ""
    room = limits.NAME_BYTES - len(ending.encode())
    return name.encode()[:room].decode(errors="ignore").rstrip(" .") + ending
