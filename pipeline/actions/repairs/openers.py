"""Finds the subject that the parser drew into the participle before it: "Visiting Lima, Haas accused Peru"."""

from collections.abc import Iterator
from dataclasses import replace

from pipeline.actions.repairs.mending import AUXILIARY, NOMINAL, PASSIVE_OR_ACTIVE, Repair, Repairs, labels_below
from pipeline.syntax import Tree

OPENING = frozenset({"root", "csubj"})
DRAWN = frozenset({"root", "xcomp", "acl", "advcl", "ccomp", "parataxis", "conj"})
NAMES = frozenset({"NOUN", "PROPN", "ADJ", "DET", "NUM", "PART", "PUNCT"})


def _find_openers(tree: Tree) -> Iterator[tuple[int, int]]:
    """The comma after a participle that opens the sentence, and the verb right after the noun phrase behind it."""
    if len(tree.words) < 5 or tree.xpos[0] != "VBG" or tree.labels[0] not in OPENING or "," not in tree.words:
        return
    comma = tree.words.index(",")
    verb = comma + 1
    while verb < len(tree.words) and tree.tags[verb] in NAMES and tree.words[verb] != ",":
        verb += 1
    if verb == len(tree.words) or verb == comma + 1 or tree.tags[verb] != "VERB":
        return
    past = tree.xpos[verb] in {"VBD", "VBN", "VBZ"} and tree.labels[verb] in DRAWN
    if past and tree.tags[verb - 1] in NOMINAL and not labels_below(tree, verb) & {*PASSIVE_OR_ACTIVE, *AUXILIARY}:
        yield comma, verb


def _make_opener(tree: Tree, comma: int, verb: int) -> Tree:
    """Make the verb the root, the noun phrase its subject, and the participle a clause of it."""
    heads, labels, xpos = list(tree.heads), list(tree.labels), list(tree.xpos)
    name, phrase = verb - 1, range(comma + 1, verb)
    place = max((t for t in range(1, comma) if tree.tags[t] in NOMINAL), default=0)
    for token, head in enumerate(tree.heads):
        if token in phrase and head not in phrase:
            heads[token], labels[token] = name, labels[token] if labels[token] in {"det", "amod"} else "compound"
        elif token <= comma and head > comma:
            heads[token], labels[token] = (0, "obj") if token == place else (place, labels[token])
        elif token > verb and (head in phrase or head == 0):
            heads[token] = verb
    heads[verb], labels[verb], xpos[verb] = -1, "root", "VBZ" if xpos[verb] == "VBZ" else "VBD"
    heads[name], labels[name] = verb, "nsubj"
    heads[0], labels[0] = verb, "advcl"
    return replace(tree, heads=tuple(heads), labels=tuple(labels), xpos=tuple(xpos))


OPENERS: Repairs = (Repair(frozenset(), _find_openers, _make_opener),)
