"""Variants of training paragraphs: typographic quotes and dashes, capitals, headlines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

from training.tokens import load_words
from training.treebanks import Paragraph, Sentence

# Shares of the paragraphs; the first is from the comparison in docs/parser.md, the others keep capitals rare.
QUOTES, UPPER, TITLE, HEADLINE = 0.25, 0.015, 0.015, 0.03

# Straight quotes with their curly forms (opening, closing) and the way back.
STRAIGHT = {'"': "\u201c\u201d", "``": "\u201c\u201c", "''": "\u201d\u201d"}
CURLY = {"\u201c": '"', "\u201d": '"', "\u2018": "'", "\u2019": "'"}
COLUMNS = ("words", "spaces", "lemmas", "tags", "xpos", "heads", "labels")


def augment(paragraph: Paragraph, random: Random) -> Paragraph:
    """The paragraph or, by chance, one variant of it; `random` makes the choice repeatable."""
    draw = random.random()
    if draw < QUOTES:
        return _map(paragraph, _swap_signs)
    if draw < QUOTES + UPPER:
        return _map(paragraph, lambda words: [word.upper() for word in words])
    if draw < QUOTES + UPPER + TITLE:
        return (_headline(random.choice(paragraph), _title),)
    if draw < QUOTES + UPPER + TITLE + HEADLINE:
        return (_headline(random.choice(paragraph), random.choice((_upper, _same, _same))),)
    return paragraph


def _map(paragraph: Paragraph, change: Callable[[list[str]], list[str]]) -> Paragraph:
    return tuple(replace(sentence, words=tuple(change(list(sentence.words)))) for sentence in paragraph)


def _swap_signs(words: list[str]) -> list[str]:
    """Curly quotes become straight and straight ones curly; dashes change likewise."""
    swapped, opened = [], False
    for word in words:
        if word in STRAIGHT:
            word, opened = STRAIGHT[word][opened], not opened
        elif word == "--":
            word = "\u2013"
        elif word in ("\u2013", "\u2014"):
            word = "-"
        elif "'" in word:
            word = word.replace("'", "\u2019")
        else:
            word = "".join(CURLY.get(sign, sign) for sign in word)
        swapped.append(word)
    return swapped


def _headline(sentence: Sentence, change: Callable[[list[str]], list[str]]) -> Sentence:
    """One sentence by itself, without its full stop, its words changed."""
    last = len(sentence.words) - 1
    if last > 1 and sentence.words[last] == "." and last not in sentence.heads[:last]:
        sentence = replace(sentence, **{name: getattr(sentence, name)[:last] for name in COLUMNS})
    return replace(sentence, words=tuple(change(list(sentence.words))))


def _upper(words: list[str]) -> list[str]:
    return [word.upper() for word in words]


def _same(words: list[str]) -> list[str]:
    return words


def _title(words: list[str]) -> list[str]:
    small = frozenset(load_words()["small"])
    return [word if word.lower() in small else word[:1].upper() + word[1:] for word in words]
