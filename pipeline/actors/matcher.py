"""The compiled dictionary: a trie over word keys; the longest name wins, and capitals decide what is a name."""

import marshal
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, NamedTuple

from pipeline.actors.tokens import make_key, split_forms
from pipeline.codebook.actors import ActorBook, ActorRow, AgentRow, collection_paused

END = ""
LONGEST_ACRONYM_TO_KEEP = 3


class Form(NamedTuple):
    """One way to write one codebook row; a tuple, because a codebook has a hundred thousand of them.

    Attributes:
        kind: name, adjective, demonym, capital or agent.
        row: the row of the codebook.
        shape: one letter a word: A all capitals, C a capital first, l any.
        plural: an agent in its plural form.
        first: the name itself, not one of its aliases.
    """

    kind: str
    row: ActorRow | AgentRow
    shape: str
    plural: bool = False
    first: bool = False


Waiting = tuple[str, str, ActorRow | AgentRow, bool, bool]
"""A form as its group holds it: the name, then what :class:`Form` has, without the shape."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A dictionary form found in a text: words ``first`` to ``last`` (inclusive)."""

    first: int
    last: int
    forms: tuple[Form, ...]


class Matcher:
    """A token trie over all names, adjectives, capitals and agents of a codebook.

    A hundred thousand names take most of a second to be cut into words, and a text needs few of them. So names wait in
    groups by their first word, and the branch of a first word grows when the word is first met.

    Attributes:
        waiting: the groups that have not grown; those of a packed codebook are unpacked only then.
    """

    def __init__(self, book: ActorBook) -> None:
        self._particles = book.rules.words.particles
        self.waiting: dict[str, list[Waiting]] = {}
        self._packed: dict[str, bytes] = dict(book.packed.groups) if book.packed is not None else {}
        self._rows: list[bytes | ActorRow | AgentRow] = list(book.packed.rows) if book.packed is not None else []
        self._root: dict[str, dict[str, Any]] = {}
        if book.packed is None:
            with collection_paused():
                self._add_book(book)

    def _add_book(self, book: ActorBook) -> None:
        for row in book.rows:
            self._add_names(row)
        for country in book.countries:
            self._add_names(country.actor)
            self._add_all("adjective", country.adjectives, country.actor)
            self._add_all("demonym", country.demonyms, country.actor)
            self._add_all("capital", country.capitals, country.actor)
        self._add_agents(book.agents)

    def _add_agents(self, agents: Sequence[AgentRow]) -> None:
        keys = {agent.phrase: tuple(map(make_key, split_forms(agent.phrase))) for agent in agents}
        phrases = set(keys.values())
        for agent in agents:
            if self._has_owner(keys[agent.phrase], phrases):
                continue
            self._add((agent.phrase, "agent", agent, False, True))
            if agent.plural and agent.plural != agent.phrase:
                self._add((agent.plural, "agent", agent, True, False))

    def _has_owner(self, keys: tuple[str, ...], phrases: set[tuple[str, ...]]) -> bool:
        """Whether the phrase is a name and another agent, as "White House spokesman": both say more apart."""
        if all(keys[number:] not in phrases for number in range(1, len(keys))):
            return False
        names = [
            tuple(map(make_key, split_forms(name)))
            for name, kind, *_ in self.waiting.get(keys[0], ())
            if kind == "name"
        ]
        return any(keys[: len(name)] == name and keys[len(name) :] in phrases for name in names)

    def _add_names(self, row: ActorRow) -> None:
        self._add((row.name, "name", row, False, True))
        self._add_all("name", row.aliases, row)

    def _add_all(self, kind: str, names: Sequence[str], row: ActorRow) -> None:
        for name in names:
            self._add((name, kind, row, False, False))

    def _add(self, waiting: Waiting) -> None:
        """Let a name wait under its first word."""
        word = waiting[0].partition(" ")[0]
        plain = word.isascii() and word.isalpha()  # not so "U.S.", "al-Qaeda", "São"
        key = word.lower() if plain else next(map(make_key, split_forms(waiting[0])), "")
        if key in self.waiting:
            self.waiting[key].append(waiting)
        elif key:
            self.waiting[key] = [waiting]

    def _grow(self, key: str) -> dict[str, Any]:
        """The branch of a first word, made from the names that wait for it."""
        branch: dict[str, Any] = {}
        for name, kind, row, plural, first in self._unpack(key) if key in self._packed else self.waiting[key]:
            words, node = split_forms(name), branch
            for word in words[1:]:
                node = node.setdefault(make_key(word), {})
            shape = "" if kind == "agent" else "".join([shape_word(word, self._particles) for word in words])
            node.setdefault(END, []).append(Form(kind, row, shape, plural, first))
        self._root[key] = branch
        self.waiting.pop(key, None)
        self._packed.pop(key, None)
        return branch

    def _unpack(self, key: str) -> Iterator[Waiting]:
        for name, kind, number, plural, first in marshal.loads(self._packed[key]):
            yield name, kind, self._row(number), plural, first

    def _row(self, number: int) -> ActorRow | AgentRow:
        row = self._rows[number]
        if isinstance(row, bytes):
            row = self._rows[number] = _make_row(marshal.loads(row))
        return row

    def find(self, keys: Sequence[str], forms: Sequence[str]) -> Iterator[Hit]:
        """Yield the longest hits from left to right; hits do not overlap."""
        root, number, count = self._root, 0, len(keys)
        waiting = self._packed or self.waiting
        while number < count:
            key = keys[number]
            node = self._grow(key) if key in waiting else root.get(key)
            hit = None if node is None else self._walk(node, number, keys, forms)
            if hit is None:
                number += 1
            else:
                yield hit
                number = hit.last + 1

    def _walk(self, node: dict[str, Any], first: int, keys: Sequence[str], forms: Sequence[str]) -> Hit | None:
        """The longest hit that begins at `first`; an initial between the words of a name is passed over."""
        best = None
        last, count = first, len(keys)
        while True:
            found = node.get(END)
            if found is not None:
                fitting = tuple(form for form in found if fits_shape(form.shape, forms, first, last))
                if fitting:
                    best = Hit(first, last, fitting)
            if last + 1 >= count:
                return best
            after = node.get(keys[last + 1])
            if after is None and len(keys[last + 1]) == 1 and last + 2 < count and forms[last + 1].isupper():
                last += 1
                after = node.get(keys[last + 1])
            if after is None:
                return best
            node, last = after, last + 1


