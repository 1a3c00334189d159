"""The cue lists of ``codebooks/<language>/furniture.toml``, compiled once and passed to whoever reads articles."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pipeline.errors import DemarcheError

_TABLES: Final = {
    "limits": {
        "characters",
        "cue_length",
        "sentence_length",
        "open_length",
        "line_width",
        "opening_share",
        "closing_share",
    },
    "caption": {"begins", "contains", "ends"},
    "widget": {"begins", "contains", "ends"},
    "closing": {"begins", "contains", "ends"},
    "labels": {"title", "published", "updated", "ignored", "publisher", "url", "author"},
    "dates": {"months", "weekdays", "beside", "line_length", "remainder"},
    "publishers": {"words", "most_words"},
    "agencies": None,
    "metadata": {"date", "publisher"},
    "columns": {"body", "title", "date", "url", "publisher", "language"},
    "language": {"code", "fewest_words", "least_share", "common"},
    "duplicates": {"similarity"},
}


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases that mark a kind of line, by where they stand in it."""

    begins: re.Pattern[str]
    contains: re.Pattern[str]
    ends: re.Pattern[str]
    length: int

    def match(self, line: str) -> bool:
        """Whether one of the phrases stands in the line; only the edges of a long line are looked at."""
        return (
            self.begins.match(line, 0, self.length) is not None
            or self.ends.search(line[-self.length // 2 :]) is not None
            or (len(line) <= self.length and self.contains.search(line) is not None)
        )


@dataclass(frozen=True, slots=True)
class Cues:
    """Everything that tells the text of an article from what stands around it, for one language.

    Args:
        limits: lengths and shares, by name.
        caption: lines under pictures.
        widget: share buttons, notices, menus.
        closing: lines after which the article is over.
        labels: words before a colon, by what they announce.
        months: number of a month by its name.
        weekdays: number of a weekday (Monday is 0) by its name.
        beside: words that may stand beside a date.
        date_length: longest line that is a date line.
        date_remainder: most other words on a date line.
        mastheads: words that newspapers have in their names.
        masthead_words: most words of such a name.
        agencies: name of an agency by its form in a dateline.
        metadata: field names of web pages, by what they hold.
        columns: column names of tables, by our name.
        language: code of the language.
        common: common words by language.
        fewest_words: shortest text whose language is judged by its words.
        least_share: least share of common words.
        similarity: share of common four-word runs that makes two articles duplicates.
    """

    limits: Mapping[str, float]
    caption: Phrases
    widget: Phrases
    closing: Phrases
    labels: Mapping[str, frozenset[str]]
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    beside: frozenset[str]
    date_length: int
    date_remainder: int
    mastheads: frozenset[str]
    masthead_words: int
    agencies: Mapping[str, str]
    metadata: Mapping[str, tuple[str, ...]]
    columns: Mapping[str, tuple[str, ...]]
    language: str
    common: Mapping[str, frozenset[str]]
    fewest_words: int
    least_share: float
    similarity: float


def load_cues(folder: Path) -> Cues:
    """The cues of one language, from its ``furniture.toml``."""
    tables = _read_tables(folder / "furniture.toml")
    dates, language, limits = tables["dates"], tables["language"], tables["limits"]
    return Cues(
        limits=limits,
        caption=_compile_phrases(tables["caption"], limits["cue_length"]),
        widget=_compile_phrases(tables["widget"], limits["cue_length"]),
        closing=_compile_phrases(tables["closing"], limits["cue_length"]),
        labels={name: frozenset(words) for name, words in tables["labels"].items()},
        months={word: number for number, words in enumerate(dates["months"], 1) for word in words},
        weekdays={word: number for number, words in enumerate(dates["weekdays"]) for word in words},
        beside=frozenset(dates["beside"]),
        date_length=dates["line_length"],
        date_remainder=dates["remainder"],
        mastheads=frozenset(word.lower() for word in tables["publishers"]["words"]),
        masthead_words=tables["publishers"]["most_words"],
        agencies={form: name for name, forms in tables["agencies"].items() for form in forms},
        metadata={name: tuple(words) for name, words in tables["metadata"].items()},
        columns={name: tuple(words) for name, words in tables["columns"].items()},
        language=language["code"],
        common={code: frozenset(words) for code, words in language["common"].items()},
        fewest_words=language["fewest_words"],
        least_share=language["least_share"],
        similarity=tables["duplicates"]["similarity"],
    )


def _read_tables(path: Path) -> dict[str, Any]:
    """The tables of the file, their names and keys checked."""
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise DemarcheError(f"cannot be read: {problem}", file=path) from problem
    for name, keys in _TABLES.items():
        table = tables.get(name)
        if not isinstance(table, dict) or (keys is not None and set(table) != keys):
            wanted = "names and their forms" if keys is None else ", ".join(sorted(keys))
            raise DemarcheError(f"table [{name}] must have the keys {wanted}", file=path)
    if unknown := set(tables) - set(_TABLES):
        raise DemarcheError(f"unknown table [{min(unknown)}]; known: {', '.join(_TABLES)}", file=path)
    return tables


def _compile_phrases(table: Mapping[str, list[str]], length: int) -> Phrases:
    """One pattern for each place of a phrase."""
    return Phrases(
        begins=re.compile(_alternatives(table["begins"]), re.IGNORECASE),
        contains=re.compile(_alternatives(table["contains"]), re.IGNORECASE),
        ends=re.compile(f"(?:{_alternatives(table['ends'])})[)\\]]?$", re.IGNORECASE),
        length=length,
    )


def _alternatives(phrases: Iterable[str]) -> str:
    """The phrases as one alternation of whole words, the longest first; ``*`` is at most 40 characters."""
    return "|".join(_whole_words(phrase.strip()) for phrase in sorted(phrases, key=len, reverse=True))


def _whole_words(phrase: str) -> str:
    """The phrase as a pattern that does not begin or end inside a word."""
    before = r"(?<!\w)" if phrase[:1].isalnum() else ""
    after = r"(?!\w)" if phrase[-1:].isalnum() else ""
    return before + re.escape(phrase).replace(r"\*", ".{1,40}?") + after
