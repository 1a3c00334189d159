"""Mends second clauses that the parser took for a part of the first: "recalled its envoy from Fiji and Peru closed"."""

from collections.abc import Iterator
from dataclasses import replace

from pipeline.actions.repairs.mending import (
    AUXILIARY,
    FINITE,
    NOMINAL,
    PASSIVE_OR_ACTIVE,
    Repair,
    Repairs,
    hang,
    labels_below,
)
from pipeline.syntax import Tree

CLAUSAL = frozenset({"advcl", "xcomp", "ccomp", "parataxis", "conj"})
NAMING = frozenset({"flat"})
INSIDE = frozenset({"obj", "obl", "nmod", "conj"})
BETWEEN = frozenset({"aux", "advmod"})
TAKEN = frozenset({"obj", "xcomp", "ccomp"})
HANDED = {"obj": "obj", "conj": "obj", "xcomp": "xcomp", "advcl": "xcomp", "ccomp": "ccomp"}
"""What a word behind a second verb is to it, by what the parser took it for."""


def _find_subjects(tree: Tree) -> Iterator[tuple[int, int, int, int]]:
    """Subjects taken for the last of a list: "recalled its envoy from Fiji and Peru closed its embassy".

    Gives the subject, the word that joins, the second verb and the first.
    """
    for verb, first in enumerate(tree.heads):
        bare = tree.labels[verb] in CLAUSAL and tree.xpos[verb] in FINITE and 0 <= first < verb
        bare = bare and tree.tags[first] == "VERB"
        if not bare or labels_below(tree, verb) & {*PASSIVE_OR_ACTIVE, "mark", "csubj"}:
            continue
        subject = verb - 1
        while subject > first and tree.heads[subject] == verb and tree.labels[subject] in BETWEEN:
            subject -= 1
        while subject > first and tree.labels[subject] in NAMING:
            subject = tree.heads[subject]
        joiner = _joiner(tree, subject)
        if tree.tags[subject] in NOMINAL and joiner is not None and first < tree.heads[subject] < joiner:
            yield subject, joiner, verb, first


def _joiner(tree: Tree, noun: int) -> int | None:
    """The "and" or "but" of a noun that is joined to another."""
    if noun < 0 or tree.labels[noun] != "conj":
        return None
    return next((t for t in range(noun) if tree.heads[t] == noun and tree.labels[t] == "cc"), None)


def _make_clause(tree: Tree, subject: int, joiner: int, verb: int, first: int) -> Tree:
    """Make a clause of the second verb, joined to the first."""
    return hang(hang(hang(tree, subject, verb, "nsubj"), joiner, verb, "cc"), verb, first, "conj")


def _find_bidden(tree: Tree, wanting: frozenset[str]) -> Iterator[tuple[int, int, int, int]]:
    """Second ones who are asked, taken for objects: "urged Peru to free the men and Fiji to close its camps".

    Gives who is asked, the word that joins, what they shall do, and what the first shall do.
    """
    for second in range(3, len(tree.words) - 2):
        joiner = _joiner(tree, second)
        if joiner is None or tree.lemmas[second + 1] != "to" or tree.labels[second + 1] != "mark":
            continue
        deed, first = tree.heads[second + 1], tree.heads[second]
        while first >= 0 and not _is_infinitive(tree, first):
            first = tree.heads[first]
        above = tree.heads[first] if first >= 0 else -1
        told = deed > second and tree.labels[deed] in {*CLAUSAL, "acl"}
        if above < 0 or not told or tree.lemmas[above] not in wanting:
            continue
        if any(tree.heads[t] == above and tree.labels[t] in {"obj", "iobj", "obl"} for t in range(above, first)):
            yield second, joiner, deed, first


def _find_swallowed(tree: Tree) -> Iterator[tuple[int, int, int]]:
    """Second verbs between their subject and their object, taken for a part of it: "and Fiji tightened controls".

    Gives the subject, the verb and the word that joins.
    """
    for verb, noun in _list_hidden(tree):
        subject = verb - 1
        if tree.tags[subject] != "PROPN":
            continue
        while tree.labels[subject] in NAMING and tree.heads[subject] < subject:
            subject = tree.heads[subject]
        if tree.heads[subject] not in {verb, noun} or tree.labels[subject] not in {"compound", "nsubj"}:
            continue
        parts = (t for t, head in enumerate(tree.heads) if head == subject and tree.labels[t] not in {"cc", "punct"})
        opens = min([subject, *parts])
        if opens and tree.labels[opens - 1] == "cc" and tree.heads[opens - 1] in {verb, noun, subject}:
            yield subject, verb, opens - 1


