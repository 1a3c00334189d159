"""Sentences with exact offsets: paragraphs always end one, abbreviations seldom do, quotations keep what is theirs.

The words that decide are in ``codebooks/<language>/sentences.toml``. Every character that is not white space lies in
exactly one sentence; a sentence neither begins nor ends with white space. Time is linear in the length of the text.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import DemarcheError
from pipeline.records import Article, Sentence

_QUOTES = "\"'”’»“‘«„‚`"
_BRACKETS = ")]}"
_OPENERS = _QUOTES + "([{-–—•*¡¿"
# A paragraph ends at an empty line.
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n\s*")
# Full stops and their kin with what closes after them: quotation marks, brackets (also after a blank), notes ("[12]").
_CLOSED = (
    rf"(?<![.!?…])(?P<marks>[.!?…]++)(?P<closers>[{re.escape(_QUOTES + _BRACKETS)}]*+(?:\s[”’»)\]]++)*+)"
    r"(?:\s?\[\d{1,3}(?:\s?[-–,]\s?\d{1,3}){0,9}\])*+(?=\s)"
)
# A full stop that lost the blank after it: "were killed.The council".
_GLUED = r"(?<=[a-z]{2})[.!?][”\"]?(?=[“\"]?[A-Z][a-z]++[\s,])"
_STOP = re.compile(f"{_CLOSED}|{_GLUED}")
_WORD = re.compile(r"[^\W\d_][\w'’&-]*")
_NUMERAL = re.compile(r"\d|[IVXLC]+\b")
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
_LIST_NUMBER = re.compile(r"(?:\d{1,3}|[A-Za-z]|[ivx]{1,4})")
# A name of at most four words before a verb of speech, in which no word could begin a sentence of its own.
_SPEAKER = re.compile(r"((?:[^\W\d_][\w.'’-]{0,30}\s){1,4}?)([a-z]{3,12})\b")
_LONGEST_WORD = 40
_KEYS = {
    "abbreviations": ("inner", "number", "ending"),
    "starters": ("words", "lower"),
    "speech": ("verbs",),
    "names": ("words",),
}


@dataclass(frozen=True, slots=True)
class Splitter:
    """Sentence boundaries by the word lists of one language.

    Args:
        inner: abbreviations after which the sentence goes on.
        number: abbreviations that stand before a number.
        ending: abbreviations that end a sentence only before a starter.
        starters: words that begin sentences.
        lower: beginnings of words in small letters that can begin a sentence.
        verbs: verbs of speech.
        names: names that end with ``!`` or ``?``.
    """

    inner: frozenset[str]
    number: frozenset[str]
    ending: frozenset[str]
    starters: frozenset[str]
    lower: tuple[str, ...]
    verbs: frozenset[str]
    names: frozenset[str]

    def split(self, text: str) -> list[tuple[int, int]]:
        """The sentences of a text as ``[start, end)`` offsets, in order."""
        spans: list[tuple[int, int]] = []
        start = 0
        for gap in _PARAGRAPH.finditer(text):
            spans.extend(self._paragraph(text, start, gap.start()))
            start = gap.end()
        spans.extend(self._paragraph(text, start, len(text)))
        return spans

    def _paragraph(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The sentences between two offsets that hold one paragraph."""
        start, end = _trim(text, start, end)
        for stop in _STOP.finditer(text, start, end):
            if stop.start() >= start and self._ends(text, start, stop, end):
                yield start, stop.end()
                start, _ = _trim(text, stop.end(), end)
        if start < end:
            yield start, end

    def _ends(self, text: str, start: int, stop: re.Match[str], end: int) -> bool:
        """Whether the full stop (or the like) ends the sentence that began at `start`."""
        after = _skip(text, stop.end(), end)
        if after >= end:
            return False
        word = text[max(start, stop.start() - _LONGEST_WORD) : stop.start()].split()[-1:]
        before = word[0].lstrip(_OPENERS) if word else ""
        marks, closers = stop["marks"] or stop[0][0], stop["closers"] or ""
        if text[after].islower() and not text.startswith(self.lower, after):
            return False
        if "!" in marks or "?" in marks:
            return before + marks not in self.names and not (closers and self._is_speaker(text, after, stop.end()))
        if marks != ".":
            return True
        if _LIST_NUMBER.fullmatch(text, start, stop.start()):
            return False
        return self._ends_word(text, before, after, bracket=closers[:1] in _BRACKETS and closers != "")

    def _ends_word(self, text: str, before: str, after: int, *, bracket: bool) -> bool:
        """Whether one full stop after the word `before` ends a sentence, the next word beginning at `after`."""
        folded = before.lower()
        if folded in self.inner:
            return False
        if folded in self.number:
            return not _NUMERAL.match(text, after)
        initial = len(before) == 1 and before.isupper()
        if not (initial or before in self.ending or _DOTTED.fullmatch(before)):
            return True
        word = _WORD.match(text, after)
        if bracket or word is None or text[word.end() : word.end() + 1] == ".":
            return False
        return word[0] in self.starters

    def _is_speaker(self, text: str, after: int, stop: int) -> bool:
        """Whether a name and a verb of speech follow at `after`, with no quotation mark before them."""
        if text[stop:after].strip():
            return False
        speaker = _SPEAKER.match(text, after)
        if speaker is None or speaker[2] not in self.verbs:
            return False
        return not self.starters.intersection(speaker[1].split()[:1])


