"""The model step: where no pattern links two mentions that the tree connects, a linear model proposes the root code.

A softmax regression over features of the tree between the two mentions, fitted only to the codebook's own examples
when the codebook is compiled. Deterministic: features are hashed by CRC-32, examples are visited in the order of a
fixed linear congruential shuffle, weights start at zero.
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias
from zlib import crc32

from pipeline.actions.graph import Graph
from pipeline.actions.slots import Actor

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

BUCKETS = 1 << 15
EPOCHS = 12
RATE = 0.35
DECAY = 1e-5
CONTENT = frozenset({"VERB", "NOUN", "ADJ", "ADV", "AUX"})
Features = tuple[int, ...]
Floats: TypeAlias = "npt.NDArray[np.float32]"


@dataclass(frozen=True, slots=True)
class Model:
    """A fitted model.

    Attributes:
        classes: CAMEO root codes, in the order of the columns of ``weights``.
        weights: shape (BUCKETS, classes), float32.
    """

    classes: tuple[str, ...]
    weights: Floats

    def propose(self, features: Features) -> tuple[str, float]:
        """The likeliest root code and its probability (0-1)."""
        scores = _softmax(self.weights[list(features)].sum(axis=0))
        best = int(scores.argmax())
        return self.classes[best], float(scores[best])

    def save(self, path: Path) -> None:
        """Write the model to ``path``, which appears whole or not at all."""
        import numpy as np

        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(f"{path.name}.{os.getpid()}.tmp")
        with temporary.open("wb") as file:
            np.savez(file, classes=np.array(self.classes), weights=self.weights)
        temporary.replace(path)

    @classmethod
    def load(cls, path: Path) -> "Model":
        """Read what :meth:`save` wrote.

        Raises:
            OSError, ValueError, KeyError: there is no such file, or it is broken.
        """
        import numpy as np

        with np.load(path, allow_pickle=False) as stored:
            return cls(tuple(map(str, stored["classes"])), stored["weights"])


def fit_model(examples: Sequence[tuple[Features, str]]) -> Model:
    """Fit the model.

    Args:
        examples: features of each example with its CAMEO root code.
    """
    import numpy as np

    classes = tuple(sorted({root for _, root in examples}))
    weights = np.zeros((BUCKETS, len(classes)), dtype=np.float32)
    total = np.zeros_like(weights)
    order = list(range(len(examples)))
    for epoch in range(EPOCHS):
        order = _shuffle(order, epoch + 1)
        for number in order:
            features, root = examples[number]
            index = list(features)
            gradient = -_softmax(weights[index].sum(axis=0))
            gradient[classes.index(root)] += 1.0
            weights[index] += (RATE / (1 + epoch)) * gradient
        weights *= 1.0 - DECAY
        total += weights
    return Model(classes, (total / EPOCHS).astype(np.float32))


def _shuffle(order: list[int], seed: int) -> list[int]:
    """A fixed permutation that depends on nothing but its arguments."""
    return sorted(order, key=lambda number: crc32(f"{seed}:{number}".encode()))


def _softmax(scores: Floats) -> Floats:
    import numpy as np

    raised = np.exp(scores - scores.max())
    return np.asarray(raised / raised.sum(), dtype=np.float32)


def extract_features(graph: Graph, source: Actor, target: Actor) -> Features:
    """Hashed features of the tree between two mentions; empty where the tree does not connect them."""
    up = _path(graph, source.head)
    down = _path(graph, target.head)
    meeting = meeting_word(graph, source, target)
    if meeting is None:
        return ()
    names = sorted(set(_name_features(graph, source, target, meeting, up, down)))
    return tuple(dict.fromkeys(crc32(name.encode()) % BUCKETS for name in names))


def meeting_word(graph: Graph, source: Actor, target: Actor) -> int | None:
    """The lowest word above both mentions, or None where they hang on different trees."""
    below = set(_path(graph, target.head))
    return next((token for token in _path(graph, source.head) if token in below), None)


def _path(graph: Graph, token: int) -> list[int]:
    return [token, *graph.ancestors(token)]


def _name_features(
    graph: Graph, source: Actor, target: Actor, meeting: int, up: list[int], down: list[int]
) -> Iterator[str]:
    tree = graph.tree
    mentioned = {*range(source.first, source.last), *range(target.first, target.last)}
    lemma = tree.lemmas[meeting] if meeting not in mentioned else "-"
    yield "bias"
    yield f"meet={lemma}"
    yield f"up={'<'.join(tree.labels[at] for at in up[: up.index(meeting)])}"
    steps = down[: down.index(meeting)]
    yield f"down={'<'.join(tree.labels[at] for at in steps)}"
    for at in steps:
        if at not in mentioned:
            yield f"way={tree.lemmas[at]}"
            yield f"meet+way={lemma}+{tree.lemmas[at]}"
        for marker in graph.markers(at):
            yield f"prep={marker}"
            yield f"meet+prep={lemma}+{marker}"
    for at in graph.objects(meeting):
        if at not in mentioned:
            yield f"object={tree.lemmas[at]}"
            yield f"meet+object={lemma}+{tree.lemmas[at]}"
    for at in graph.subtree(meeting):
        if tree.tags[at] in CONTENT and at not in mentioned:
            yield f"word={tree.lemmas[at]}"
    for at in graph.labelled(meeting, "aux", "advmod", "compound:prt", "xcomp", "ccomp"):
        yield f"meet+{tree.labels[at]}={lemma}+{tree.lemmas[at]}"
