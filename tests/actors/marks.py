"""Reads `mentions.txt`: articles of our own whose actors are marked `[CODE|words]`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipeline.actors import ActorCoder
from pipeline.records import Article, Mention, Sentence
from pipeline.syntax import Parser

MARK = re.compile(r"\[([A-Z/+-]+)\|([^\]]+)\]")
DETERMINER = re.compile(r"(?:the|a|an) ", re.IGNORECASE)


@dataclass(frozen=True)
class Marked:
    """One marked actor; `codes` are equally right."""

    start: int
    end: int
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Example:
    """One article with its marks, sentence by sentence."""

    day: date
    texts: tuple[str, ...]
    marks: tuple[tuple[Marked, ...], ...]


@dataclass
class Score:
    """Counts of marked and found mentions."""

    marked: int = 0
    found: int = 0
    matched: int = 0
    exact: int = 0

    @property
    def precision(self) -> float:
        """Share of the found mentions that are marked."""
        return self.matched / max(self.found, 1)

    @property
    def recall(self) -> float:
        """Share of the marked mentions that are found."""
        return self.matched / max(self.marked, 1)

    @property
    def code(self) -> float:
        """Share of the matched mentions whose code is right."""
        return self.exact / max(self.matched, 1)


def read_marks(path: Path) -> Iterator[Example]:
    """The articles of a file of marked sentences."""
    for block in re.split(r"^@ ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        day, *lines = [line for line in block.splitlines() if line.strip() and not line.startswith("#")]
        texts, marks = zip(*map(read_line, lines), strict=True)
        yield Example(date.fromisoformat(day.strip()), texts, marks)


def read_line(line: str) -> tuple[str, tuple[Marked, ...]]:
    """The bare sentence and its marks; a determiner at the start is left out, `A+B` marks two actors."""
    text, marks, last = "", [], 0
    for match in MARK.finditer(line):
        text += line[last : match.start()]
        start, words = len(text), match[2]
        text += words
        skip = DETERMINER.match(words)
        for codes in match[1].split("+"):
            marks.append(Marked(start + (skip.end() if skip else 0), len(text), tuple(codes.split("/"))))
        last = match.end()
    return text + line[last:], tuple(marks)


def find_actors(coder: ActorCoder, parser: Parser, example: Example) -> list[Mention]:
    """The mentions that the coder finds in an example."""
    article = Article(
        article_id="a", uri="a", body="\n".join(example.texts), publication_date=example.day, date_evidence="given"
    )
    sentences = [
        Sentence(article_id="a", sentence_number=number, start=0, end=len(text), text=text, kind="body")
        for number, text in enumerate(example.texts)
    ]
    return coder.find_mentions(article, sentences, list(parser.parse(example.texts)))


def score_example(example: Example, mentions: Sequence[Mention], score: Score) -> list[str]:
    """Add an example to the score; returns what was missed, wrong or too much, one line each."""
    faults = []
    for number, (text, marks) in enumerate(zip(example.texts, example.marks, strict=True)):
        found = [(each.start, each.end, each.code) for each in mentions if each.sentence_number == number]
        score.marked += len(marks)
        score.found += len(found)
        for mark in marks:
            same = [each for each in found if each[:2] == (mark.start, mark.end)]
            best = min(same, key=lambda each: each[2] not in mark.codes, default=None)
            words = text[mark.start : mark.end]
            if best is None:
                faults.append(f"missed {'/'.join(mark.codes)} [{words}] in: {text}")
                continue
            found.remove(best)
            score.matched += 1
            score.exact += best[2] in mark.codes
            if best[2] not in mark.codes:
                faults.append(f"code {best[2]} for {'/'.join(mark.codes)} [{words}] in: {text}")
        faults.extend(f"extra {code} [{text[start:end]}] in: {text}" for start, end, code in found)
    return faults
