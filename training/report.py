"""Measures the parser and writes docs/parser.md: `python -m training.report --treebanks DIR`.

The figures are those of the measuring model, trained on the train splits only (`python -m training --only measuring`
makes it, training/build/measuring), because the shipped model has seen the test sentences too.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import Any

import spacy

from pipeline.syntax import Parser, Tree, load_parser
from training.__main__ import BUILD, TREEBANK_FOLDER
from training.recipe import make_example
from training.treebanks import Sentence, load, paragraphs

# Sentences for the measure of speed; rounds of which the fastest counts, against noise of the machine.
TIMED, ROUNDS = 1500, 8
ARGUMENTS = ("nsubj", "nsubj:pass", "obj", "obl:agent", "obl", "nmod", "conj", "ccomp", "xcomp", "acl:relcl", "appos")


@dataclass(frozen=True, slots=True)
class Scores:
    """Accuracy on one set, in percent; UAS and LAS leave punctuation out, wrongly cut tokens count as errors."""

    sentences: int
    tag: float
    upos: float
    uas: float
    las: float
    single_las: float
    verb_lemma: float
    sentence_f: float


def score(folder: Path, parser: Parser, sentences: Sequence[Sentence]) -> Scores:
    """Accuracy on raw paragraphs (`single_las`, `verb_lemma`: on single sentences, as Demarche parses them)."""
    nlp = spacy.load(folder)
    raw: Any = nlp.evaluate([make_example(nlp, paragraph) for paragraph in paragraphs(sentences)])
    pairs = list(zip(sentences, parser.parse(sentence.text for sentence in sentences), strict=True))
    names = ("tag_acc", "pos_acc", "dep_uas", "dep_las")
    tag, upos, uas, las = (100 * raw[name] for name in names)
    return Scores(len(sentences), tag, upos, uas, las, _las(pairs), _verb_lemmas(pairs), 100 * raw["sents_f"])


Pairs = Sequence[tuple[Sentence, Tree | None]]
Arc = tuple[tuple[int, int], tuple[int, int] | None, str]


def _spans(sentence: Sentence) -> list[tuple[int, int]]:
    spans, place = [], 0
    for word, space in zip(sentence.words, sentence.spaces, strict=True):
        spans.append((place, place + len(word)))
        place += len(word) + space
    return spans


def _gold_arcs(sentence: Sentence) -> set[Arc]:
    spans = _spans(sentence)
    rows = enumerate(zip(sentence.heads, sentence.labels, strict=True))
    return {
        (spans[i], None if head == i else spans[head], label.lower()) for i, (head, label) in rows if label != "punct"
    }


def _tree_arcs(tree: Tree | None) -> set[Arc]:
    if tree is None:
        return set()
    spans = list(zip(tree.starts, tree.ends, strict=True))
    rows = enumerate(zip(tree.heads, tree.labels, strict=True))
    return {(spans[i], None if head < 0 else spans[head], label) for i, (head, label) in rows if label != "punct"}


def _f_score(gold: int, found: int, right: int) -> float:
    return 200 * right / (gold + found) if gold + found else 0.0


def _las(pairs: Pairs, labels: Iterable[str] = ()) -> float:
    """F score of the labelled arcs, of these labels only if any are given."""
    wanted = frozenset(labels)
    gold = found = right = 0
    for sentence, tree in pairs:
        ours, theirs = _tree_arcs(tree), _gold_arcs(sentence)
        if wanted:
            ours, theirs = ({arc for arc in arcs if arc[2] in wanted} for arcs in (ours, theirs))
        gold, found, right = gold + len(theirs), found + len(ours), right + len(ours & theirs)
    return _f_score(gold, found, right)


def _verb_lemmas(pairs: Pairs) -> float:
    """Share of the gold verbs with the gold lemma, in percent, whatever tag they were given."""
    right = verbs = 0
    for sentence, tree in pairs:
        lemmas = {} if tree is None else dict(zip(zip(tree.starts, tree.ends, strict=True), tree.lemmas, strict=True))
        for span, tag, lemma in zip(_spans(sentence), sentence.tags, sentence.lemmas, strict=True):
            verbs += tag == "VERB"
            right += tag == "VERB" and lemmas.get(span) == lemma.lower()
    return 100 * right / verbs


def speed(parser: Parser, texts: Sequence[str]) -> float:
    """Sentences per second of processor time on one core, the fastest of several rounds."""
    seconds = []
    for _ in range(ROUNDS):
        started = time.process_time()
        sum(tree is not None for tree in parser.parse(texts))
        seconds.append(time.process_time() - started)
    return len(texts) / min(seconds)


def test_sets(treebanks: Path) -> dict[str, list[Sentence]]:
    """Sets the measuring model has not seen in training (the dev splits steered no choice but the number of steps)."""
    held = {name: load(treebanks, name) for name in ("ewt-test", "gum-test", "gum-dev")}
    news = [sentence for name in ("gum-dev", "gum-test") for sentence in held[name] if "_news_" in sentence.document]
    return {"EWT test": held["ewt-test"], "GUM test": held["gum-test"], "GUM news (dev and test)": news}


def _table(rows: Sequence[Sequence[object]]) -> str:
    lines = [
        "| " + " | ".join(f"{cell:.1f}" if isinstance(cell, float) else str(cell) for cell in row) + " |"
        for row in rows
    ]
    lines.insert(1, "|" + "---|" * len(rows[0]))
    return "\n".join(lines)


def write_report(treebanks: Path, folder: Path, shipped: Path, path: Path) -> None:
    """Measure the model in `folder` and the size of `shipped`, and write the Markdown page `path`."""
    parser = load_parser(folder)
    sets = test_sets(treebanks)
    scores = {name: score(folder, parser, sentences) for name, sentences in sets.items()}
    head = ("set", "sentences", "tag", "UPOS", "UAS", "LAS", "LAS, single sentences", "verb lemma", "sentence F1")
    rows = [head, *((name, *(getattr(found, field) for field in Scores.__slots__)) for name, found in scores.items())]
    every = [sentence for sentences in (sets["GUM test"], sets["EWT test"]) for sentence in sentences]
    pairs = list(zip(every, parser.parse(sentence.text for sentence in every), strict=True))
    relations = [("relation", "F"), *((label, _las(pairs, [label])) for label in ARGUMENTS)]
    long = [sentence.text for sentence in every if 15 <= len(sentence.words) <= 40][:TIMED]
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    page = Template((Path(__file__).parent / "report.md").read_text(encoding="utf-8"))
    text = page.substitute(
        scores=_table(rows),
        relations=_table(relations),
        speed=int(round(speed(parser, long), -1)),
        tokens=round(sum(len(text_tree.words) for text_tree in parser.parse(long) if text_tree) / len(long)),
        size=f"{sum(file.stat().st_size for file in shipped.rglob('*') if file.is_file()) / 1e6:.1f}",
        versions=", ".join(f"{name} {number}" for name, number in meta["training"]["versions"].items()),
        steps=meta["training"]["settings"]["steps"],
    )
    path.write_text(text, encoding="utf-8")


def main() -> None:
    """Parse the options and report."""
    options = argparse.ArgumentParser(prog="python -m training.report", description=__doc__)
    options.add_argument(
        "--treebanks", type=Path, default=TREEBANK_FOLDER, help="folder of .conllu or .conllu.xz files"
    )
    options.add_argument("--measured", type=Path, default=BUILD / "measuring", help="model trained on train splits")
    options.add_argument("--shipped", type=Path, default=Path("pipeline/english"), help="model whose size is reported")
    options.add_argument("--out", type=Path, default=Path("docs/parser.md"), help="page to write")
    chosen = options.parse_args()
    if not (chosen.measured / "lemmas.json.gz").exists():
        raise SystemExit(
            f"{chosen.measured} holds no model; run `python -m training --only measuring` (30 minutes) first"
        )
    write_report(chosen.treebanks, chosen.measured, chosen.shipped, chosen.out)


if __name__ == "__main__":
    main()
