"""Loads the parser and turns sentences into trees of plain tuples.

The model in `english/` is a spaCy pipeline trained by `training/` on Universal Dependencies treebanks; this module adds
what a news sentence needs around it: signs and capitals are normalised one to one, so that offsets stay exact, a
sentence stays one tree, and lemmas come from the tables beside the model.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from importlib.metadata import version
from itertools import accumulate, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import DemarcheError

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
# Lemmas are kept for this many words; more than a language's common words, few enough for memory.
LEMMA_CACHE = 200_000

APOSTROPHES, QUOTES, HYPHENS = "\u2018\u2019\u02bc\u00b4`", "\u201c\u201d\u201e\u00ab\u00bb", "\u2010\u2011\u2012\u2212"
SIGNS = (
    {ord(sign): "'" for sign in APOSTROPHES}
    | {ord(sign): '"' for sign in QUOTES}
    | {ord(sign): "-" for sign in HYPHENS}
)

UNSAFE = re.compile(r"[\ud800-\udfff\x00-\x08\x0e-\x1b\x7f\ufeff\u200b-\u200f]")
RUN = re.compile(r"^\s+|\s+$|\s\s+|[^\S ]")
WORD = re.compile(r"[^\W\d_]+(?:[.'][^\W\d_]+)*\.?")
LONGER = re.compile(r"[^\W\d_]{4,}")
SMALL = re.compile(r"(?<![\w'-])(?!with|from|over|into|after|amid)[a-z]{4,}")
INITIALS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]?")
DOUBLED = re.compile(r"([bdgmnprt])\1$")
MUTE_E = re.compile(r"(?:[cuvz]|[^aeioulnr]l|[aeiou]s|[nrd]g|[^eo][aiou][kmpt]|[iu]r|[iou]n)$")


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


class Lemmatizer:
    """Looks lemmas up: exceptions first, then the rules of WordNet that end in a known word.

    Args:
        tables: `exceptions` (UPOS -> form -> lemma), `rules` (UPOS -> pairs of endings), `words` (UPOS -> known lemmas)
            and `cases` (words in their usual capitals), as training/lemmas.py writes them.
    """

    def __init__(self, tables: Mapping[str, Any]) -> None:
        self._exceptions: dict[str, dict[str, str]] = tables["exceptions"]
        self._rules: dict[str, list[list[str]]] = tables["rules"]
        self._words = {pos: frozenset(words) for pos, words in tables["words"].items()}
        self._cases = {word.lower(): word for word in reversed(tables.get("cases", []))}
        self._cache: dict[tuple[str, str], str] = {}

    def lemma(self, form: str, pos: str) -> str:
        """Lower-case lemma of the word `form` with the UPOS tag `pos`."""
        key = (form, pos)
        found = self._cache.get(key)
        if found is None:
            if len(self._cache) >= LEMMA_CACHE:
                self._cache.clear()
            found = self._cache[key] = self._find(form.lower(), pos)
        return found

    def _find(self, form: str, pos: str) -> str:
        exception = self._exceptions.get(pos, {}).get(form)
        if exception is not None:
            return exception
        if pos not in self._rules or (pos != "NOUN" and form in self._words[pos]):
            return form
        before, hyphen, last = form.rpartition("-")
        if hyphen and last:
            return before + hyphen + self._find(last, pos)
        known = self._words[pos]
        for lemma in self._candidates(form, pos):
            if lemma in known:
                return lemma
        return self._unknown(form, pos)

    def _candidates(self, form: str, pos: str) -> Iterator[str]:
        for old, new in self._rules[pos]:
            if old and form.endswith(old) and len(form) > len(old) + 1:
                yield form[: -len(old)] + new
        if pos == "VERB" and (stem := re.sub(r"(?:ed|ing)$", "", form)) != form and DOUBLED.search(stem):
            yield stem[:-1]

    def _unknown(self, form: str, pos: str) -> str:
        """A word whose lemma is in no list: regular endings."""
        if form in self._words[pos]:
            return form
        if pos == "NOUN":
            verb = self._find(form, "VERB") if form.endswith("ed") else form
            return verb if verb in self._words.get("VERB", ()) else _singular(form)
        if pos != "VERB":
            return form
        if form.endswith("ied"):
            return form[:-3] + "y"
        if (stem := re.sub(r"(?:ed|ing)$", "", form)) != form and re.search(r"[aeiouy]", stem):
            return stem[:-1] if DOUBLED.search(stem) else stem + "e" if MUTE_E.search(stem) else stem
        return _singular(form)

    def recase(self, text: str) -> str:
        """A headline in capitals with the usual capitals of its words, character for character."""
        recased = WORD.sub(lambda match: self._usual(match[0]), text)
        first = re.search(r"[^\W\d_]", recased)
        if first is None or len(recased) != len(text):
            return text
        return recased[: first.start()] + first[0].upper()[:1] + recased[first.end() :]

    def _usual(self, word: str) -> str:
        if INITIALS.fullmatch(word):
            return word.upper()
        lower = word.lower()
        stem = lower.partition("'")[0].removesuffix(".")
        usual = self._cases.get(stem)
        if usual is None:
            known = any(self._find(stem, pos) in self._words[pos] for pos in self._rules)
            usual = stem if known else stem.capitalize()
        changed = usual + lower[len(usual) :]
        return changed if len(changed) == len(word) else word


def _singular(form: str) -> str:
    """A word of no list without a regular -s."""
    if len(form) > 4 and form.endswith("ies"):
        return form[:-3] + "y"
    return form[:-1] if len(form) > 3 and re.search(r"[^siu]s$", form) else form


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
    lemmatizer = Lemmatizer(json.loads(gzip.decompress(tables.read_bytes())))
    # numpy's OpenBLAS has kernels for every processor; the BLIS that spaCy brings has none for AMD's since 2020, on
    # which it takes three times as long. No tree differs (docs/parser.md).
    with use_ops("numpy", use_blis=False):
        nlp = spacy.load(folder)
    nlp.tokenizer.max_cache_size = KEPT_WORDS  # type: ignore[union-attr]  # declared as any callable
    return Parser(nlp, lemmatizer, fingerprint_parser(folder))


def fingerprint_parser(path: Path | None = None) -> str:
    """Hash of the model's files, of this module and of spaCy's version, without loading the model."""
    folder = path or Path(__file__).parent / "english"
    digest = hashlib.sha256(version("spacy").encode())
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    for file in (Path(__file__), *files):
        digest.update(file.name.encode())
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:16]


class Parser:
    """Turns sentences into trees; equal sentences give equal trees.

    Attributes:
        fingerprint: changes whenever trees can: hash of the model, of this module and of spaCy's version.
    """

    def __init__(self, nlp: Language, lemmatizer: Lemmatizer, fingerprint: str) -> None:
        self.fingerprint = fingerprint
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
        docs = self._nlp.pipe((doc for group in pieces for doc in group), batch_size=BATCH)
        return [
            self._tree(text, plain, places, [next(docs) for _ in group])
            for text, (plain, places), group in zip(texts, prose, pieces, strict=True)
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

    def _pieces(self, plain: str) -> list[Doc]:
        """Tokens of the sentence, in pieces short enough for the parser, each marked as one sentence."""
        if not plain:
            return []
        doc = self._nlp.make_doc(plain)
        if len(doc) <= LONGEST_PIECE:
            return [_one_sentence(doc)]
        return [_one_sentence(_cut(doc, start)) for start in range(0, len(doc), LONGEST_PIECE)]

    def _tree(self, text: str, plain: str, places: Sequence[int] | None, docs: Sequence[Doc]) -> Tree | None:
        """Join the pieces of one sentence."""
        if not docs:
            return None
        columns: list[list[int]] = [[] for _ in COLUMNS]
        for doc in docs:
            base = len(columns[0])
            for column, values in zip(columns, _arrays(doc), strict=True):
                column.extend(values)
            columns[0][base:] = [head + base for head in columns[0][base:]]
        heads, labels, xpos, tags, lengths, spaces = columns
        starts, ends = _offsets(lengths, spaces)
        penn = tuple(map(self._name, xpos))
        named = list(map(self._name, labels))
        passive = {head for head, label in zip(heads, named, strict=True) if label == "aux:pass"}
        rows = enumerate(zip(map(self._name, tags), penn, strict=True))
        upos = tuple(_agree(tag, other, passive=token in passive) for token, (tag, other) in rows)
        forms = [plain[start:end] for start, end in zip(starts, ends, strict=True)]
        if places is not None:
            starts, ends = tuple(places[start] for start in starts), tuple(places[end - 1] + 1 for end in ends)
        merged, names = _single_root(heads, named, upos)
        return Tree(
            words=tuple(text[start:end] for start, end in zip(starts, ends, strict=True)),
            lemmas=tuple(map(self._lemmatizer.lemma, forms, upos)),
            tags=upos,
            xpos=penn,
            heads=merged,
            labels=names,
            starts=starts,
            ends=ends,
        )

    def _name(self, number: int) -> str:
        """The string of a label or tag; labels are lower case, tags upper case already."""
        name = self._names.get(number)
        if name is None:
            name = self._nlp.vocab.strings[number]
            name = self._names[number] = "root" if name == "ROOT" else name
        return name


COLUMNS = ("HEAD", "DEP", "TAG", "POS", "LENGTH", "SPACY")


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


def _cut(doc: Doc, start: int) -> Doc:
    """A piece of `doc` as a Doc of its own."""
    from spacy.tokens import Doc

    part = doc[start : start + LONGEST_PIECE]
    return Doc(doc.vocab, words=[tok.text for tok in part], spaces=[bool(tok.whitespace_) for tok in part])


def _arrays(doc: Doc) -> list[list[int]]:
    """Heads (indices; the root's is its own), labels, tags, UPOS, lengths in characters, spaces, each as a list."""
    import numpy

    table = doc.to_array(list(COLUMNS))
    heads = table[:, 0].astype("int64") + numpy.arange(len(doc))
    return [heads.tolist(), *table[:, 1:].T.tolist()]


def _offsets(lengths: Sequence[int], spaces: Sequence[int]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Starts and ends of the tokens in the text that the parser read."""
    widths = [length + space for length, space in zip(lengths, spaces, strict=True)]
    starts = tuple(accumulate(widths, initial=0))[:-1]
    return starts, tuple(start + length for start, length in zip(starts, lengths, strict=True))


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
