"""Mends objects: who gets something, taken for a part of it, and a titled name taken for what the subject is."""

from collections.abc import Iterator
from dataclasses import replace

from pipeline.actions.repairs.mending import NOMINAL, Repair, Repairs, hang, labels_below
from pipeline.syntax import Tree

BEFORE = frozenset({"det", "amod", "compound", "nmod:poss", "nmod:unmarked", "nummod"})
COUNTED = frozenset({"NUM", "DET", "SYM"})
TOWARDS = frozenset({"to", "for"})


def _find_counted(tree: Tree, giving: frozenset[str]) -> Iterator[tuple[int, int, int]]:
    """Those who get something, taken for a part of it before its number: "handed the navy ten old boats".

    Gives who gets it, the verb, and what is given.
    """
    for word, above in enumerate(tree.heads):
        noun = tree.heads[above] if tree.labels[above] == "nummod" else above
        verb = tree.heads[noun]
        given = tree.labels[noun] == "obj" and 0 <= verb < word < noun and tree.lemmas[verb] in giving
        getter = given and tree.labels[word] == "compound" and tree.tags[word] in NOMINAL
        if getter and tree.tags[word + 1] in COUNTED and {word + 1, tree.heads[word + 1]} & {word, above, noun}:
            yield word, verb, noun


def _find_getters(tree: Tree, giving: frozenset[str], recipients: frozenset[str]) -> Iterator[tuple[int, int, int]]:
    """The same where no number tells them apart: "sold the army rifles", but not "handed the army command to Fiji"."""
    for word, noun in enumerate(tree.heads):
        verb = tree.heads[noun]
        given = tree.labels[noun] == "obj" and verb < word == noun - 1 and tree.lemmas[verb] in giving
        if not given or tree.labels[word] != "compound" or tree.lemmas[word] not in recipients:
            continue
        marked = {tree.lemmas[t] for t, head in enumerate(tree.heads) if tree.heads[head] in {noun, verb} and t > noun}
        opened = any(head == noun and tree.labels[t] == "det" for t, head in enumerate(tree.heads))
        if opened and not marked & TOWARDS:
            yield word, verb, noun


def _make_getter(tree: Tree, word: int, verb: int, noun: int) -> Tree:
    """Hang who gets something on the verb, with all that stands before it, and the number after it on what is given."""
    heads = [
        word if head == noun and verb < token < word and tree.labels[token] in BEFORE else head
        for token, head in enumerate(tree.heads)
    ]
    tree = hang(replace(tree, heads=tuple(heads)), word, verb, "iobj")
    return hang(tree, word + 1, noun, "nummod") if tree.heads[word + 1] == word else tree


def _find_titled(tree: Tree) -> Iterator[tuple[int, int, str]]:
    """Names with a title taken for what the subject is or does: "blamed outgoing President Jan Haas"."""
    for name, verb in enumerate(tree.heads):
        if tree.labels[name] != "xcomp" or tree.tags[name] != "PROPN" or not 0 <= verb < name:
            continue
        below = labels_below(tree, name)
        titled = "nmod:desc" in below and not below & {"mark", "case", "cop", "nsubj"}
        if titled and not labels_below(tree, verb) & {"obj", "iobj"}:
            yield name, verb, "obj"


OBJECTS: Repairs = (
    Repair(frozenset({"compound", "obj"}), _find_counted, _make_getter, ("giving",)),
    Repair(frozenset({"compound", "obj"}), _find_getters, _make_getter, ("giving", "recipients")),
    Repair(frozenset({"xcomp", "nmod:desc"}), _find_titled, hang),
)
