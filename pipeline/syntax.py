"""Loads the parser and turns sentences into trees of plain tuples.

The model in `english/` is a spaCy pipeline trained by `training/` on Universal Dependencies treebanks; this module adds
what a news sentence needs around it: signs and capitals are normalised one to one, so that offsets stay exact, a
sentence stays one tree, time adverbials are parsed around, and lemmas come from the tables beside the model.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from importlib.metadata import version
from itertools import accumulate, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.adjuncts import AdjunctFinder, Rows, Span
from pipeline.errors import DemarcheError
from pipeline.lemmas import Lemmatizer

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

# Batches of 64 sentences parse as fast as larger ones (docs/parser.md).
BATCH = 64
# Sentences whose trees are made together.
GROUP = 256
# So many words of the corpus are kept, with their tokens; later ones are forgotten after each group of sentences, so
# that memory does not grow with the corpus.
KEPT_WORDS = 50_000
# Sentences above this many tokens are parsed in pieces; the longest sentence of the training treebanks has 159 words.
LONGEST_PIECE = 400
# A text without a sentence end on this many characters is no prose (a table, a file in the wrong format).
LONGEST_TEXT = 20_000
# Neither is a run of this many characters without a space; the tokenizer's time grows with the square of its length.
LONGEST_WORD = 1_000
# From this share of capitals on, a sentence of at least this many letters is a headline in capitals; without any small
# word of four letters or more (SMALL), a sentence of at least this many such words is a headline too.
CAPITALS, FEWEST_LETTERS, FEWEST_WORDS = 0.8, 12, 4

APOSTROPHES, QUOTES, HYPHENS = "\u2018\u2019\u02bc\u00b4`", "\u201c\u201d\u201e\u00ab\u00bb", "\u2010\u2011\u2012\u2212"
SIGNS = (
    {ord(sign): "'" for sign in APOSTROPHES}
    | {ord(sign): '"' for sign in QUOTES}
    | {ord(sign): "-" for sign in HYPHENS}
)

ADJUNCTS = Path(__file__).parent / "english" / "adjuncts.toml"
WORDS = Path(__file__).parent / "english" / "words.toml"
# The modules on which a tree depends.
MODULES = tuple(Path(__file__).with_name(name) for name in ("adjuncts.py", "lemmas.py", "syntax.py"))

UNSAFE = re.compile(r"[\ud800-\udfff\x00-\x08\x0e-\x1b\x7f\ufeff\u200b-\u200f]")
RUN = re.compile(r"^\s+|\s+$|\s\s+|[^\S ]")
LONGER = re.compile(r"[^\W\d_]{4,}")
SMALL = re.compile(r"(?<![\w'-])(?!with|from|over|into|after|amid)[a-z]{4,}")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a sentence.

    Attributes:
        doc: what the parser reads of it, and its tree.
        words: its tokens, those of the adverbials too.
        spaces: the number of spaces behind each.
        spans: the adverbials, parsed around.
    """

    doc: Doc
    words: Sequence[str]
    spaces: Sequence[int]
    spans: Sequence[Span]


@dataclass(frozen=True, slots=True)
class Tree:
    """One sentence: every tuple has one value per token, and the tokens hold every character that is not a space.

    Attributes:
        words: token texts, as they stand in the sentence.
        lemmas: lower-case lemmas, with straight quotes.
        tags: universal part of speech tags (UPOS).
        xpos: Penn Treebank tags.
        heads: index of the head token; -1 for the root, of which there is exactly one.
        labels: Universal Dependencies relations in lower case; "root" for the root.
        starts: offset of the first character in the sentence text.
        ends: offset after the last character.
    """

    words: tuple[str, ...]
    lemmas: tuple[str, ...]
    tags: tuple[str, ...]
    xpos: tuple[str, ...]
    heads: tuple[int, ...]
    labels: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]


def load_parser(path: Path | None = None) -> Parser:
    """Load a parser, by default the one in the folder `english` beside this module.

    Raises:
        DemarcheError: the folder holds no model.
    """
    import spacy
    from thinc.api import use_ops

    folder = path or Path(__file__).parent / "english"
    tables = folder / "lemmas.json.gz"
    if not (folder / "config.cfg").exists() or not tables.exists():
        raise DemarcheError("no parser here; `python -m training` makes one (docs/parser.md)", file=folder)
    words = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    lemmatizer = Lemmatizer(json.loads(gzip.decompress(tables.read_bytes())), words["lemmas"])
    # numpy's OpenBLAS has kernels for every processor; the BLIS that spaCy brings has none for AMD's since 2020, on
    # which it takes three times as long. No tree differs (docs/parser.md).
    with use_ops("numpy", use_blis=False):
        nlp = spacy.load(folder)
    nlp.tokenizer.max_cache_size = KEPT_WORDS  # type: ignore[union-attr]  # declared as any callable
    return Parser(nlp, lemmatizer, AdjunctFinder.load(ADJUNCTS), words["standins"], fingerprint_parser(folder))