def load_splitter(folder: Path) -> Splitter:
    """The splitter of one language, from its ``sentences.toml``."""
    path = folder / "sentences.toml"
    words = _read_words(path)
    return Splitter(
        inner=frozenset(word.lower() for word in words["abbreviations"]["inner"]),
        number=frozenset(word.lower() for word in words["abbreviations"]["number"]),
        ending=frozenset(words["abbreviations"]["ending"]),
        starters=frozenset(words["starters"]["words"]),
        lower=tuple(words["starters"]["lower"]),
        verbs=frozenset(words["speech"]["verbs"]),
        names=frozenset(words["names"]["words"]),
    )


def split_article(article: Article, splitter: Splitter) -> Iterator[Sentence]:
    """The headline as sentence 0 (where there is one), then the sentences of the body from 1."""
    if article.title and article.title.strip():
        yield _sentence(article, 0, article.title, _trim(article.title, 0, len(article.title)), "headline")
    for number, span in enumerate(splitter.split(article.body), 1):
        yield _sentence(article, number, article.body, span, "body")


def _sentence(article: Article, number: int, text: str, span: tuple[int, int], kind: str) -> Sentence:
    """One row of the sentences table."""
    start, end = span
    return Sentence(
        article_id=article.article_id, sentence_number=number, start=start, end=end, text=text[start:end], kind=kind
    )


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without white space at its edges."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _skip(text: str, start: int, end: int) -> int:
    """The first character after white space and opening marks."""
    while start < end and (text[start].isspace() or text[start] in _OPENERS):
        start += 1
    return start


def _read_words(path: Path) -> Mapping[str, Mapping[str, list[str]]]:
    """The tables of ``sentences.toml``, every key of them checked."""
    try:
        content: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise DemarcheError(f"cannot be read: {problem}", file=path) from problem
    for table, names in _KEYS.items():
        found = content.get(table)
        if not isinstance(found, dict) or set(found) != set(names):
            raise DemarcheError(f"table [{table}] must have the keys {', '.join(names)}", file=path)
        for name in names:
            if not isinstance(found[name], list) or not all(isinstance(word, str) for word in found[name]):
                raise DemarcheError(f"{table}.{name} must be a list of words in quotation marks", file=path)
    if unknown := set(content) - set(_KEYS):
        raise DemarcheError(f"unknown table [{min(unknown)}]; known: {', '.join(_KEYS)}", file=path)
    return content
