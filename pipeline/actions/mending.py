"""What all repairs of trees share: to look below a word, to hang it elsewhere, to work through a table of repairs."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from pipeline.syntax import Tree

NOMINAL = frozenset({"NOUN", "PROPN"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})
AUXILIARY = frozenset({"aux", "aux:pass"})
PASSIVE_OR_ACTIVE = frozenset({"nsubj", "nsubj:pass"})

Repairs = tuple[tuple[frozenset[str], Callable[[Tree], Iterator[tuple[Any, ...]]], Callable[..., Tree]], ...]
"""Labels without which there is nothing to find, what to look for in a tree, and how to mend it; in this order."""


def mend(tree: Tree, repairs: Repairs) -> Tree:
    """The tree after all repairs, one kind after the other; without anything to mend it comes back as it is."""
    for labels, find, make in repairs:
        for words in find(tree) if labels.issubset(tree.labels) else ():
            tree = make(tree, *words)
    return tree


def labels_below(tree: Tree, token: int) -> set[str]:
    """UD labels of the words that hang on ``token``."""
    return {label for head, label in zip(tree.heads, tree.labels, strict=True) if head == token}


def hang(tree: Tree, word: int, head: int, label: str) -> Tree:
    """The tree with ``word``, and all below it, below another head."""
    heads, labels = list(tree.heads), list(tree.labels)
    heads[word], labels[word] = head, label
    return replace(tree, heads=tuple(heads), labels=tuple(labels))
