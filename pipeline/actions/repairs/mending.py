"""What all repairs of trees share: to look below a word, to hang it elsewhere, to work through a table of repairs."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Any, NamedTuple

from pipeline.actions.lexicon import Lexicon
from pipeline.syntax import Tree

NOMINAL = frozenset({"NOUN", "PROPN"})
NAMING = frozenset({"flat", "compound", "nmod:desc", "appos"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})
AUXILIARY = frozenset({"aux", "aux:pass"})
NOTHING: frozenset[str] = frozenset()
PASSIVE_OR_ACTIVE = frozenset({"nsubj", "nsubj:pass"})
LOOSE = frozenset({"parataxis", "conj", "advcl", "acl", "acl:relcl", "ccomp"})
"""Labels of clauses that may have been hung on a wrong word."""


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
    """The tree after all repairs, one kind after the other; without anything to mend it comes back as it is.

    What would hang a word below itself is not done: two errors in one place may ask for that.
    """
    seen = set(tree.labels)
    for labels, find, make, sets in repairs:
        if labels <= seen:
            for words in find(tree, *(getattr(lexicon, name) for name in sets)):
                mended = make(tree, *words)
                tree = mended if _is_rooted(mended) else tree
                seen.update(tree.labels)
    return tree


def _is_rooted(tree: Tree) -> bool:
    """Whether the way up from each word ends at the root."""
    rooted: set[int] = set()
    for token in range(len(tree.heads)):
        way: list[int] = []
        while token >= 0 and token not in rooted:
            if len(way) > len(tree.heads):
                return False
            way.append(token)
            token = tree.heads[token]
        rooted.update(way)
    return True


def labels_below(tree: Tree, token: int) -> frozenset[str]:
    """UD labels of the words that hang on ``token``."""
    return _group_labels(tree.heads, tree.labels).get(token, NOTHING)


@lru_cache(maxsize=8)
def _group_labels(heads: tuple[int, ...], labels: tuple[str, ...]) -> dict[int, frozenset[str]]:
    """The labels below each word; all repairs of a tree ask for them."""
    below: dict[int, set[str]] = {}
    for head, label in zip(heads, labels, strict=True):
        below.setdefault(head, set()).add(label)
    return {head: frozenset(found) for head, found in below.items()}


def is_finite(tree: Tree, verb: int) -> bool:
    """Whether a verb is in the present or past tense, by itself or by an auxiliary."""
    helped = labels_below(tree, verb) & {*AUXILIARY, "cop"}
    return tree.tags[verb] == "VERB" and (tree.xpos[verb] in FINITE or bool(helped))


def is_intransitive(tree: Tree, verb: int, intransitive: frozenset[str]) -> bool:
    """Whether a verb has no passive, alone or with the word after it: "clashed", "called for"."""
    lemma, after = tree.lemmas[verb], tree.lemmas[verb + 1 : verb + 2]
    return lemma in intransitive or any(f"{lemma}_{word}" in intransitive for word in after)


def verb_names(tree: Tree, verb: int) -> set[str]:
    """A verb alone and with its particle or object: "open", "open_fire"."""
    lemma = tree.lemmas[verb]
    parts = (t for t, head in enumerate(tree.heads) if head == verb and tree.labels[t] in {"compound:prt", "obj"})
    return {lemma, *(f"{lemma}_{tree.lemmas[t]}" for t in parts)}


def hang(tree: Tree, word: int, head: int, label: str) -> Tree:
    """The tree with ``word``, and all below it, below another head."""
    heads, labels = list(tree.heads), list(tree.labels)
    heads[word], labels[word] = head, label
    return replace(tree, heads=tuple(heads), labels=tuple(labels))