def _make_second(tree: Tree, subject: int, verb: int, joiner: int) -> Tree:
    """Join the verb to that of the clause before, with its subject and its object."""
    noun = tree.heads[verb]
    above = tree.heads[noun]
    while above >= 0 and tree.tags[above] != "VERB":
        above = tree.heads[above]
    if not 0 <= above < joiner:
        return tree
    return _make_clause(_take_object(tree, verb, noun), subject, joiner, verb, above)


def _list_hidden(tree: Tree) -> Iterator[tuple[int, int]]:
    """Past tenses taken for an adjective of the object or of a word joined to it, each with that noun."""
    for verb in range(2, len(tree.words)):
        noun = tree.heads[verb]
        past = tree.labels[verb] == "amod" and tree.xpos[verb] in {"VBN", "VBD"} and noun > verb
        if past and tree.labels[noun] in {"conj", "obj"}:
            yield verb, noun


def _take_object(tree: Tree, verb: int, noun: int) -> Tree:
    """Make the word a verb in the past tense, and the noun its object."""
    xpos = list(tree.xpos)
    xpos[verb] = "VBD"
    return hang(replace(tree, xpos=tuple(xpos)), noun, verb, "obj")


def _above_nouns(tree: Tree, noun: int) -> int:
    """The first word above a noun that is no noun, -1 for none."""
    above = tree.heads[noun]
    while above >= 0 and tree.tags[above] in NOMINAL:
        above = tree.heads[above]
    return above


def _find_series(tree: Tree) -> Iterator[tuple[int, int, int]]:
    """The middle one of three verbs, taken for a part of its object: "met Haas, freed two pilots and left for Fiji".

    Gives the verb, its object and the first verb.
    """
    for verb, noun in _list_hidden(tree):
        first = _above_nouns(tree, noun)
        last = (t for t, head in enumerate(tree.heads) if head == first and t > noun and tree.labels[t] == "conj")
        listed = tree.words[verb - 1] == "," and first >= 0 and tree.xpos[first] in FINITE
        if listed and any("cc" in labels_below(tree, t) for t in last):
            yield verb, noun, first


def _make_middle(tree: Tree, verb: int, noun: int, first: int) -> Tree:
    """Join the verb to the first one, with its object."""
    return hang(_take_object(tree, verb, noun), verb, first, "conj")


def _find_grouped(tree: Tree) -> Iterator[tuple[int, int, str]]:
    """Second verbs joined to the object of the first: "claimed victory on Friday and accused Fiji of fraud"."""
    for verb, noun in enumerate(tree.heads):
        past = tree.xpos[verb] == "VBD" or (tree.xpos[verb] == "VBN" and "obj" in labels_below(tree, verb))
        if tree.labels[verb] != "conj" or not past or tree.tags[noun] not in NOMINAL or tree.labels[noun] not in INSIDE:
            continue
        above = _above_nouns(tree, noun)
        finite = above >= 0 and (tree.xpos[above] in FINITE or bool(labels_below(tree, above) & {*AUXILIARY, "nsubj"}))
        if finite and above < noun < verb and not labels_below(tree, verb) & {*AUXILIARY, "obl:agent", "mark"}:
            yield verb, above, "conj"


def _is_infinitive(tree: Tree, verb: int) -> bool:
    marked = any(h == verb and tree.labels[t] == "mark" and tree.lemmas[t] == "to" for t, h in enumerate(tree.heads))
    return tree.xpos[verb] == "VB" and marked and not labels_below(tree, verb) & AUXILIARY


def _find_handed_over(tree: Tree) -> Iterator[tuple[int, int, str]]:
    """What stands right behind a second verb and was hung on the first: "slept and | claimed | responsibility"."""
    for verb, first in enumerate(tree.heads):
        joined = tree.labels[verb] == "conj" and tree.tags[verb] == "VERB" and 0 <= first < verb
        if not joined or labels_below(tree, verb) & {*TAKEN, *PASSIVE_OR_ACTIVE, "aux:pass"}:
            continue
        behind = range(verb + 1, len(tree.words))
        part = next((t for t in behind if tree.labels[t] not in {"advmod", "compound:prt"}), verb)
        while tree.heads[part] > part:
            part = tree.heads[part]
        label = HANDED.get(tree.labels[part])
        own = tree.heads[part] == first and "cc" not in labels_below(tree, part)
        if label and own and part > verb and (label != "xcomp" or tree.xpos[part] == "VB"):
            yield part, verb, label


JOINING: Repairs = (
    Repair(frozenset({"conj", "cc"}), _find_subjects, _make_clause),
    Repair(frozenset({"conj"}), _find_grouped, hang),
    Repair(frozenset({"amod", "cc"}), _find_swallowed, _make_second),
    Repair(frozenset({"amod", "cc", "conj"}), _find_series, _make_middle),
    Repair(frozenset({"conj", "cc"}), _find_handed_over, hang),
    Repair(frozenset({"conj", "cc", "mark"}), _find_bidden, _make_clause, ("wanting",)),
)
