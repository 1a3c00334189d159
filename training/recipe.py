"""Trains the network: batches, steps, checkpoints."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from thinc.api import Adam, fix_random_seed, warmup_linear

from training.augment import augment
from training.clusters import add_clusters
from training.tokens import adapt
from training.treebanks import Paragraph


@dataclass(frozen=True, slots=True)
class Settings:
    """Choices of one training run; docs/parser.md reports what they were compared with.

    `steps` counts batches; `batch_first`, `batch_last` and `growth` give the words per batch, which grow by the factor
    `growth` at every step; `learn_rate` is Adam's at its highest, after `warmup` steps; `dropout` is a share of units;
    `interval` is the number of steps between two checkpoints; `clusters` switches the Brown clusters on.
    """

    steps: int = 6000
    batch_first: float = 300.0
    batch_last: float = 1000.0
    growth: float = 1.002
    learn_rate: float = 0.0015
    warmup: int = 250
    dropout: float = 0.2
    interval: int = 1000
    seed: int = 7
    clusters: bool = True


def make_doc(nlp: Language, paragraph: Paragraph) -> Doc:
    """The gold Doc of a paragraph."""
    heads: list[int] = []
    for sentence in paragraph:
        offset = len(heads)
        heads.extend(head + offset for head in sentence.heads)
    return Doc(
        nlp.vocab,
        words=[word for sentence in paragraph for word in sentence.words],
        spaces=[space for sentence in paragraph for space in sentence.spaces],
        tags=[tag for sentence in paragraph for tag in sentence.xpos],
        pos=[tag for sentence in paragraph for tag in sentence.tags],
        heads=heads,
        deps=[label for sentence in paragraph for label in sentence.labels],
    )


def make_example(nlp: Language, paragraph: Paragraph) -> Example:
    """What the tokenizer makes of the paragraph's text, beside the gold Doc."""
    gold = make_doc(nlp, paragraph)
    return Example(nlp.make_doc(gold.text), gold)


def make_pipeline(settings: Settings) -> Language:
    """An empty pipeline with tokenizer rules and clusters."""
    config = spacy.util.load_config(Path(__file__).parent / "config.cfg")
    config["components"]["tok2vec"]["model"]["embed"]["include_static_vectors"] = settings.clusters
    nlp = spacy.util.load_model_from_config(config, auto_fill=True)
    adapt(nlp)
    if settings.clusters:
        add_clusters(nlp)
    return nlp


def train(corpus: Sequence[Paragraph], settings: Settings, checkpoint: Callable[[Language, int], None]) -> Language:
    """Train on `corpus`; `checkpoint` sees the averaged pipeline every `settings.interval` steps and at the end."""
    fix_random_seed(settings.seed)
    nlp = make_pipeline(settings)
    examples = [make_example(nlp, paragraph) for paragraph in corpus]
    nlp.initialize(lambda: examples)
    rates: Any = warmup_linear(settings.learn_rate, settings.warmup, settings.steps)
    optimizer = Adam(rates, L2=0.01, L2_is_weight_decay=True, grad_clip=1.0, use_averages=True)
    losses: dict[str, float] = {}
    started, seen = time.monotonic(), 0
    for step, batch in enumerate(_batches(nlp, corpus, examples, settings), start=1):
        nlp.update(batch, drop=settings.dropout, sgd=optimizer, losses=losses)
        optimizer.step_schedules()
        seen += sum(len(example.reference) for example in batch)
        if step % 100 == 0:
            _log(step, seen, time.monotonic() - started, losses)
        if step % settings.interval == 0 or step == settings.steps:
            with nlp.use_params(optimizer.averages):
                checkpoint(nlp, step)
    return nlp


def _batches(
    nlp: Language, corpus: Sequence[Paragraph], examples: Sequence[Example], settings: Settings
) -> Iterator[list[Example]]:
    """Batches of a growing number of words, `settings.steps` of them, over shuffled epochs."""
    dice = random.Random(settings.seed)
    batch: list[Example] = []
    step = words = 0
    while True:
        for number in dice.sample(range(len(corpus)), len(corpus)):
            varied = augment(corpus[number], dice)
            example = examples[number] if varied is corpus[number] else make_example(nlp, varied)
            batch.append(example)
            words += len(example.reference)
            if words >= min(settings.batch_first * settings.growth**step, settings.batch_last):
                yield batch
                batch, words, step = [], 0, step + 1
            if step == settings.steps:
                return


def _log(step: int, seen: int, seconds: float, losses: dict[str, float]) -> None:
    rounded = {name: round(value) for name, value in losses.items()}
    speed, minutes = seen / seconds, seconds / 60
    print(f"step {step}: {seen} words, {speed:.0f} words/s, {minutes:.1f} min, losses {rounded}", flush=True)
    losses.clear()