def _make_row(values: tuple[Any, ...]) -> ActorRow | AgentRow:
    """The row of packed values, in which dates are numbers."""
    if len(values) == len(fields(AgentRow)):
        return AgentRow(*values)
    name, aliases, code, start, end, kind, file, line = values
    return ActorRow(name, aliases, code, _make_day(start), _make_day(end), kind, file, line)


def _make_day(number: int | None) -> date | None:
    return None if number is None else date.fromordinal(number)


def shape_word(form: str, particles: frozenset[str]) -> str:
    """The shape of one word of a name: A all capitals, M a short one with a later capital, C a capital first, l any."""
    bare = form.replace(".", "")
    if len(bare) > 1 and bare.isupper():
        return "A"
    if len(bare) <= LONGEST_ACRONYM_TO_KEEP and _has_later_capital(bare):
        return "M"
    return "C" if bare[0].isupper() and bare.lower() not in particles else "l"


def _has_later_capital(word: str) -> bool:
    """Whether a letter after the first is a capital: "LeT" is no "let"."""
    return any(letter.isupper() for letter in word[1:])


def fits_shape(shape: str, forms: Sequence[str], first: int, last: int) -> bool:
    """Whether the capitals of the words fit: names need theirs, acronyms all of them."""
    words = forms[first : last + 1]
    if len(shape) != len(words):
        shape = shape and shape[0] + "l" * (len(words) - len(shape)) + shape[1:]
    for need, word in zip(shape, words, strict=False):
        if need == "A" and not word.replace(".", "").isupper():
            # Acronyms that are spoken as words are also written Nato, Unicef; short ones are other words: us, who, is.
            if len(word) <= LONGEST_ACRONYM_TO_KEEP or not word[0].isupper():
                return False
        elif (need == "C" and not word[0].isupper()) or (need == "M" and not _has_later_capital(word)):
            return False
    return True
