"""The pattern language: a short English clause becomes constraints on a dependency tree (docs/codebooks.md).

The parser knows nothing of trees: it turns ``SRC lift [sanction] on|against TGT`` into a trigger and its arguments.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from pipeline.codebook.words import Grammar, PatternError, Words, read_words

SLOTS = frozenset({"SRC", "TGT", "ACT"})
TOKEN = re.compile(r"\([^()]*\)|[^\s()]+|[()]")


@dataclass(frozen=True, slots=True)
class Argument:
    """One thing the trigger must have.

    Attributes:
        relation: subj, obj, prep, poss or comp (a clause or infinitive).
        prepositions: for prep, the alternatives (``to`` also matches an infinitive marker).
        slot: SRC, TGT, ACT or PAIR (``SRC and TGT``), if the argument is a slot.
        words: the words that must head it, if it is not a slot.
        modifiers: words that must stand inside the same noun phrase.
        subject: for comp, the slot that is the subject of the clause (``that TGT ACT``).
        modals: for comp, auxiliaries of which the clause must have one (``that TGT must|should ACT``).
        named: for a subject, words one of which it must be (``SRC:[troops] move into TGT``).
        optional: may be missing.
    """

    relation: str
    prepositions: frozenset[str] = frozenset()
    slot: str | None = None
    words: Words | None = None
    modifiers: tuple[Words, ...] = ()
    subject: str | None = None
    optional: bool = False
    modals: frozenset[str] = frozenset()
    named: Words | None = None


@dataclass(frozen=True)
class Pattern:
    """A compiled pattern.

    Attributes:
        text: as the codebook has it.
        kind: verb, noun or state (``be critical of``).
        trigger: words of the trigger.
        modifiers: words that must stand before a noun trigger.
        particle: alternatives for the verb's particle, if it has one.
        case: of a state such as ``be on alert``, its prepositions.
        arguments: what the trigger must have, in the order of the pattern.
    """

    text: str
    kind: str
    trigger: Words
    modifiers: tuple[Words, ...] = ()
    particle: frozenset[str] = frozenset()
    arguments: tuple[Argument, ...] = ()
    case: frozenset[str] = frozenset()

    @cached_property
    def specificity(self) -> float:
        """How much a match says: words count most, then prepositions of slots."""
        score = 1.0 + bool(self.particle) + bool(self.case) + len(self.modifiers)
        for argument in self.arguments:
            if argument.words is not None:
                score += (0.3 if argument.optional else 1.0) + 0.5 * len(argument.modifiers) + argument.words.precision
            elif argument.relation in {"prep", "particle"} and not argument.optional:
                score += 0.3
            elif argument.slot == "ACT":
                score += 0.6 + bool(argument.modals)
            elif argument.named is not None:
                score += 0.5 + argument.named.precision
        return score

    @cached_property
    def subjects(self) -> frozenset[str]:
        """Slots that are the subject of the trigger: who acts, or in "TGT anger SRC" who gives the reason."""
        return frozenset(a.slot for a in self.arguments if a.relation == "subj" and a.slot)

    @cached_property
    def states(self) -> bool:
        """Whether it only says what somebody is, so that who says it is the source: "the soldiers were butchers"."""
        return self.kind == "state" and "SRC" not in self.slots

    @cached_property
    def charges(self) -> bool:
        """Whether the pattern is what somebody says of its subject: "TGT break word"."""
        return self.kind == "verb" and "TGT" in self.subjects and "SRC" not in self.slots

    @cached_property
    def names_words(self) -> bool:
        """Whether the pattern names words beside its trigger."""
        return any(argument.words is not None for argument in self.arguments)

    @cached_property
    def aims(self) -> frozenset[str]:
        """Prepositions of the target slot."""
        return frozenset(p for a in self.arguments if a.slot == "TGT" for p in a.prepositions)

    @cached_property
    def slots(self) -> frozenset[str]:
        """The slots that the pattern names; a PAIR names both SRC and TGT."""
        named = {slot for argument in self.arguments for slot in (argument.slot, argument.subject) if slot}
        return frozenset(named | {"SRC", "TGT"} if "PAIR" in named else named)


@dataclass(slots=True)
class _Reader:
    """A cursor over the items of one pattern."""

    items: list[str]
    grammar: Grammar
    place: int = 0

    def peek(self, ahead: int = 0) -> str | None:
        position = self.place + ahead
        return self.items[position] if position < len(self.items) else None

    def take(self) -> str:
        item = self.items[self.place]
        self.place += 1
        return item

    def is_preposition(self, item: str | None) -> bool:
        return item is not None and all(part in self.grammar.prepositions for part in item.split("|"))

    def is_noun(self, item: str | None) -> bool:
        return item is not None and not self.is_preposition(item) and not item.startswith("(") and item != "that"


def parse_pattern(text: str, grammar: Grammar) -> Pattern:
    """Compile one pattern.

    Args:
        text: the pattern, e.g. ``"SRC sign [agreement] with TGT"``.
        grammar: prepositions, particles and word sets of the language.

    Raises:
        PatternError: if the pattern cannot be read; the message names the fault and the mend.
    """
    items = TOKEN.findall(text)
    _check_items(items, text)
    reader = _Reader(items, grammar)
    if len(items) > 1 and _open_subject(items[0])[0] in SLOTS:
        return _parse_clause(text, reader)
    return _parse_nominal(text, reader)


def _check_items(items: list[str], text: str) -> None:
    if not items:
        raise PatternError("the pattern is empty")
    if any(item in {"(", ")"} for item in items):
        raise PatternError(f"unbalanced brackets in {text!r}")
    first, named = _open_subject(items[0])
    if named == "":
        raise PatternError(f"no words after {items[0]!r} in {text!r}: write SRC:[troops], or SRC alone")
    flat = " ".join([first, *items[1:]]).replace("(", " ").replace(")", " ").replace("'s", "").split()
    for slot in SLOTS:
        if flat.count(slot) > 1:
            raise PatternError(f"{slot} stands more than once in {text!r}: write two patterns")
    if not SLOTS & set(flat):
        raise PatternError(f"neither SRC nor TGT nor ACT stands in {text!r}")
    for item in flat:
        if item.upper() == item and item.isalpha() and item not in SLOTS and len(item) > 1:
            raise PatternError(f"{item} in {text!r} is not a slot: use SRC, TGT or ACT, and lower case for words")


def _open_subject(item: str) -> tuple[str, str | None]:
    """The slot of a subject, and the words that it must be: of ``SRC:[troops]`` both."""
    slot, mark, words = item.partition(":")
    return (slot, words) if mark and slot in SLOTS else (item, None)


def _parse_clause(text: str, reader: _Reader) -> Pattern:
    arguments: list[Argument] = [_leading_slot(text, reader)]
    if reader.peek() is None:
        raise PatternError(f"no verb after the subject in {text!r}")
    case = _state_case(reader)
    trigger, kind, modifiers = _trigger_words(reader, text)
    particle: frozenset[str] = frozenset()
    if kind == "verb" and _is_particle(reader):
        particle = frozenset(reader.take().split("|"))
    arguments += _parse_rest(reader, text)
    return Pattern(text, kind, trigger, modifiers, particle, tuple(arguments), case)


def _state_case(reader: _Reader) -> frozenset[str]:
    """The preposition of a state such as ``be on alert``; it is taken, and ``be`` stays for the trigger."""
    after = reader.peek(2)
    noun = reader.is_noun(after) and not _is_slot(after)
    if reader.peek() != "be" or not reader.is_preposition(reader.peek(1)) or not noun:
        return frozenset()
    return frozenset(reader.items.pop(reader.place + 1).split("|"))


def _leading_slot(text: str, reader: _Reader) -> Argument:
    slot, named = _open_subject(reader.take())
    if named is not None:
        return Argument("subj", slot=slot, named=read_words(named, reader.grammar, text))
    if reader.peek() == "and" and reader.peek(1) in SLOTS:
        reader.place += 2
        slot = "PAIR"
    return Argument("subj", slot=slot)


def _trigger_words(reader: _Reader, text: str) -> tuple[Words, str, tuple[Words, ...]]:
    """The trigger after the subject: a verb, or what follows ``be``."""
    item = reader.take()
    if item != "be":
        return read_words(item, reader.grammar, text), "verb", ()
    modifiers: list[Words] = []
    if reader.peek() is None or reader.is_preposition(reader.peek()):
        return read_words("be", reader.grammar, text), "verb", ()
    words = read_words(reader.take(), reader.grammar, text)
    while reader.is_noun(reader.peek()) and not _is_slot(reader.peek()) and reader.peek() != "to":
        modifiers.append(words)
        words = read_words(reader.take(), reader.grammar, text)
    return words, "state", tuple(modifiers)


def _is_particle(reader: _Reader) -> bool:
    item = reader.peek()
    if item is None:
        return False
    parts = set(item.split("|"))
    if parts <= reader.grammar.particles:
        return True
    following = reader.peek(1)
    return parts <= reader.grammar.weak_particles and (following is None or reader.is_preposition(following))


def _parse_nominal(text: str, reader: _Reader) -> Pattern:
    arguments: list[Argument] = []
    first = reader.peek()
    if first is not None and first.endswith("'s") and first[:-2] in SLOTS:
        arguments.append(Argument("poss", slot=reader.take()[:-2]))
    phrase: list[Words] = []
    while reader.is_noun(reader.peek()) and not _is_slot(reader.peek()):
        phrase.append(read_words(reader.take(), reader.grammar, text))
    if not phrase:
        raise PatternError(f"no trigger in {text!r}: begin with SRC and a verb, or with a noun")
    arguments += _parse_rest(reader, text)
    return Pattern(text, "noun", phrase[-1], tuple(phrase[:-1]), frozenset(), tuple(arguments))


def _parse_rest(reader: _Reader, text: str) -> Iterator[Argument]:
    while (item := reader.peek()) is not None:
        if item.startswith("("):
            yield from _parse_optional(reader, text)
        elif item == "that":
            reader.take()
            yield _parse_comp(reader, text)
        elif item == "ACT":
            reader.take()
            yield Argument("comp", slot="ACT")
        elif reader.is_preposition(item):
            yield from _parse_prep(reader, text)
        else:
            yield from _parse_phrase(reader, text, "obj", frozenset())


def _parse_optional(reader: _Reader, text: str) -> Iterator[Argument]:
    inner = _Reader(TOKEN.findall(reader.take()[1:-1]), reader.grammar)
    for argument in _parse_rest(inner, text):
        yield Argument(argument.relation, argument.prepositions, argument.slot, argument.words,
                       argument.modifiers, argument.subject, optional=True)  # fmt: skip


def _parse_comp(reader: _Reader, text: str) -> Argument:
    subject = reader.take() if reader.peek() in {"SRC", "TGT"} else None
    modals: frozenset[str] = frozenset()
    if reader.peek(1) == "ACT":
        modals = frozenset(reader.take().split("|"))
    if reader.peek() == "ACT":
        reader.take()
        return Argument("comp", slot="ACT", subject=subject, modals=modals)
    if subject is None:
        raise PatternError(f"'that' in {text!r} needs a slot or ACT after it")
    return Argument("comp", slot=subject)


def _parse_prep(reader: _Reader, text: str) -> Iterator[Argument]:
    prepositions = frozenset(reader.take().split("|"))
    if reader.peek() == "ACT":
        reader.take()
        yield Argument("comp", prepositions, slot="ACT")
    elif reader.is_noun(reader.peek()):
        yield from _parse_phrase(reader, text, "prep", prepositions)
    else:
        yield Argument("particle", prepositions)


def _parse_phrase(reader: _Reader, text: str, relation: str, prepositions: frozenset[str]) -> Iterator[Argument]:
    """One noun phrase: a slot, or words of which the last is the head, with a possessor before it."""
    item = reader.peek()
    if item in {"SRC", "TGT"}:
        reader.take()
        pair = reader.peek() == "and" and reader.peek(1) in SLOTS
        if pair:
            reader.place += 2
        yield Argument(relation, prepositions, slot="PAIR" if pair else item)
        return
    owner: str | None = None
    if item is not None and item.endswith("'s") and item[:-2] in SLOTS:
        owner = reader.take()[:-2]
    phrase: list[Words] = []
    while reader.is_noun(reader.peek()) and not _is_slot(reader.peek()):
        phrase.append(read_words(reader.take(), reader.grammar, text))
        if prepositions == {"to"} and not str(item).startswith("["):
            break  # "to send [aid]": the word after "to" is a verb with arguments of its own
    if not phrase:
        raise PatternError(f"a noun is missing after {item!r} in {text!r}")
    yield Argument(relation, prepositions, words=phrase[-1], modifiers=tuple(phrase[:-1]))
    if owner is not None:
        yield Argument("poss", slot=owner)


def _is_slot(item: str | None) -> bool:
    return item is not None and item.removesuffix("'s") in SLOTS
