"""Command line: `python -m training --treebanks DIR --out pipeline/english`."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from spacy.language import Language

from training.finish import finish, save
from training.recipe import Settings, make_example, train
from training.treebanks import Paragraph, load, paragraphs

TREEBANKS = ("ewt", "gum")
TREEBANK_FOLDER = Path("../shared/data/treebanks")
BUILD = Path(__file__).parent / "build"


def read_corpus(folder: Path, splits: tuple[str, ...]) -> list[Paragraph]:
    """Paragraphs of these splits (train, dev, test) of all treebanks."""
    return [
        paragraph
        for treebank in TREEBANKS
        for split in splits
        for paragraph in paragraphs(load(folder, f"{treebank}-{split}"))
    ]


def _watch(folder: Path, held: list[Paragraph]) -> Callable[[Language, int], None]:
    """Save every checkpoint and print its accuracy on the paragraphs held out, if any."""

    def checkpoint(nlp: Language, step: int) -> None:
        save(nlp, folder)
        if held:
            scores = nlp.evaluate([make_example(nlp, paragraph) for paragraph in held])
            names = ("tag_acc", "pos_acc", "dep_uas", "dep_las", "sents_f")
            print(f"step {step} dev:", {name: round(100 * scores[name], 2) for name in names}, flush=True)

    return checkpoint


def measure(treebanks: Path, build: Path, settings: Settings) -> None:
    """Train on the train splits only; the model that training.report measures."""
    corpus = read_corpus(treebanks, ("train",))
    folder = build / "measuring"
    train(corpus, settings, _watch(folder, read_corpus(treebanks, ("dev",))))
    finish(folder, folder, corpus, settings, splits="train")


def ship(treebanks: Path, build: Path, out: Path, settings: Settings) -> None:
    """Train on all splits; the model that is shipped."""
    corpus = read_corpus(treebanks, ("train", "dev", "test"))
    folder = build / "shipping"
    train(corpus, settings, _watch(folder, []))
    finish(folder, out, corpus, settings, splits="train, dev and test")


def main() -> None:
    """Parse the options and train."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("--treebanks", type=Path, default=TREEBANK_FOLDER, help="folder of .conllu or .conllu.xz files")
    parser.add_argument("--out", type=Path, default=Path("pipeline/english"), help="folder of the shipped model")
    parser.add_argument("--only", choices=("measuring", "shipping"), help="train one of the two models")
    parser.add_argument("--steps", type=int, default=Settings().steps, help="number of batches")
    parser.add_argument("--no-clusters", action="store_true", help="leave the Brown clusters out")
    parser.add_argument("--build", type=Path, default=BUILD, help="folder of checkpoints and the measuring model")
    options = parser.parse_args()
    settings = Settings(steps=options.steps, clusters=not options.no_clusters)
    if options.only != "shipping":
        measure(options.treebanks, options.build, settings)
    if options.only != "measuring":
        ship(options.treebanks, options.build, options.out, settings)


if __name__ == "__main__":
    main()
