"""What all repairs of trees share: to look below a word, to hang it elsewhere, to work through a table of repairs."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, NamedTuple

from pipeline.actions.lexicon import Lexicon
from pipeline.syntax import Tree

NOMINAL = frozenset({"NOUN", "PROPN"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})
AUXILIARY = frozenset({"aux", "aux:pass"})
PASSIVE_OR_ACTIVE = frozenset({"nsubj", "nsubj:pass"})


class Repair(NamedTuple):
    """One kind of error and how it is mended.

    Attributes:
        labels: UD labels without which there is nothing to find.
        find: takes the tree and the sets, and gives the words of each error.
        make: takes the tree and what was found, and gives the mended tree.
        sets: names of the sets of the lexicon that ``find`` asks for, in its order.
    """

    labels: frozenset[str]
    find: Callable[..., Iterator[tuple[Any, ...]]]
    make: Callable[..., Tree]
    sets: tuple[str, ...] = ()


Repairs = tuple[Repair, ...]
"""What is mended one kind after the other, in this order."""


def mend(tree: Tree, repairs: Repairs, lexicon: Lexicon) -> Tree:
    """The tree after all repairs, one kind after the other; without anything to mend it comes back as it is."""
    seen = set(tree.labels)
    for labels, find, make, sets in repairs:
        if labels <= seen:
            for words in find(tree, *(getattr(lexicon, name) for name in sets)):
                tree = make(tree, *words)
                seen.update(tree.labels)
    return tree


def labels_below(tree: Tree, token: int) -> set[str]:
    """UD labels of the words that hang on ``token``."""
    return {label for head, label in zip(tree.heads, tree.labels, strict=True) if head == token}


def hang(tree: Tree, word: int, head: int, label: str) -> Tree:
    """The tree with ``word``, and all below it, below another head."""
    heads, labels = list(tree.heads), list(tree.labels)
    heads[word], labels[word] = head, label
    return replace(tree, heads=tuple(heads), labels=tuple(labels))
