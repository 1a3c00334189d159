"""Takes time adverbials out of a sentence before it is parsed, and hangs them back into its tree.

"Norway on Tuesday accused Chile", "signed a deal late last week with Chile": news puts the day where the treebanks
seldom do, and a parser trained on them takes it for a part of the noun beside it. The rest of the sentence is the same
without the day, so it is parsed without it (docs/parser.md has the figures).
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

CASE, ADVERB, ADJECTIVE, DETERMINER = (
    ("case", "ADP", "IN"),
    ("advmod", "ADV", "RB"),
    ("amod", "ADJ", "JJ"),
    ("det", "DET", "DT"),
)
SMALL = (
    dict.fromkeys(("on", "in", "at", "over"), CASE)
    | dict.fromkeys(("early", "earlier", "late", "later", "mid", "ago"), ADVERB)
    | dict.fromkeys(("this", "the", "a"), DETERMINER)
    | dict.fromkeys(("last", "next"), ADJECTIVE)
)
"""Label, UPOS and Penn tag of the small words of adverbials."""

Span = tuple[int, int]
"""Tokens ``[first, last)``."""


@dataclass
class Rows:
    """The columns of a tree while it is made, one value per token; the head of the root is the root itself."""

    heads: list[int]
    labels: list[str]
    tags: list[str]
    xpos: list[str]

    def extend(self, other: "Rows") -> None:
        """Add the tree of the words that follow."""
        self.heads += [head + len(self.labels) for head in other.heads]
        self.labels += other.labels
        self.tags += other.tags
        self.xpos += other.xpos


@dataclass(frozen=True)
class AdjunctFinder:
    """Finds time adverbials.

    Args:
        words: the lists of ``adjuncts.toml``, in small letters.
    """

    words: Mapping[str, Sequence[str]]

    @classmethod
    def load(cls, path: Path) -> "AdjunctFinder":
        """Read ``adjuncts.toml`` of a parser's folder."""
        return cls(tomllib.loads(path.read_text(encoding="utf-8")))

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """An adverbial and what may follow it, in a line of tokens with a space between them."""
        one_of = {name: f"(?:{'|'.join(map(re.escape, words))})" for name, words in self.words.items()}
        part, day, month, times = one_of["parts"], one_of["days"], one_of["months"], one_of["times"]
        number, year = r"\d{1,2}(?:st|nd|rd|th)?", r"(?:19|20)\d\d"
        date = f"(?:{month} {number}|{number} {month})"
        forms = (
            f"(?:on )?(?:{part} (?:on )?)?{day}(?: {times})?",
            f"(?:{part} )?{one_of['which']} (?:{one_of['units']}|{times}|{month})",
            f"on (?:{day} , )?{date} , {year} ,",
            f"on {day} , {date} ,",
            f"on {date}",
            f"in (?:(?:early|mid|late) )?(?:{month}(?: {year})?|{year})",
            f"(?:{one_of['numbers']}|{number}) {one_of['spans']} ago",
            one_of["words"],
            one_of["phrases"],
        )
        return re.compile(f"(?<![^ ])(?:{'|'.join(forms)})(?= (?!{one_of['bound_after']} ))")

    def find(self, tokens: Sequence[str]) -> list[Span]:
        """The adverbials that are no part of a longer phrase, and not set off by commas.

        A bare day or month first in a sentence may be a name or a heading: it stays.
        """
        line = " ".join(tokens).lower()
        if line.count(" ") != len(tokens) - 1:  # a token with a space in it
            return []
        found = []
        for match in self.pattern.finditer(line):
            first = line.count(" ", 0, match.start())
            span = (first, first + 1 + match[0].count(" "))
            before = tokens[first - 1].lower() if first else None
            if before not in self.words["bound_before"] and self._is_time(tokens[slice(*span)], opens=not first):
                found.append(span)
        return found

    def _is_time(self, tokens: Sequence[str], *, opens: bool) -> bool:
        """Whether days and months have their capital ("last march" is a walk), and no name opens the sentence."""
        named = [token for token in tokens if token.lower() in {*self.words["days"], *self.words["months"]}]
        return all(token[0].isupper() for token in named) and not (opens and tokens[0] in named)

    def hang(self, rows: Rows, tokens: Sequence[str], spans: Sequence[Span]) -> Rows:
        """The tree of a sentence with its adverbials, from that of the sentence without them.

        Each hangs on the verb that stands behind it, else on the nearest one above the word before it.

        Args:
            rows: the tree without the adverbials.
            tokens: all tokens of the sentence.
            spans: those of the adverbials.
        """
        lifted = {token for first, last in spans for token in range(first, last)}
        kept = [token for token in range(len(tokens)) if token not in lifted]
        full = Rows([0] * len(tokens), [""] * len(tokens), [""] * len(tokens), [""] * len(tokens))
        for row, token in enumerate(kept):
            full.heads[token] = kept[rows.heads[row]]
            full.labels[token], full.tags[token], full.xpos[token] = rows.labels[row], rows.tags[row], rows.xpos[row]
        for span in spans:
            inside = range(*span)
            for token in inside:
                full.labels[token], full.tags[token], full.xpos[token] = self._name(tokens[token].lower())
            nouns = [token for token in inside if full.tags[token] not in {"NUM", "PUNCT", "ADP"}]
            head = nouns[-1] if nouns else span[1] - 1  # "in 2011"
            full.heads[span[0] : span[1]] = [head] * len(inside)
            cased = any(full.tags[token] == "ADP" for token in inside)
            full.heads[head], full.labels[head] = _find_place(full, span, tokens[span[0]] == "in")
            full.labels[head] += "" if cased else ":unmarked"
            self._uncross(full, tokens, span, full.heads[head])
        return full

    def _uncross(self, rows: Rows, tokens: Sequence[str], span: Span, verb: int) -> None:
        """Hang on the verb what stands behind the adverbial and was hung on a name or a time before it.

        "Talked for an hour on Monday with Fiji" is no hour with Fiji; "a call on Monday for aid" is one for it.
        """
        for token in range(span[1], len(tokens)):
            phrase = rows.heads[token]
            apart = rows.labels[token] == "nmod" and verb < phrase < span[0]
            if not apart or (rows.tags[phrase] != "PROPN" and tokens[phrase].lower() not in self.words["spans"]):
                continue
            while rows.heads[phrase] not in {verb, phrase}:
                phrase = rows.heads[phrase]
            if rows.heads[phrase] == verb and rows.labels[phrase].startswith("obl"):
                rows.heads[token], rows.labels[token] = verb, "obl"

    def _name(self, word: str) -> tuple[str, str, str]:
        """Label, UPOS and Penn tag of a word of an adverbial."""
        if word in self.words["days"] or word in self.words["months"]:
            return "compound", "PROPN", "NNP"
        if word in SMALL:
            return SMALL[word]
        if word[0].isdigit() or word in self.words["numbers"]:
            return "nummod", "NUM", "CD"
        if word == ",":
            return "punct", "PUNCT", ","
        return "compound", "NOUN", "NN"


def _find_place(rows: Rows, span: Span, long: bool) -> tuple[int, str]:
    """The word on which an adverbial hangs, and its label.

    Before a verb that is the verb, but for the month or year (``long``) of a noun: "the siege in 1994 ended"; else the
    nearest verb above the word before it.
    """
    before, after = span[0] - 1, span[1]
    if rows.tags[after] in {"VERB", "AUX"} and rows.labels[after] != "amod":
        if long and rows.tags[before] == "NOUN":
            return before, "nmod"
        return after if rows.tags[after] == "VERB" else rows.heads[after], "obl"
    *_, last = _climb(rows, after if before < 0 else before)
    return last, "obl"


def _climb(rows: Rows, token: int) -> Iterator[int]:
    """A word and those above it, up to the first verb that is no attribute, else to the root."""
    yield token
    while rows.heads[token] != token and (rows.tags[token] != "VERB" or rows.labels[token] == "amod"):
        token = rows.heads[token]
        yield token
