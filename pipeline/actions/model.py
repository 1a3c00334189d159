"""The model step: a linear model that proposes the root of what one mention does to another, or that it does nothing.

A softmax regression (averaged stochastic gradient descent) over the features of the pair, fitted only to the codebook's
own examples when the codebook is compiled. Deterministic: features are hashed by CRC-32, examples are visited in the
order of fixed shuffles, weights start at zero.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias
from zlib import crc32

from pipeline.actions.features import BUCKETS, Features

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

EPOCHS = 8
RATE = 0.1
DECAY = 0.1
"""Share of each weight that is lost after an epoch."""
READINGS = 8
"""How often in an epoch the weights go into the average; the more, the less the order of the examples matters."""
SURE = 0.9
"""An example whose class has this probability teaches nothing more."""
Floats: TypeAlias = "npt.NDArray[np.float32]"


@dataclass(frozen=True, slots=True)
class Model:
    """A fitted model.

    Attributes:
        classes: CAMEO root codes, and NULL_CODE for pairs that do nothing to each other, in the order of the columns
            of ``weights``.
        weights: shape (BUCKETS, classes), float32.
    """

    classes: tuple[str, ...]
    weights: Floats

    def weigh(self, features: Features) -> dict[str, float]:
        """The probability of each class; they sum up to 1."""
        scores = _softmax(self.weights[list(features)].sum(axis=0))
        return dict(zip(self.classes, map(float, scores), strict=True))

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
        examples: features of each pair with its CAMEO root code, or NULL_CODE.
    """
    import numpy as np

    classes = tuple(sorted({root for _, root in examples}))
    columns = {root: column for column, root in enumerate(classes)}
    known = [(np.array(features), columns[root]) for features, root in examples]
    weights = np.zeros((BUCKETS, len(classes)), dtype=np.float32)
    total = np.zeros_like(weights)
    order = list(range(len(examples)))
    for epoch in range(EPOCHS):
        order = _shuffle(order, epoch + 1)
        for part in range(READINGS):
            for number in order[part::READINGS]:
                index, column = known[number]
                own = weights[index]
                step = -_softmax(own.sum(axis=0))
                if -step[column] < SURE:
                    step[column] += 1.0
                    weights[index] = own + (RATE / (1 + epoch)) * step
            total += weights
        weights *= 1.0 - DECAY
    return Model(classes, (total / (EPOCHS * READINGS)).astype(np.float32))


def _shuffle(order: list[int], seed: int) -> list[int]:
    """A fixed permutation that depends on nothing but its arguments."""
    return sorted(order, key=lambda number: crc32(f"{seed}:{number}".encode()))


def _softmax(scores: Floats) -> Floats:
    import numpy as np

    raised = np.exp(scores - scores.max())
    return np.asarray(raised / raised.sum(), dtype=np.float32)
