"""Finds the subject that the parser drew into the participle before it: "Visiting Lima, Haas accused Peru"."""

from collections.abc import Iterator
from dataclasses import replace

from pipeline.actions.repairs.mending import AUXILIARY, NOMINAL, PASSIVE_OR_ACTIVE, Repair, Repairs, hang, labels_below
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


def _find_gerunds(tree: Tree) -> Iterator[tuple[int, int, int]]:
    """Gerunds that open a sentence, taken for its verb: "After meeting the king in Lima, the bishop called for".

    Gives the verb, its subject and the gerund.
    """
    gerund = tree.labels.index("root") if "root" in tree.labels else 0
    opened = tree.xpos[gerund] == "VBG" and tree.labels[0] == "mark" and tree.heads[0] == gerund
    if not opened or labels_below(tree, gerund) & {*AUXILIARY, *PASSIVE_OR_ACTIVE, "cop"}:
        return
    comma = next((t for t in range(gerund, len(tree.words)) if tree.words[t] == ","), len(tree.words))
    for verb, noun in enumerate(tree.heads):
        past = tree.labels[verb] == "acl" and tree.xpos[verb] in {"VBN", "VBD"}
        if past and comma < noun < verb and tree.heads[noun] == gerund and "obl:agent" not in labels_below(tree, verb):
            yield verb, noun, gerund
            return


def _make_gerund(tree: Tree, verb: int, noun: int, gerund: int) -> Tree:
    """Make the verb the root, and the gerund a clause of it."""
    heads = tuple(verb if head == gerund and token > verb else head for token, head in enumerate(tree.heads))
    xpos = list(tree.xpos)
    xpos[verb] = "VBD"
    tree = hang(replace(tree, heads=heads, xpos=tuple(xpos)), verb, -1, "root")
    return hang(hang(tree, noun, verb, "nsubj"), gerund, verb, "advcl")


OPENERS: Repairs = (Repair(frozenset(), _find_openers, _make_opener),)

GERUNDS: Repairs = (Repair(frozenset({"acl", "mark"}), _find_gerunds, _make_gerund),)
"""What is mended before the verb of a sentence is looked for."""