def fingerprint_parser(path: Path | None = None) -> str:
    """Hash of the model's files, of the modules that read it and of spaCy's version, without loading the model."""
    folder = path or Path(__file__).parent / "english"
    digest = hashlib.sha256(version("spacy").encode())
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    for file in (*MODULES, *files):
        digest.update(file.name.encode())
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:16]


class Parser:
    """Turns sentences into trees; equal sentences give equal trees.

    Attributes:
        fingerprint: changes whenever trees can: hash of the model, of the modules here and of spaCy's version.
    """

    def __init__(
        self,
        nlp: Language,
        lemmatizer: Lemmatizer,
        adjuncts: AdjunctFinder,
        standins: Mapping[str, str],
        fingerprint: str,
    ) -> None:
        self.fingerprint = fingerprint
        self._adjuncts = adjuncts
        self._standins = standins
        self._nlp = nlp
        self._lemmatizer = lemmatizer
        self._names: dict[int, str] = {}

    def parse(self, texts: Iterable[str]) -> Iterator[Tree | None]:
        """Yield one tree per text, in order; each text is one sentence and stays one tree.

        A text without characters, above LONGEST_TEXT or with a run above LONGEST_WORD gives None.
        """
        remaining = iter(texts)
        while chunk := list(islice(remaining, GROUP)):
            with self._keep_words():
                trees = self._parse_group(chunk)
            yield from trees

    def _keep_words(self) -> AbstractContextManager[object]:
        """Keep new words while there are few; in a memory zone spaCy forgets them and tokenises each anew."""
        return nullcontext() if len(self._nlp.vocab) < KEPT_WORDS else self._nlp.memory_zone()

    def _parse_group(self, texts: Sequence[str]) -> list[Tree | None]:
        prose = [self._prepare(text) for text in texts]
        pieces = [self._pieces(plain) for plain, _ in prose]
        docs = self._nlp.pipe((piece.doc for group in pieces for piece in group), batch_size=BATCH)
        return [
            self._tree(text, places, [replace(piece, doc=next(docs)) for piece in group])
            for text, (_, places), group in zip(texts, prose, pieces, strict=True)
        ]

    def tokenise(self, text: str) -> list[tuple[int, int]]:
        """Offsets [start, end) of the tokens of `text`, as in its tree."""
        plain, places = self._prepare(text)
        with self._keep_words():
            spans = [(token.idx, token.idx + len(token)) for token in (self._nlp.make_doc(plain) if plain else ())]
        return [(start, end) if places is None else (places[start], places[end - 1] + 1) for start, end in spans]

    def _prepare(self, text: str) -> tuple[str, list[int] | None]:
        """What the parser reads of a sentence, empty if it is no prose; and the place of each character, as below."""
        plain, places = normalise(text)
        if not plain or len(plain) > LONGEST_TEXT or max(map(len, plain.split(" "))) > LONGEST_WORD:
            return "", None
        return self._lemmatizer.recase(plain) if is_headline(plain) else plain, places

    def _pieces(self, plain: str) -> list[Piece]:
        """Tokens of the sentence, in pieces short enough for the parser."""
        if not plain:
            return []
        doc = self._nlp.make_doc(plain)
        words, spaces = _split_words(doc, plain)
        if len(words) <= LONGEST_PIECE:
            return [self._make_piece(words, spaces, self._adjuncts.find(words), doc)]
        parts = (slice(start, start + LONGEST_PIECE) for start in range(0, len(words), LONGEST_PIECE))
        return [self._make_piece(words[part], spaces[part]) for part in parts]

    def _make_piece(
        self, words: Sequence[str], spaces: Sequence[int], spans: Sequence[Span] = (), doc: Doc | None = None
    ) -> Piece:
        """A piece of these tokens; for the parser without those in `spans`, with stand-ins for words it misreads."""
        from spacy.tokens import Doc

        if doc is None or spans or not self._standins.keys().isdisjoint(map(str.lower, words)):
            lifted = {token for span in spans for token in range(*span)}
            kept = [token for token in range(len(words)) if token not in lifted]
            texts, gaps = [self._stand_in(words[token]) for token in kept], [bool(spaces[token]) for token in kept]
            doc = Doc(self._nlp.vocab, words=texts, spaces=gaps)
        return Piece(_one_sentence(doc), words, spaces, spans)

    def _stand_in(self, word: str) -> str:
        """The word as the parser reads it, with its capital."""
        other = self._standins.get(word.lower(), word)
        return other.capitalize() if other is not word and word.istitle() else other

    def _tree(self, text: str, places: Sequence[int] | None, pieces: Sequence[Piece]) -> Tree | None:
        """Join the pieces of one sentence."""
        if not pieces:
            return None
        rows, widths = Rows([], [], [], []), list[tuple[int, int]]()
        for piece in pieces:
            rows.extend(self._rows(piece))
            widths.extend((len(word), space) for word, space in zip(piece.words, piece.spaces, strict=True))
        starts, ends = _offsets(widths)
        passive = {head for head, label in zip(rows.heads, rows.labels, strict=True) if label == "aux:pass"}
        tagged = enumerate(zip(rows.tags, rows.xpos, strict=True))
        upos = tuple(_agree(tag, other, passive=token in passive) for token, (tag, other) in tagged)
        forms = [word for piece in pieces for word in piece.words]
        if places is not None:
            starts, ends = tuple(places[start] for start in starts), tuple(places[end - 1] + 1 for end in ends)
        heads, labels = _single_root(rows.heads, rows.labels, upos)
        return Tree(
            words=tuple(text[start:end] for start, end in zip(starts, ends, strict=True)),
            lemmas=tuple(map(self._lemmatizer.lemma, forms, upos)),
            tags=upos,
            xpos=tuple(rows.xpos),
            heads=heads,
            labels=labels,
            starts=starts,
            ends=ends,
        )

    def _rows(self, piece: Piece) -> Rows:
        """The tree of a piece, its adverbials in it."""
        heads, *names = _arrays(piece.doc)
        rows = Rows(heads, *([self._name(number) for number in column] for column in names))
        return self._adjuncts.hang(rows, piece.words, piece.spans) if piece.spans else rows

    def _name(self, number: int) -> str:
        """The string of a label or tag; labels are lower case, tags upper case already."""
        name = self._names.get(number)
        if name is None:
            name = self._nlp.vocab.strings[number]
            name = self._names[number] = "root" if name == "ROOT" else name
        return name


