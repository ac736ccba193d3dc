"""Who is mentioned: by the provider's id, by name, by role and name, in whatever way people write it."""

import re
from collections.abc import Iterable, Sequence

from crm.im.folding import Dense, Folded, dense_parts
from crm.im.inbound import Mention
from crm.im.instructions.model import Colleague, Misnamed, Named, Naming
from crm.im.instructions.roster import Hit, Roster
from crm.im.settings.instructions import Instructions

_REACH = 60
"""Characters after an `@` among which a name is looked for."""

_SHOWN = 20
_ADDRESS = re.compile(
    r"(?<![a-z0-9._%+-])[a-z0-9._%+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+|@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?![\w])"
)
_URL = re.compile(r"\b[a-z][a-z0-9+.-]{1,15}://[^\s<>\"，。；、）】]+")
_OPENING = "([{【「『〔《<"
_CLOSING = ")]}】」』〕》>"
_WORD = re.compile(r"[\w·\-]*")

Found = Named | Misnamed


def find(text: str, mentioned: Iterable[Mention], roster: Roster, words: Instructions) -> list[Found]:
    """Return every mention in a text, in order; first comes what the provider names beside the text."""
    known = list(mentioned)
    found = [_identified(each, text, roster) for each in known]
    taken = [range(each.start, each.end) for each in known]
    found += _typed(text, taken, roster, words)
    return _once(sorted(found, key=lambda each: (each.start, each.end)))


def _identified(mention: Mention, text: str, roster: Roster) -> Found:
    """Tell who it is whom the provider names: by their id, else, as typed mentions are, by a name only they have."""
    written = text[mention.start : mention.end] or f"@{mention.name or mention.im_user_id}"
    colleague = roster.by_im_id(mention.im_user_id)
    how: Naming = "im_id"
    if colleague is None and mention.name:
        namesakes = roster.with_name(mention.name)
        colleague, how = (namesakes[0], "name") if len(namesakes) == 1 else (None, how)
    if colleague is None and mention.name is None and not mention.bot:
        return Misnamed(written=written, why="not_in_roster", start=mention.start, end=mention.end)
    return Named(
        written=written,
        colleague_id=colleague.id if colleague else None,
        im_user_id=mention.im_user_id,
        name=colleague.name if colleague else mention.name or mention.im_user_id,
        bot=mention.bot or (colleague is not None and colleague.bot),
        how=how,
        start=mention.start,
        end=mention.end,
    )


def _typed(text: str, taken: list[range], roster: Roster, words: Instructions) -> list[Found]:
    folded = Folded(text)
    closed = [range(*folded.span(*match.span())) for kind in (_ADDRESS, _URL) for match in kind.finditer(folded.text)]
    everybody = [dense_parts(word)[0] for word in words.everybody]
    found: list[Found] = []
    for at in (index for index, character in enumerate(folded.text) if character == "@"):
        place = folded.places[at]
        if any(place in span for span in (*taken, *closed)) or (found and place < found[-1].end):
            continue
        mention = _at(folded, at, roster, everybody)
        if mention is not None:
            found.append(mention)
    return found


def _at(folded: Folded, at: int, roster: Roster, everybody: Iterable[str]) -> Found | None:
    end = folded.text.find("@", at + 1)
    reach = min(len(folded.text) if end < 0 else end, at + 1 + _REACH)
    dense = Dense(folded, at + 1, reach)
    if not dense.text or dense.places[0] > at + 3:
        return None
    hit = roster.starting(dense)
    if hit is not None:
        return _named(folded, at, dense, hit)
    group = next((word for word in everybody if dense.text.startswith(word) and dense.ends_word(len(word))), None)
    if group is not None:
        start, end = _span(folded, at, dense, len(group))
        return Misnamed(written=folded.original[start:end], why="everybody", start=start, end=end)
    within_word = at > 0 and folded.text[at - 1].isascii() and folded.text[at - 1].isalnum()
    return None if within_word else _unnamed(folded, at, dense, roster)


def _named(folded: Folded, at: int, dense: Dense, hit: Hit) -> Found:
    start, end = _span(folded, at, dense, hit.end)
    written = folded.original[start:end]
    if len(hit.colleagues) > 1:
        ids = tuple(each.id for each in hit.colleagues)
        return Misnamed(written=written, why="ambiguous", candidates=ids, start=start, end=end)
    colleague = hit.colleagues[0]
    return _is(colleague, written, "role_and_name" if hit.role else "name", hit.role, start, end)


def _unnamed(folded: Folded, at: int, dense: Dense, roster: Roster) -> Found | None:
    """Return a mention of a role alone, or of a name that nobody has."""
    role = roster.role_starting(dense)
    if role is not None and (role[1] == len(dense.text) or role[1] in dense.gaps):
        word, length, holders = role
        start, end = _span(folded, at, dense, length)
        written = folded.original[start:end]
        if len(holders) == 1:
            return _is(holders[0], written, "only_one_in_role", word, start, end)
        ids = tuple(each.id for each in holders)
        return Misnamed(written=written, why="role_only", candidates=ids, start=start, end=end)
    match = _WORD.match(folded.text, at + 1)
    end = match.end() if match else at + 1
    if not any(character.isalnum() for character in folded.text[at + 1 : end]):
        return None
    start, end = folded.span(at, min(end, at + 1 + _SHOWN))
    return Misnamed(written=folded.original[start:end], why="unknown", start=start, end=end)


def _is(colleague: Colleague, written: str, how: Naming, role: str | None, start: int, end: int) -> Named:
    return Named(
        written=written,
        colleague_id=colleague.id,
        im_user_id=None,
        name=colleague.name,
        bot=colleague.bot,
        how=how,
        role=role,
        start=start,
        end=end,
    )


def _span(folded: Folded, at: int, dense: Dense, end: int) -> tuple[int, int]:
    """Return where a mention stands in the original, a bracket closed behind it included."""
    last = dense.places[end - 1] + 1
    inside = folded.text[at:last]
    if any(bracket in inside for bracket in _OPENING) and folded.text[last : last + 1] in tuple(_CLOSING):
        opened = sum(inside.count(bracket) for bracket in _OPENING)
        closed = sum(inside.count(bracket) for bracket in _CLOSING)
        last += opened > closed
    return folded.span(at, last)


def _once(found: Sequence[Found]) -> list[Found]:
    """Leave out a person named beside the text who is named in it as well."""
    kept: list[Found] = []
    placed = {each.colleague_id for each in _named_ones(found) if each.end > 0}
    for each in found:
        beside = each.end == 0
        if not (beside and isinstance(each, Named) and each.colleague_id in placed):
            kept.append(each)
    return kept


def _named_ones(found: Sequence[Found]) -> list[Named]:
    """Return the mentions that name somebody."""
    return [each for each in found if isinstance(each, Named)]
