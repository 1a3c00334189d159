"""Lemmas and usual capitals of words, looked up in the tables beside the parser's model."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

# Lemmas are kept for this many words; more than a language's common words, few enough for memory.
LEMMA_CACHE = 200_000
WORD = re.compile(r"[^\W\d_]+(?:[.'][^\W\d_]+)*\.?")
INITIALS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]?")
DOUBLED = re.compile(r"([bdgmnprt])\1$")
MUTE_E = re.compile(r"(?:[cuvz]|[^aeioulnr]l|[aeiou]s|[nrd]g|[^eo][aiou][kmpt]|[iu]r|[iou]n)$")


class Lemmatizer:
    """Looks lemmas up: exceptions first, then the rules of WordNet that end in a known word.

    Args:
        tables: `exceptions` (UPOS -> form -> lemma), `rules` (UPOS -> pairs of endings), `words` (UPOS -> known lemmas)
            and `cases` (words in their usual capitals), as training/lemmas.py writes them.
        own: more exceptions, which win (UPOS -> form -> lemma).
    """

    def __init__(self, tables: Mapping[str, Any], own: Mapping[str, Mapping[str, str]] | None = None) -> None:
        more = own or {}
        found: Mapping[str, dict[str, str]] = tables["exceptions"]
        self._exceptions = {pos: {**found.get(pos, {}), **more.get(pos, {})} for pos in found.keys() | more.keys()}
        self._rules: dict[str, list[list[str]]] = tables["rules"]
        self._words = {pos: frozenset(words) for pos, words in tables["words"].items()}
        self._cases = {word.lower(): word for word in reversed(tables.get("cases", []))}
        self._cache: dict[tuple[str, str], str] = {}

    def lemma(self, form: str, pos: str) -> str:
        """Lower-case lemma of the word `form` with the UPOS tag `pos`."""
        key = (form, pos)
        found = self._cache.get(key)
        if found is None:
            if len(self._cache) >= LEMMA_CACHE:
                self._cache.clear()
            found = self._cache[key] = self._find(form.lower(), pos)
        return found

    def _find(self, form: str, pos: str) -> str:
        exception = self._exceptions.get(pos, {}).get(form)
        if exception is not None:
            return exception
        if pos not in self._rules or (pos != "NOUN" and form in self._words[pos]):
            return form
        before, hyphen, last = form.rpartition("-")
        if hyphen and last:
            return before + hyphen + self._find(last, pos)
        known = self._words[pos]
        for lemma in self._candidates(form, pos):
            if lemma in known:
                return lemma
        return self._unknown(form, pos)

    def _candidates(self, form: str, pos: str) -> Iterator[str]:
        for old, new in self._rules[pos]:
            if old and form.endswith(old) and len(form) > len(old) + 1:
                yield form[: -len(old)] + new
        if pos == "VERB" and (stem := re.sub(r"(?:ed|ing)$", "", form)) != form and DOUBLED.search(stem):
            yield stem[:-1]

    def _unknown(self, form: str, pos: str) -> str:
        """A word whose lemma is in no list: regular endings."""
        if form in self._words[pos]:
            return form
        if pos == "NOUN":
            verb = self._find(form, "VERB") if form.endswith("ed") else form
            return verb if verb in self._words.get("VERB", ()) else _singular(form)
        if pos != "VERB":
            return form
        if form.endswith("ied"):
            return form[:-3] + "y"
        if (stem := re.sub(r"(?:ed|ing)$", "", form)) != form and re.search(r"[aeiouy]", stem):
            return stem[:-1] if DOUBLED.search(stem) else stem + "e" if MUTE_E.search(stem) else stem
        return _singular(form)

    def recase(self, text: str) -> str:
        """A headline in capitals with the usual capitals of its words, character for character."""
        recased = WORD.sub(lambda match: self._usual(match[0]), text)
        first = re.search(r"[^\W\d_]", recased)
        if first is None or len(recased) != len(text):
            return text
        return recased[: first.start()] + first[0].upper()[:1] + recased[first.end() :]

    def _usual(self, word: str) -> str:
        if INITIALS.fullmatch(word):
            return word.upper()
        lower = word.lower()
        stem = lower.partition("'")[0].removesuffix(".")
        usual = self._cases.get(stem)
        if usual is None:
            known = any(self._find(stem, pos) in self._words[pos] for pos in self._rules)
            usual = stem if known else stem.capitalize()
        changed = usual + lower[len(usual) :]
        return changed if len(changed) == len(word) else word


def _singular(form: str) -> str:
    """A word of no list without a regular -s."""
    if len(form) > 4 and form.endswith("ies"):
        return form[:-3] + "y"
    return form[:-1] if len(form) > 3 and re.search(r"[^siu]s$", form) else form
