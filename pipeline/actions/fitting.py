"""Fits the model step to the codebook's own examples, once for each state of codebook, parser and recipe."""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from pipeline.actions.coder import ActionCoder
from pipeline.actions.model import Features, Model, extract_features, fit_model
from pipeline.actions.proofs import given_mentions, unmark_example
from pipeline.codebook.actions import NULL_CODE, ActionBook, Example
from pipeline.syntax import Parser

RECIPE = "1"
"""Goes up when features or fitting change, so that no older model is taken for a new one."""


def obtain_model(coder: ActionCoder, parser: Parser, *, folder: Path) -> Model:
    """The model of a codebook: from the cache folder, else fitted now and kept there.

    Args:
        coder: built from the codebook, without a model.
        parser: the parser.
        folder: where models are kept; one that cannot be written is no fault.
    """
    path = folder / f"model-{_fingerprint(coder.book, parser)}.npz"
    try:
        return Model.load(path)
    except (OSError, ValueError, KeyError, EOFError):
        model = fit_model(list(gather_examples(coder, parser, coder.book.examples)))
    with suppress(OSError):  # a read-only home: the model is fitted again next time
        model.save(path)
    return model


def gather_examples(coder: ActionCoder, parser: Parser, examples: Sequence[Example]) -> Iterator[tuple[Features, str]]:
    """Features and root code of each example that marks both actors."""
    marked = [(example, unmark_example(example.text)) for example in examples if _is_fit(example)]
    trees = parser.parse([plain.text for _, plain in marked])
    for (example, plain), tree in zip(marked, trees, strict=True):
        if tree is None:
            continue
        graph, cast, _ = coder.open_sentence(tree, list(given_mentions(plain)))
        if len(cast.actors) == 2:
            source, target = cast.actors
            features = extract_features(graph, source, target)
            if features:
                yield features, example.code[:2]


def _is_fit(example: Example) -> bool:
    return not example.counter and example.code != NULL_CODE and "<s>" in example.text and "<t>" in example.text


def _fingerprint(book: ActionBook, parser: Parser) -> str:
    parts = [RECIPE, parser.fingerprint, *(f"{example.code} {example.text}" for example in book.examples)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
