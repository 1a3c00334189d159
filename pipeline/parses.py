"""Trees as table rows, so that a corpus is parsed once however often it is coded."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from pipeline.records import Sentence, column
from pipeline.syntax import Parser, Tree


@dataclass(frozen=True, slots=True, kw_only=True)
class Parse:
    """The tree of one sentence: grain is one sentence text. No words: no tree (the text was no sentence)."""

    sentence: str = column("hash of the sentence's text, 20 hexadecimal digits")
    lemmas: tuple[str, ...] = column("lower-case lemma of each word")
    tags: tuple[str, ...] = column("universal part of speech of each word")
    xpos: tuple[str, ...] = column("Penn Treebank tag of each word")
    heads: tuple[int, ...] = column("index of the head of each word, -1 for the root")
    labels: tuple[str, ...] = column("Universal Dependencies relation of each word to its head")
    starts: tuple[int, ...] = column("first character of each word in the sentence")
    ends: tuple[int, ...] = column("one after the last character of each word")


def hash_sentence(text: str) -> str:
    """The key of a sentence in the table of parses."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:20]


def make_parse(text: str, tree: Tree | None) -> Parse:
    """The row of a tree."""
    key = hash_sentence(text)
    if tree is None:
        return Parse(sentence=key, lemmas=(), tags=(), xpos=(), heads=(), labels=(), starts=(), ends=())
    return Parse(
        sentence=key,
        lemmas=tree.lemmas,
        tags=tree.tags,
        xpos=tree.xpos,
        heads=tree.heads,
        labels=tree.labels,
        starts=tree.starts,
        ends=tree.ends,
    )


def make_tree(text: str, parse: Parse) -> Tree | None:
    """The tree of a row; its words are cut from the sentence."""
    if not parse.heads:
        return None
    return Tree(
        words=tuple(text[start:end] for start, end in zip(parse.starts, parse.ends, strict=True)),
        lemmas=parse.lemmas,
        tags=parse.tags,
        xpos=parse.xpos,
        heads=parse.heads,
        labels=parse.labels,
        starts=parse.starts,
        ends=parse.ends,
    )


def parse_sentences(
    sentences: Iterable[Sentence], load: Callable[[], Parser], *, known: Mapping[str, Parse]
) -> dict[str, Parse]:
    """A row for each different text, in order of appearance; texts that `known` holds are not parsed again.

    Args:
        sentences: what to parse.
        load: gives the parser; called only where something is missing.
        known: rows by their key.
    """
    texts = {hash_sentence(sentence.text): sentence.text for sentence in sentences}
    missing = [text for key, text in texts.items() if key not in known]
    rows = map(make_parse, missing, load().parse(missing)) if missing else ()
    fresh = {parse.sentence: parse for parse in rows}
    return {key: known[key] if key in known else fresh[key] for key in texts}
