"""Finds the verb behind an apposition, taken for a part of it: "Chad, a member of the club, closed its border"."""

from collections.abc import Iterator
from dataclasses import replace

from pipeline.actions.repairs.mending import NOMINAL, PASSIVE_OR_ACTIVE, Repair, Repairs, labels_below
from pipeline.syntax import Tree

PAST = frozenset({"VBD", "VBN", "VBZ"})
HUNG = frozenset({"acl", "parataxis", "conj", "advcl"})
LISTED = frozenset({"conj", "appos", "parataxis", "list"})


def _find_apposed(tree: Tree) -> Iterator[tuple[int, int, int | None]]:
    """The verb right behind the comma that ends an apposition, its subject, and its object if the verb was hung on it.

    Without that verb the sentence has none; of a list ("Chad, Fiji and Mali") the last is joined by a word.
    """
    root = tree.labels.index("root") if "root" in tree.labels else 0
    if tree.tags[root] not in NOMINAL or labels_below(tree, root) & {"cop", *PASSIVE_OR_ACTIVE}:
        return
    aside = _find_aside(tree, root)
    if aside is None:
        return
    for verb in range(aside + 2, len(tree.words) - 1):
        if tree.words[verb - 1] != "," or tree.xpos[verb] not in PAST or labels_below(tree, verb) & {"cc", "obl:agent"}:
            continue
        above = tree.heads[verb]
        if tree.labels[verb] in HUNG and above in {root, aside}:
            yield verb, root, None
            return
        listed = tree.labels[above] in LISTED and tree.heads[above] in {root, aside}
        if tree.labels[verb] == "amod" and listed and "cc" not in labels_below(tree, above):
            yield verb, root, above
            return


def _find_aside(tree: Tree, noun: int) -> int | None:
    return next((t for t, head in enumerate(tree.heads) if head == noun < t and tree.labels[t] == "appos"), None)


def _make_apposed(tree: Tree, verb: int, subject: int, thing: int | None) -> Tree:
    """Make the verb the root, with its subject, its object and all that follows."""
    heads, labels, xpos = list(tree.heads), list(tree.labels), list(tree.xpos)
    aside = _find_aside(tree, subject)
    for token, head in enumerate(tree.heads):
        if token > verb and head in {subject, aside}:
            heads[token] = verb
    heads[verb], labels[verb], xpos[verb] = -1, "root", "VBZ" if xpos[verb] == "VBZ" else "VBD"
    heads[subject], labels[subject] = verb, "nsubj"
    if thing is not None:
        heads[thing], labels[thing] = verb, "obj"
    return replace(tree, heads=tuple(heads), labels=tuple(labels), xpos=tuple(xpos))


APPOSITIONS: Repairs = (Repair(frozenset({"appos"}), _find_apposed, _make_apposed),)
