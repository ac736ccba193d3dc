"""Text whose lines were broken by the sender's program, made whole (`format=flowed`, RFC 3676)."""

from collections.abc import Iterator

_SIGNATURE = "-- "


def unflowed(text: str, *, delete_space: bool) -> str:
    """Return the text with its soft line breaks taken out; `delete_space` is the parameter `delsp`."""
    return "\n".join(_paragraphs(text, delete_space=delete_space))


def _paragraphs(text: str, *, delete_space: bool) -> Iterator[str]:
    pending: list[str] = []
    depth = 0
    for line in text.split("\n"):
        marks = len(line) - len(line.lstrip(">"))
        plain = line[marks:].removeprefix(" ")
        if pending and (marks != depth or plain == _SIGNATURE):
            yield _marked("".join(pending), depth)
            pending = []
        soft = plain.endswith(" ") and plain != _SIGNATURE
        pending.append(plain[:-1] if soft and delete_space else plain)
        depth = marks
        if not soft:
            yield _marked("".join(pending), depth)
            pending = []
    if pending:
        yield _marked("".join(pending), depth)


def _marked(text: str, depth: int) -> str:
    return f"{'>' * depth} {text}" if depth else text