COLUMNS = ("HEAD", "DEP", "POS", "TAG")


def normalise(text: str) -> tuple[str, list[int] | None]:
    """The text with straight quotes, plain hyphens and single spaces.

    The second value tells for every character where it stands in `text`; None if nothing was removed.
    """
    plain = UNSAFE.sub("?", text.translate(SIGNS))
    if not RUN.search(plain):
        return plain, None
    places: list[int] = []
    for match in re.finditer(r"\S+", plain):
        if places:
            places.append(match.start() - 1)
        places.extend(range(match.start(), match.end()))
    return " ".join(plain.split()), places


def is_headline(text: str) -> bool:
    """Whether the sentence is written in capitals, or every longer word of it starts with one."""
    letters = sum(map(str.isalpha, text))
    if letters < FEWEST_LETTERS or " " not in text:
        return False
    if sum(map(str.isupper, text)) >= CAPITALS * letters:
        return True
    return text[-1] != "." and len(LONGER.findall(text)) >= FEWEST_WORDS and not SMALL.search(text)


def _one_sentence(doc: Doc) -> Doc:
    """Forbid sentence starts after the first token."""
    import numpy

    starts: Any = numpy.full((len(doc), 1), -1, dtype="int64").astype("uint64")
    starts[0] = 1
    doc.from_array(["SENT_START"], starts)
    return doc


def _split_words(doc: Doc, plain: str) -> tuple[list[str], list[int]]:
    """The tokens and the number of spaces behind each; spaCy's own objects for them would outlive the document."""
    lengths, spaces = doc.to_array(["LENGTH", "SPACY"]).T.tolist() if len(doc) else ([], [])
    starts, ends = _offsets(list(zip(lengths, spaces, strict=True)))
    return [plain[start:end] for start, end in zip(starts, ends, strict=True)], spaces


def _arrays(doc: Doc) -> list[list[int]]:
    """Heads (indices; the root's is its own), labels, UPOS and Penn tags, each as a list."""
    import numpy

    table = doc.to_array(list(COLUMNS))
    heads = table[:, 0].astype("int64") + numpy.arange(len(doc))
    return [heads.tolist(), *table[:, 1:].T.tolist()]


def _offsets(widths: Sequence[tuple[int, int]]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Starts and ends of tokens in the text that the parser read, from their lengths and the spaces behind them."""
    starts = tuple(accumulate(map(sum, widths), initial=0))[:-1]
    return starts, tuple(start + length for start, (length, _) in zip(starts, widths, strict=True))


def _agree(upos: str, xpos: str, *, passive: bool) -> str:
    """Where the two taggers differ about a participle, the Penn tag is right in most cases (both test sets).

    A noun with the auxiliary of the passive is a verb whatever the taggers say: "was shot dead".
    """
    doubted = (passive and upos == "NOUN") or (xpos.startswith("VB") and upos in ("ADJ", "ADP", "ADV"))
    return "VERB" if doubted else upos


def _single_root(
    heads: Sequence[int], labels: Sequence[str], tags: Sequence[str]
) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """Hang every root but the first under the first, as UD does with run-on sentences (parataxis)."""
    roots = [number for number, head in enumerate(heads) if head == number]
    new_heads, new_labels = list(heads), list(labels)
    for number in roots[1:]:
        new_heads[number] = roots[0]
        new_labels[number] = "punct" if tags[number] == "PUNCT" else "parataxis"
    new_heads[roots[0]], new_labels[roots[0]] = -1, "root"
    return tuple(new_heads), tuple(new_labels)
