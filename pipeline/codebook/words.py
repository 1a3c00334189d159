"""The words of patterns: alternatives, word sets that may hold sets, and the closed word classes of the language."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from math import log2
from typing import Any

WORD = re.compile(r"[^\W\d_][\w'.-]*\Z")

Phrase = tuple[str, ...]  # lemmas of one entry, a noun phrase; see :func:`phrase_head`


def phrase_head(phrase: Phrase) -> str:
    """The head of a phrase: its last word, of "state of emergency" the word before "of"."""
    return phrase[phrase.index("of") - 1] if "of" in phrase[1:-1] else phrase[-1]


class PatternError(ValueError):
    """A pattern that cannot be read; the message says why and how to mend it."""


@dataclass(frozen=True)
class Words:
    """Alternatives for one place of a pattern: the phrases, keyed by the lemma of their head."""

    by_head: Mapping[str, tuple[Phrase, ...]]
    text: str

    @classmethod
    def of(cls, phrases: Iterable[Phrase], text: str) -> "Words":
        """Group ``phrases`` by their heads."""
        heads: dict[str, list[Phrase]] = {}
        for phrase in phrases:
            heads.setdefault(phrase_head(phrase), []).append(phrase)
        return cls({head: tuple(sorted(set(found))) for head, found in heads.items()}, text)

    @cached_property
    def heads(self) -> frozenset[str]:
        """The lemmas of the heads."""
        return frozenset(self.by_head)

    @cached_property
    def precision(self) -> float:
        """Small sets say more than large ones: 0.4 for a single word, 0.05 for two hundred."""
        return 0.4 / (1.0 + log2(sum(map(len, self.by_head.values())) or 1))


@dataclass(frozen=True, slots=True)
class Grammar:
    """Closed word classes and tables of the language, from grammar.toml, and the word sets of words.toml."""

    prepositions: frozenset[str]
    particles: frozenset[str]
    weak_particles: frozenset[str]
    sets: Mapping[str, tuple[Phrase, ...]] = field(default_factory=dict)
    reach: Mapping[str, float] = field(default_factory=dict)
    weights: Mapping[str, Any] = field(default_factory=dict)
    pronouns: frozenset[str] = frozenset()
    limits: tuple[Mapping[str, Any], ...] = ()
    deeds: Mapping[str, Any] = field(default_factory=dict)
    read: dict[str, Words] = field(default_factory=dict, compare=False)  # thousands of patterns ask for the same words


def read_words(item: str, grammar: Grammar, text: str) -> Words:
    """The words that one item of the pattern ``text`` names: "sign|ratify", "[agreement]".

    Raises:
        PatternError: for an unknown set, or what is no word.
    """
    if item not in grammar.read:
        grammar.read[item] = _read_words(item, grammar, text)
    return grammar.read[item]


def _read_words(item: str, grammar: Grammar, text: str) -> Words:
    phrases: list[Phrase] = []
    for part in item.split("|"):
        if part.startswith("[") and part.endswith("]"):
            if part[1:-1] not in grammar.sets:
                raise PatternError(f"unknown word set {part} in {text!r}: add it to words.toml or mend the name")
            phrases += grammar.sets[part[1:-1]]
        elif all(WORD.match(word) for word in part.split("_")) and part == part.lower():
            phrases += _variants(tuple(part.split("_")))
        else:
            raise PatternError(f"{part!r} in {text!r} is no word: use lower-case lemmas, [sets] or SRC, TGT, ACT")
    return Words.of(phrases, item)


def _variants(phrase: Phrase) -> list[Phrase]:
    """The phrase, and the phrase with its hyphenated words apart, as the parser may see them: "cease - fire"."""
    apart = tuple(word for part in phrase for word in part.split("-") if word)
    return [phrase] if apart == phrase else [phrase, apart]


def expand_sets(raw: Mapping[str, Iterable[str]]) -> dict[str, tuple[Phrase, ...]]:
    """Resolve the sets inside sets.

    Args:
        raw: set name to entries as words.toml has them; ``"[other]"`` takes in another set.

    Raises:
        PatternError: for an unknown set or a set that contains itself.
    """
    done: dict[str, tuple[Phrase, ...]] = {}

    def expand(name: str, path: tuple[str, ...]) -> tuple[Phrase, ...]:
        if name in path:
            raise PatternError(f"the word set [{name}] contains itself: {' > '.join((*path, name))}")
        if name not in raw:
            raise PatternError(f"unknown word set [{name}] in [{path[-1]}]")
        if name not in done:
            found: list[Phrase] = []
            for entry in raw[name]:
                if entry.startswith("["):
                    found += expand(entry.strip("[]"), (*path, name))
                else:
                    found += _variants(tuple(entry.lower().split()))
            done[name] = tuple(dict.fromkeys(found))
        return done[name]

    for name in raw:
        expand(name, ())
    return done
