"""Reads CoNLL-U files into plain paragraphs."""

from __future__ import annotations

import lzma
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

# A paragraph longer than this many sentences is cut, so that one training document stays short.
MAX_SENTENCES = 10


@dataclass(frozen=True, slots=True)
class Sentence:
    """One tree of a treebank; every tuple has one value per syntactic word.

    `spaces` tells whether a space follows the word, `heads` is the index of the head within the sentence (the root
    points to itself) and `labels` holds UD relations, the root's being ROOT as spaCy wants it.
    """

    words: tuple[str, ...]
    spaces: tuple[bool, ...]
    lemmas: tuple[str, ...]
    tags: tuple[str, ...]
    xpos: tuple[str, ...]
    heads: tuple[int, ...]
    labels: tuple[str, ...]
    document: str
    opens: bool

    @property
    def text(self) -> str:
        """Surface text, with the space that follows the last word."""
        return "".join(word + " " * space for word, space in zip(self.words, self.spaces, strict=True))


Paragraph = tuple[Sentence, ...]


def read_sentences(lines: Iterable[str]) -> Iterator[Sentence]:
    """Yield the trees of CoNLL-U `lines`; empty nodes and enhanced dependencies are left out."""
    block: list[str] = []
    document = ""
    opens = True
    for line in (*lines, ""):
        line = line.rstrip("\n")
        if line.startswith("# newdoc id ="):
            document = line.partition("=")[2].strip()
        if line.startswith(("# newdoc", "# newpar")):
            opens = True
        elif not line and block:
            yield _build(block, document, opens)
            block, opens = [], False
        elif line and not line.startswith("#"):
            block.append(line)


def _build(block: list[str], document: str, opens: bool) -> Sentence:
    """Turn the token lines of one sentence into a Sentence."""
    rows = [line.split("\t") for line in block]
    glued = _glued(rows)
    rows = [row for row in rows if row[0].isdigit()]
    heads = tuple(int(row[6]) - 1 if row[6] != "0" else number for number, row in enumerate(rows))
    return Sentence(
        words=tuple(row[1].replace(" ", "\N{NO-BREAK SPACE}") for row in rows),
        spaces=tuple(int(row[0]) not in glued for row in rows),
        lemmas=tuple(row[2] for row in rows),
        tags=tuple(row[3] for row in rows),
        xpos=tuple(row[4] for row in rows),
        heads=heads,
        labels=tuple("ROOT" if row[6] == "0" else row[7].lower() for row in rows),
        document=document,
        opens=opens,
    )


def _glued(rows: list[list[str]]) -> set[int]:
    """Numbers of the words that no space follows, inside multiword tokens too."""
    glued: set[int] = set()
    inside: set[int] = set()
    for row in rows:
        bare = "SpaceAfter=No" in row[9].split("|")
        if "-" in row[0]:
            first, last = map(int, row[0].split("-"))
            inside.update(range(first, last + 1))
            glued.update(range(first, last + 1 if bare else last))
        elif row[0].isdigit() and bare and int(row[0]) not in inside:
            glued.add(int(row[0]))
    return glued


def paragraphs(sentences: Iterable[Sentence], *, limit: int = MAX_SENTENCES) -> Iterator[Paragraph]:
    """Group the sentences of one paragraph, at most `limit` sentences each."""
    group: list[Sentence] = []
    for sentence in sentences:
        if group and (sentence.opens or len(group) == limit):
            yield tuple(group)
            group = []
        if group and not group[-1].spaces[-1]:
            group[-1] = replace(group[-1], spaces=(*group[-1].spaces[:-1], True))
        group.append(sentence)
    if group:
        yield tuple(group)


def load(folder: Path, name: str) -> list[Sentence]:
    """Sentences of `folder`/`name`.conllu or .conllu.xz (name: ewt-train, gum-test ...)."""
    plain = folder / f"{name}.conllu"
    packed = folder / f"{name}.conllu.xz"
    if plain.exists():
        with plain.open(encoding="utf-8") as lines:
            return list(read_sentences(lines))
    with lzma.open(packed, "rt", encoding="utf-8") as lines:
        return list(read_sentences(lines))
