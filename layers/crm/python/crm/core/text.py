"""Comparing what people write."""

import unicodedata


def folded(text: str) -> str:
    """Return text as it is compared: compatible characters, no case, no blanks («客户 B» is «客户B»)."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())
