"""Exact and near duplicates: linked to the first article with the same text, never deleted.

Two texts are duplicates when they share most of their runs of four words (Jaccard similarity). Candidates come from
MinHash signatures in bands (Broder 1997, On the resemblance and containment of documents) and are compared in full.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final
from zlib import crc32

from pipeline.ingest.cues import Cues
from pipeline.records import Article

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

_WORD = re.compile(r"\w+")
_RUN: Final = 4
_BANDS: Final = 32
_ROWS: Final = 4
_SEED: Final = 20120312


def link_duplicates(articles: Sequence[Article], cues: Cues) -> list[Article]:
    """The articles in their order, each later copy with the article_id of the first by date and uri."""
    factors = _make_factors()
    runs: dict[int, npt.NDArray[np.uint64]] = {}
    buckets: dict[tuple[int, bytes], list[int]] = {}
    linked = list(articles)
    for index in sorted(range(len(articles)), key=lambda i: (articles[i].publication_date, articles[i].uri)):
        runs[index] = _hash_runs(articles[index].body)
        keys = list(enumerate(_sign_bands(runs[index], factors)))
        candidates = dict.fromkeys(other for key in keys for other in buckets.get(key, ()))
        alike = (other for other in candidates if _compare_runs(runs[index], runs[other]) >= cues.similarity)
        original = next(alike, None)
        if original is None:
            for key in keys:
                buckets.setdefault(key, []).append(index)
        first = None if original is None else articles[original].article_id
        linked[index] = replace(articles[index], duplicate_of=first)
    return linked


def _hash_runs(text: str) -> "npt.NDArray[np.uint64]":
    """The distinct hashes of the runs of four words of a text (of the whole text where it is shorter)."""
    import numpy as np

    words = np.array([crc32(word.encode()) for word in _WORD.findall(text.lower())] or [0], dtype=np.uint64)
    size = min(_RUN, len(words))
    total = np.zeros(len(words) - size + 1, dtype=np.uint64)
    for place in range(size):
        total = total * np.uint64(0x9E3779B97F4A7C15) + words[place : place + len(total)] + np.uint64(1)
    return np.unique(total ^ (total >> np.uint64(29)))


def _make_factors() -> Any:
    """One odd factor and one summand for each row of a signature, the same in every run."""
    import numpy as np

    drawn = np.random.default_rng(_SEED).integers(1, 2**63, size=(2, _BANDS * _ROWS, 1), dtype=np.uint64)
    return drawn[0] | np.uint64(1), drawn[1]


def _sign_bands(runs: "npt.NDArray[np.uint64]", factors: Any) -> list[bytes]:
    """The MinHash signature of the runs, cut into bands."""
    import numpy as np

    lowest = ((runs * factors[0] + factors[1]) >> np.uint64(32)).min(axis=1).astype(np.uint32)
    return [band.tobytes() for band in lowest.reshape(_BANDS, _ROWS)]


def _compare_runs(left: "npt.NDArray[np.uint64]", right: "npt.NDArray[np.uint64]") -> float:
    """The share of runs that two texts have in common."""
    import numpy as np

    common = len(np.intersect1d(left, right, assume_unique=True))
    return common / (len(left) + len(right) - common)
