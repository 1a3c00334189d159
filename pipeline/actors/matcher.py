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


@dataclass(frozen=True, slots=True)
class Hit:
    """A dictionary form found in a text: words ``first`` to ``last`` (inclusive)."""

    first: int
    last: int
    forms: tuple[Form, ...]


class Matcher:
    """A token trie over all names, adjectives, capitals and agents of a codebook.

    Attributes:
        root: the trie; of a packed codebook only what was met so far.
    """

    def __init__(self, book: ActorBook) -> None:
        self._particles = book.rules.words.particles
        self.root: dict[str, Any] = {}
        self._closed = dict(book.packed.groups) if book.packed is not None else {}
        self._rows: list[bytes | ActorRow | AgentRow] = list(book.packed.rows) if book.packed is not None else []
        self._read: dict[str, tuple[dict[str, Any], str]] = {}
        with collection_paused():
            for row in book.rows:
                self._add_names(row)
            for country in book.countries:
                self._add_names(country.actor)
                self._add_all("adjective", country.adjectives, country.actor)
                self._add_all("demonym", country.demonyms, country.actor)
                self._add_all("capital", country.capitals, country.actor)
            self._add_agents(book.agents)
        self._read.clear()

    def _add_agents(self, agents: Sequence[AgentRow]) -> None:
        keys = {agent.phrase: tuple(map(make_key, split_forms(agent.phrase))) for agent in agents}
        phrases = set(keys.values())
        for agent in agents:
            if self._has_owner(keys[agent.phrase], phrases):
                continue
            self._add(agent.phrase, "agent", agent, first=True)
            if agent.plural and agent.plural != agent.phrase:
                self._add(agent.plural, "agent", agent, plural=True)

    def _has_owner(self, keys: tuple[str, ...], phrases: set[tuple[str, ...]]) -> bool:
        """Whether the phrase is a name and another agent, as "White House spokesman": both say more apart."""
        node = self.root
        for number, key in enumerate(keys[:-1], 1):
            node = node.get(key, {})
            if any(form.kind == "name" for form in node.get(END, ())) and keys[number:] in phrases:
                return True
        return False

    def _add_names(self, row: ActorRow) -> None:
        self._add(row.name, "name", row, first=True)
        self._add_all("name", row.aliases, row)

    def _add_all(self, kind: str, names: Sequence[str], row: ActorRow) -> None:
        for name in names:
            self._add(name, kind, row)

    def _add(
        self, name: str, kind: str, row: ActorRow | AgentRow, *, plural: bool = False, first: bool = False
    ) -> None:
        node, shape = self._read.get(name) or self._read_name(name)
        if node is not self.root:
            node.setdefault(END, []).append(Form(kind, row, "" if kind == "agent" else shape, plural, first))

    def _read_name(self, name: str) -> tuple[dict[str, Any], str]:
        """The node and the shape of a name; rows of other years have the same names again."""
        node, words = self.root, split_forms(name)
        for word in words:
            node = node.setdefault(make_key(word), {})
        found = self._read[name] = node, "".join([shape_word(word, self._particles) for word in words])
        return found

    def find(self, keys: Sequence[str], forms: Sequence[str]) -> Iterator[Hit]:
        """Yield the longest hits from left to right; hits do not overlap."""
        root, closed, number, count = self.root, self._closed, 0, len(keys)
        while number < count:
            key = keys[number]
            packed = closed.get(key)
            node = root.get(key) if packed is None else self._open(key, packed)
            hit = None if node is None else self._walk(node, number, keys, forms)
            if hit is None:
                number += 1
            else:
                yield hit
                number = hit.last + 1

    def _open(self, key: str, packed: bytes) -> dict[str, Any]:
        """Unpack the names that begin with a word; threads may do it twice, with the same result."""
        node: dict[str, Any] = marshal.loads(packed)
        nodes = [node]
        while nodes:
            at = nodes.pop()
            nodes += [below for word, below in at.items() if word != END]
            if END in at:
                at[END] = [Form(kind, self._row(number), *rest) for kind, number, *rest in at[END]]
        self.root[key] = node
        self._closed.pop(key, None)
        return node

    def _row(self, number: int) -> ActorRow | AgentRow:
        row = self._rows[number]
        if isinstance(row, bytes):
            row = self._rows[number] = _make_row(marshal.loads(row))
        return row

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
    """The shape of one word of a name: A all capitals, C a capital first, l any."""
    bare = form.replace(".", "")
    if len(bare) > 1 and bare.isupper():
        return "A"
    return "C" if bare[0].isupper() and bare.lower() not in particles else "l"


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
        elif need == "C" and not word[0].isupper():
            return False
    return True
