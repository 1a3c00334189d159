"""Stores a trained pipeline as a small plain spaCy folder with lemma tables and attributions."""

from __future__ import annotations

import json
import platform
import shutil
from collections.abc import Sequence
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language

from training.lemmas import make_tables, write_tables
from training.recipe import Settings
from training.treebanks import Paragraph

LICENCE = "CC BY-SA 4.0"
SOURCES = [
    {
        "name": "UD English EWT",
        "url": "https://github.com/UniversalDependencies/UD_English-EWT",
        "license": "CC BY-SA 4.0",
        "author": "Natalia Silveira, Timothy Dozat, Christopher Manning, Sebastian Schuster and others",
    },
    {
        "name": "UD English GUM, without the genres whose texts are non-commercial",
        "url": "https://github.com/UniversalDependencies/UD_English-GUM",
        "license": "CC BY 4.0 (annotation); texts CC BY, CC BY-SA or public domain, per document",
        "author": "Amir Zeldes and others",
    },
    {
        "name": "WordNet 3.0 lemma lists and Brown clusters, as packaged in spacy-lookups-data",
        "url": "https://github.com/explosion/spacy-lookups-data",
        "license": "WordNet 3.0 licence; MIT",
        "author": "Princeton University; Explosion",
    },
]


def save(nlp: Language, folder: Path) -> None:
    """Write a checkpoint."""
    folder.mkdir(parents=True, exist_ok=True)
    nlp.to_disk(folder)


def finish(folder: Path, out: Path, corpus: Sequence[Paragraph], settings: Settings, *, splits: str) -> None:
    """Make the checkpoint in `folder` the model in `out`: small weights, few strings, tables, attributions."""
    nlp = spacy.load(folder)
    _round_weights(nlp)
    nlp.meta.update(_meta(corpus, settings, splits))
    fresh = out.with_name(out.name + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    save(nlp, fresh)
    _prune_strings(nlp, fresh / "vocab" / "strings.json")
    write_tables(make_tables(corpus), fresh / "lemmas.json.gz")
    shutil.rmtree(out, ignore_errors=True)
    fresh.rename(out)


def _round_weights(nlp: Language) -> None:
    """Round weights to 16-bit precision; they stay 32-bit numbers, but compress better."""
    pipes: list[Any] = [pipe for _, pipe in nlp.pipeline]
    for pipe in pipes:
        for node in pipe.model.walk():
            for name in node.param_names:
                if node.has_param(name):
                    node.set_param(name, node.get_param(name).astype("float16").astype("float32"))


def _prune_strings(nlp: Language, path: Path) -> None:
    """Keep the strings of a blank pipeline and of labels; the words of the treebanks are not needed to parse."""
    kept = set(spacy.blank("en").vocab.strings)
    for name in nlp.pipe_names:
        for label in getattr(nlp.get_pipe(name), "labels", ()):
            kept.update((label, *label.replace("||", "|").split("|"), *label.split("=")))
            kept.update(part.split("-", 1)[-1] for part in label.split("||"))
    strings = [text for text in nlp.vocab.strings if text in kept]
    path.write_text(json.dumps(sorted(strings), ensure_ascii=False), encoding="utf-8")


def _meta(corpus: Sequence[Paragraph], settings: Settings, splits: str) -> dict[str, Any]:
    """What meta.json says of origin, terms and circumstances."""
    return {
        "name": "demarche",
        "version": "1.0.0",
        "spacy_version": ">=3.8.0,<3.9.0",
        "description": "Tagger and dependency parser for English news, Universal Dependencies labels",
        "license": LICENCE,
        "sources": SOURCES,
        "training": {
            "splits": splits,
            "sentences": sum(map(len, corpus)),
            "words": sum(len(sentence.words) for paragraph in corpus for sentence in paragraph),
            "settings": asdict(settings),
            "versions": {name: version(name) for name in ("spacy", "thinc", "numpy", "spacy-lookups-data")},
            "python": platform.python_version(),
        },
    }
