"""Hangs words of negation on what they deny: "neither Peru nor Fiji has signed", but "not only closed its border"."""

from collections.abc import Iterator

from pipeline.actions.repairs.mending import NOMINAL, PASSIVE_OR_ACTIVE, Repair, Repairs, hang
from pipeline.syntax import Tree

MERELY = frozenset({"only", "just", "merely", "simply"})


def _find_only(tree: Tree) -> Iterator[tuple[int, int, str]]:
    """A "not" that denies only the "only" after it: "not only closed its border but expelled the envoy"."""
    for word in range(len(tree.words) - 1):
        denied = tree.lemmas[word] == "not" and tree.lemmas[word + 1] in MERELY
        if denied and tree.labels[word] == "advmod" and tree.heads[word] == tree.heads[word + 1]:
            yield word, word + 1, "advmod"


def _find_neither(tree: Tree) -> Iterator[tuple[int, int, str]]:
    """A "neither" of the subjects: what they do is denied."""
    for word, subject in enumerate(tree.heads):
        paired = tree.lemmas[word] == "neither" and tree.labels[word] == "cc:preconj"
        if paired and tree.labels[subject] in PASSIVE_OR_ACTIVE:
            yield word, tree.heads[subject], "advmod"


def _find_nor(tree: Tree) -> Iterator[tuple[int, int, str]]:
    """A "nor" before a second clause: "would not recognise Fiji, nor would it free the men"."""
    for word, verb in enumerate(tree.heads):
        if tree.lemmas[word] == "nor" and tree.labels[word] == "cc" and tree.tags[verb] not in NOMINAL:
            yield word, verb, "advmod"


NEGATIONS: Repairs = (
    Repair(frozenset({"advmod"}), _find_only, hang),
    Repair(frozenset({"cc:preconj"}), _find_neither, hang),
    Repair(frozenset({"cc", "conj"}), _find_nor, hang),
)
