"""Word tables: WordNet's lemma rules and exceptions, forms that the treebanks lemmatise otherwise, usual capitals."""

from __future__ import annotations

import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from spacy.lookups import load_lookups
from spacy.util import load_language_data, registry

from pipeline.lemmas import Lemmatizer
from training.tokens import load_words
from training.treebanks import Paragraph

OPEN = ("noun", "verb", "adj", "adv")
# UPOS tags whose treebank lemmas are worth keeping; names, numbers and signs are their own lemmas.
KEPT = frozenset({"NOUN", "VERB", "ADJ", "ADV", "AUX", "PRON", "DET", "ADP", "PART", "SCONJ", "CCONJ", "INTJ"})
# Spellings of this many frequent words tell the usual capitals of a word.
SPELLINGS = 100_000
# Forms of open classes seen less often are mostly misspellings.
SEEN = 2


def make_tables(corpus: Iterable[Paragraph]) -> dict[str, Any]:
    """Tables for pipeline.lemmas.Lemmatizer; the exceptions of `corpus` come on top of WordNet's."""
    source = load_lookups("en", ["lemma_rules", "lemma_exc", "lemma_index"])
    tables: dict[str, Any] = {"exceptions": {}, "rules": {}, "words": {}, "cases": usual_cases()}
    for pos in OPEN:
        words = sorted(filter(_plain, source.get_table("lemma_index").get(pos, ())))
        exceptions = sorted(source.get_table("lemma_exc").get(pos, {}).items())
        tables["words"][pos.upper()] = words
        tables["rules"][pos.upper()] = source.get_table("lemma_rules").get(pos, [])
        tables["exceptions"][pos.upper()] = {form: _known(lemmas, frozenset(words)) for form, lemmas in exceptions}
    lemmatizer = Lemmatizer(tables)
    frequent = sorted(_frequent(corpus).items())
    odd = [(form, pos, lemma) for (form, pos), lemma in frequent if lemmatizer.lemma(form, pos) != lemma]
    for form, pos, lemma in odd:
        tables["exceptions"].setdefault(pos, {})[form] = lemma
    return tables


def usual_cases() -> list[str]:
    """Words in the capitals they mostly have; earlier entries of equal letters win."""
    logprobs: Any = load_language_data(registry.lookups.get("en")["lexeme_prob"])
    words = sorted((word for word in logprobs if word.isalpha()), key=lambda word: (-logprobs[word], word))
    usual = {word.lower(): word for word in reversed(words[:SPELLINGS])}
    return [*load_words()["capitals"], *sorted(usual.values())]


def _known(lemmas: list[str], words: frozenset[str]) -> str:
    """The first lemma that is a known word; WordNet lists some that are not."""
    return next((lemma for lemma in lemmas if lemma in words), lemmas[0])


def _plain(word: str) -> bool:
    return word.isalpha() and word.isascii()


def _frequent(corpus: Iterable[Paragraph]) -> dict[tuple[str, str], str]:
    """The most frequent lemma of every lower-case form and UPOS tag."""
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for paragraph in corpus:
        for sentence in paragraph:
            for word, pos, lemma in zip(sentence.words, sentence.tags, sentence.lemmas, strict=True):
                if pos in KEPT and lemma != "_":
                    counts[word.lower().replace("\u2019", "'"), pos][lemma.lower()] += 1
    best = {key: min(lemmas, key=lambda lemma: (-lemmas[lemma], lemma)) for key, lemmas in counts.items()}
    closed = {"AUX", "PRON", "DET", "ADP", "PART", "SCONJ", "CCONJ"}
    return {key: lemma for key, lemma in best.items() if key[1] in closed or counts[key][lemma] >= SEEN}


def write_tables(tables: dict[str, Any], path: Path) -> None:
    """Write the tables as gzipped JSON without a time stamp, so that equal tables are equal files."""
    text = json.dumps(tables, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    path.write_bytes(gzip.compress(text.encode("utf-8"), mtime=0))
