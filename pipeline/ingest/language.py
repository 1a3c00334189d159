"""The language of a text, by its script and by the share of common words."""

import re
import unicodedata
from collections import Counter
from typing import Final

from pipeline.ingest.cues import Cues

UNKNOWN: Final = "und"
_SAMPLE: Final = 20_000
_LETTERS: Final = 2_000
_WORD = re.compile(r"[^\W\d_]+")


def find_language(text: str, cues: Cues) -> str:
    """The ISO 639-1 code of the language; ``und`` where it is none that the cue lists know."""
    sample = text[:_SAMPLE]
    letters = [letter for letter in sample[:_LETTERS] if letter.isalpha()]
    if sum(map(_is_latin, letters)) < len(letters) / 2:
        return UNKNOWN
    words = _WORD.findall(sample.lower())
    if len(words) < cues.fewest_words:
        return cues.language
    counts = Counter(words)
    hits = {code: sum(counts[word] for word in common) for code, common in cues.common.items()}
    best = max(sorted(hits), key=lambda code: hits[code])
    if hits[cues.language] >= cues.least_share * len(words) and hits[best] < 1.5 * hits[cues.language]:
        return cues.language
    return best if hits[best] >= cues.least_share * len(words) and best != cues.language else UNKNOWN


def _is_latin(letter: str) -> bool:
    """Whether a letter belongs to the Latin script."""
    return letter.isascii() or unicodedata.name(letter, "").startswith("LATIN")
