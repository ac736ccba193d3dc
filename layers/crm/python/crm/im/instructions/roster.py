"""The colleagues by their names, their roles and their ids at a provider."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from crm.im.folding import Dense, Folded, dense_parts
from crm.im.instructions.model import Colleague
from crm.im.settings.instructions import Instructions


@dataclass(frozen=True, slots=True)
class _Entry:
    colleague: Colleague
    joints: frozenset[int]


@dataclass(frozen=True, slots=True)
class Hit:
    """Who is named at the beginning of a text: one, or all namesakes."""

    colleagues: tuple[Colleague, ...]
    end: int
    """The position after the match, in the dense text."""
    role: str | None


class Roster:
    """Whom a mention may mean; made once for many messages."""

    def __init__(self, colleagues: Iterable[Colleague], words: Instructions) -> None:
        self._by_name: dict[str, list[_Entry]] = defaultdict(list)
        self._by_im_id: dict[str, Colleague] = {}
        self._by_role: dict[str, list[Colleague]] = defaultdict(list)
        for colleague in colleagues:
            name, joints = dense_parts(colleague.name)
            if name:
                self._by_name[name].append(_Entry(colleague, joints))
            for im_user_id in colleague.im_user_ids:
                self._by_im_id.setdefault(im_user_id, colleague)
            for role in colleague.roles:
                self._by_role[role].append(colleague)
        self._role_words = sorted(
            ((dense_parts(word)[0], role) for role, written in words.roles.items() for word in written),
            key=lambda entry: -len(entry[0]),
        )
        self._longest = max(map(len, self._by_name), default=0)

    def by_im_id(self, im_user_id: str) -> Colleague | None:
        """Return who has an account at the provider."""
        return self._by_im_id.get(im_user_id)

    def with_name(self, name: str) -> tuple[Colleague, ...]:
        """Return those whose name this is, a role before or after it or not."""
        dense = Folded(name).dense
        hit = self.starting(dense)
        return hit.colleagues if hit is not None and hit.end == len(dense.text) else ()

    def starting(self, dense: Dense) -> Hit | None:
        """Return the longest name that a text starts with, with its role before or after it."""
        hits: list[Hit] = []
        for word, role in [("", ""), *self._role_words]:
            if dense.text.startswith(word):
                hits += self._named(dense, len(word), word, role)
        # Of two readings of the same length, the one that needs no role is a name as it stands.
        return max(hits, key=lambda hit: (hit.end, hit.role is None), default=None)

    def role_starting(self, dense: Dense) -> tuple[str, int, tuple[Colleague, ...]] | None:
        """Return the role's word that a text starts with, its length, and who has the role."""
        for word, role in self._role_words:
            if dense.text.startswith(word) and dense.ends_word(len(word)):
                return word, len(word), tuple(each for each in self._by_role[role] if not each.bot)
        return None

    def _named(self, dense: Dense, start: int, word: str, role: str) -> Iterable[Hit]:
        for length in range(min(self._longest, len(dense.text) - start), 0, -1):
            end = start + length
            entries = self._by_name.get(dense.text[start:end], ())
            fitting = [each.colleague for each in entries if _fits(dense, start, end, each.joints)]
            if not fitting or not dense.ends_word(end):
                continue
            if word:
                yield Hit(_of_role(fitting, role), end, word)
            else:
                yield self._with_role_after(dense, end, fitting)
            return

    def _with_role_after(self, dense: Dense, end: int, fitting: Sequence[Colleague]) -> Hit:
        """Return «张敏-客服» and «张敏(客服)» as one; a role's word may as well begin what is asked."""
        for word, role in self._role_words if _set_off(dense, end) else ():
            after = end + len(word)
            whole = after == len(dense.text) or after in dense.gaps
            if dense.text.startswith(word, end) and whole and _fits(dense, end, after, frozenset()):
                return Hit(_of_role(fitting, role), after, word)
        return Hit(tuple(fitting), end, None)


def _set_off(dense: Dense, end: int) -> bool:
    """Say whether what comes after a name is joined to it by a hyphen or a bracket, not by a mere blank."""
    return end in dense.gaps and dense.left_out_before(end).strip() != ""


def _fits(dense: Dense, start: int, end: int, joints: frozenset[int]) -> bool:
    """Say whether a name is written in one piece but where it may be parted."""
    return all(gap - start in joints for gap in dense.gaps if start < gap < end)


def _of_role(colleagues: Sequence[Colleague], role: str) -> tuple[Colleague, ...]:
    """Narrow namesakes down by the role; who has it not is still the one of that name."""
    return tuple(each for each in colleagues if role in each.roles) or tuple(colleagues)
