"""Addresses in headers: quoted, encoded, grouped, without a name, or with nothing else."""

import re
from collections.abc import Iterable, Iterator

from crm.mail import limits
from crm.mail.headers import decode_words, one_line
from crm.mail.model import Address

_ADDRESS = re.compile(
    r'("[^"@<>]{1,64}"|[^\s@<>()\[\],;:"\\]{1,128})@([^\s@<>()\[\],;:"\\]{1,255}|\[[0-9A-Fa-f:.]{2,60}\])'
)
_NAME_EDGES = " \t\"'“”‘’<>,;:"


def addresses(values: Iterable[str]) -> tuple[Address, ...]:
    """Return the usable addresses in headers, each once."""
    found: dict[str, Address] = {}
    for value in values:
        for each in _split(value[: limits.VALUE_CHARACTERS]):
            address = _address(each)
            if address is not None and len(found) < limits.ADDRESSES:
                found.setdefault(address.address.casefold(), address)
    return tuple(found.values())


def _split(value: str) -> Iterator[str]:
    """Yield the parts between the commas (Outlook: semicolons) that stand outside of quotes and angle brackets."""
    start, depth, quoted, escaped = 0, 0, False, False
    for index, character in enumerate(value):
        if escaped:
            escaped = False
        elif character == "\\":
            escaped = True
        elif character == '"':
            quoted = not quoted
        elif quoted:
            continue
        elif character in "(<":
            depth += 1
        elif character in ")>":
            depth = max(0, depth - 1)
        elif character in ",;" and not depth:
            yield value[start:index]
            start = index + 1
    if (quoted or depth) and start == 0:
        yield from re.split(r"[,;]", value)  # a quote or a bracket that is never closed
    else:
        yield value[start:]


def _address(text: str) -> Address | None:
    """Return the address in a part: the one in angle brackets, else the only thing that looks like one."""
    for written in (text, decode_words(text)):  # some encode the name and the address as one word
        before, bracket, rest = written.rpartition("<")
        match = _ADDRESS.match(rest.strip()) if bracket else None
        if match:
            return Address(address=match[0], name=_name(before))
        match = _ADDRESS.search(written)
        if match:
            comment = re.search(r"\(([^()]*)\)", written[match.end() :])
            return Address(address=match[0], name=_name(comment[1] if comment else written[: match.start()]))
    return None


def _name(text: str) -> str:
    """Return a name as people read it, without the group it stands in."""
    plain = re.sub(r"\\(.)", r"\1", text)
    return one_line(decode_words(plain)).strip(_NAME_EDGES)[:200]


def canonical(address: str) -> str:
    """Return an address as it is compared: without case, and without what follows `+`."""
    local, _, domain = address.casefold().rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"
