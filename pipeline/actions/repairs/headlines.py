"""Mends what the parser makes of headlines and other short clauses: verbs taken for nouns, subjects for their parts."""

from collections.abc import Iterator
from dataclasses import replace

from pipeline.actions.repairs.mending import NOMINAL, Repair, Repairs, hang, labels_below
from pipeline.syntax import Tree

PARTS = frozenset({"compound", "nmod:unmarked"})
ADVERBIAL = frozenset({"advmod", "obl"})
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj", "cop"})
NAMING = PARTS | {"flat", "nmod:poss"}
HIDDEN = PARTS | {"nsubj", "root"}
OPENING = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "DET", "ADP", "ADV"})
"""Tags of the word after a verb in a headline."""


def _find_parts(tree: Tree) -> Iterator[tuple[int, int]]:
    """Names before a verb taken for parts of it: "Norway bans Fijian ships"."""
    for noun, verb in enumerate(tree.heads):
        if tree.labels[noun] not in PARTS or tree.tags[noun] not in NOMINAL or verb <= noun:
            continue
        below = labels_below(tree, verb)
        acts = tree.xpos[verb] in {"VBZ", "VBP", "VBD"} or (tree.labels[verb] == "root" and "obj" in below)
        if acts and not below & SUBJECTS and tree.labels[verb] not in PARTS:
            yield verb, noun


def _find_nouns(tree: Tree, verbs: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Verbs taken for the head of the noun phrase before them, where nothing else is one: "police fire on crowds".

    In a sentence with a full stop only where an adverb and a phrase say that it is a verb: "troops thrust deep into".
    """
    if any(xpos.startswith("VB") and xpos != "VBN" for xpos in tree.xpos):
        return
    below = ADVERBIAL if "." in tree.words[-1:] else frozenset[str]()
    for noun, root in enumerate(tree.heads):
        plural = tree.xpos[noun] in {"NNS", "NNPS"} or tree.lemmas[noun] in {"police", "people"}
        headed = root == noun + 1 and tree.labels[root] == "root" and tree.labels[noun] in PARTS
        if plural and headed and tree.words[root].lower() in verbs and below <= labels_below(tree, root):
            yield root, noun


def _make_verb(tree: Tree, verb: int, noun: int) -> Tree:
    """Make the word a verb in the present, and the noun its subject, with all that stands before it."""
    labels, tags, xpos = list(tree.labels), list(tree.tags), list(tree.xpos)
    labels[noun], tags[verb] = "nsubj", "VERB"
    xpos[verb] = xpos[verb] if xpos[verb].startswith("VB") else "VBZ"
    parts = {"amod", "det", "nummod", "nmod:poss", *PARTS}
    moved = [t for t, head in enumerate(tree.heads) if head == verb and t < noun and labels[t] in parts]
    heads = [noun if t in moved else head for t, head in enumerate(tree.heads)]
    return replace(tree, heads=tuple(heads), labels=tuple(labels), tags=tuple(tags), xpos=tuple(xpos))


def _find_singular(tree: Tree, verbs: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Verbs in -s taken for plurals between a name and another noun phrase: "Norway blocks access to a port".

    In a sentence with a full stop only where an article opens it: "The peace plan calls for a truce."
    """
    closed = "." in tree.words[-1:] and tree.tags[0] != "DET"
    if closed or any(xpos in {"VBD", "VBZ", "VBP", "MD"} for xpos in tree.xpos):
        return
    for verb in range(1, len(tree.words) - 1):
        noun = verb - 1
        plural = tree.xpos[verb] in {"NNS", "NNPS"} and tree.words[verb].islower() and tree.lemmas[verb] in verbs
        named = tree.tags[noun] == "PROPN" or (tree.tags[noun] == "NOUN" and tree.xpos[noun] != "NNS")
        above = tree.heads[verb]
        beside = tree.heads[noun] in {verb, above} and tree.labels[noun] in NAMING
        highest = above < 0 or (above > verb and tree.heads[above] < 0)
        if plural and named and beside and highest and tree.labels[verb] in HIDDEN and tree.tags[verb + 1] in OPENING:
            yield verb, noun
            return


def _make_singular(tree: Tree, verb: int, noun: int) -> Tree:
    """Make the word the verb of the headline, what stands before it the subject, and the noun after it the object."""
    heads, labels, tags, xpos = list(tree.heads), list(tree.labels), list(tree.tags), list(tree.xpos)
    above = heads[verb]
    parts = (t for t, head in enumerate(heads) if head == verb < t and labels[t] in PARTS | {"appos"})
    found = above if above >= 0 else next((t for t in parts if tags[t] in NOMINAL), None)
    for token, head in enumerate(tree.heads):
        if token < noun and head in {verb, above} - {-1}:
            heads[token] = noun
    if found is not None:
        heads[found], labels[found] = verb, "obj"
    heads[verb], labels[verb], tags[verb], xpos[verb] = -1, "root", "VERB", "VBZ"
    heads[noun], labels[noun] = verb, "nsubj"
    return replace(tree, heads=tuple(heads), labels=tuple(labels), tags=tuple(tags), xpos=tuple(xpos))


def _find_inner(tree: Tree) -> Iterator[tuple[int, int]]:
    """Verbs taken for a part of their object: "Norway, Fiji sign fishing deal"."""
    for verb, noun in enumerate(tree.heads):
        if tree.tags[verb] != "VERB" or tree.labels[verb] != "compound" or noun < verb or tree.xpos[verb] == "VBG":
            continue
        before = [t for t, head in enumerate(tree.heads) if head == verb and t < verb and tree.tags[t] == "PROPN"]
        if before and tree.labels[noun] in {"root", "appos", "parataxis"}:
            yield verb, noun


def _make_outer(tree: Tree, verb: int, noun: int) -> Tree:
    """Hang the noun below the verb as its object, and the names before the verb as its subject."""
    heads, labels = list(tree.heads), list(tree.labels)
    above, old = heads[noun], labels[noun]
    names = [t for t, head in enumerate(heads) if head == verb and t < verb and tree.tags[t] == "PROPN"]
    heads[noun], labels[noun] = verb, "obj"
    heads[verb], labels[verb] = above, old
    if old == "appos" and above < names[0]:  # "Norway, Fiji sign": the first name is no root
        heads[verb], labels[verb] = heads[above], labels[above]
        heads[above], names = verb, [above, *names]
    labels[names[0]] = "nsubj"
    for name in names[1:]:
        heads[name], labels[name] = names[0], "conj"
    return replace(tree, heads=tuple(heads), labels=tuple(labels))


def _find_plans(tree: Tree) -> Iterator[tuple[int, int]]:
    """Infinitives below a name that is the root: "Norway to send troops to Fiji"."""
    for verb, root in enumerate(tree.heads):
        if root < 0 or tree.labels[root] != "root" or tree.tags[root] not in NOMINAL or verb < root:
            continue
        if tree.xpos[verb] != "VB" or tree.labels[verb] not in {"xcomp", "acl", "advcl"}:
            continue
        marks = [t for t, head in enumerate(tree.heads) if head == verb and tree.labels[t] == "mark"]
        verbs = (t for t, head in enumerate(tree.heads) if head == root and tree.labels[t] == "amod")
        if any(_has_subject(tree, t) for t in verbs):
            continue  # "Norway has used drones to attack": the verb was taken for an adjective
        alone = not labels_below(tree, root) & (SUBJECTS | {"det", "aux", "conj", "parataxis"})
        if alone and [tree.lemmas[t] for t in marks] == ["to"] and marks[0] == verb - 1:
            yield root, verb


def _has_subject(tree: Tree, word: int) -> bool:
    return bool(labels_below(tree, word) & {"nsubj", "nsubj:pass", "aux"})


def _make_plan(tree: Tree, root: int, verb: int) -> Tree:
    """Make the infinitive the root in the future, and the name its subject."""
    heads, labels, lemmas, tags = list(tree.heads), list(tree.labels), list(tree.lemmas), list(tree.tags)
    heads[verb], labels[verb] = -1, "root"
    heads[root], labels[root] = verb, "nsubj"
    labels[verb - 1], lemmas[verb - 1], tags[verb - 1] = "aux", "will", "AUX"
    heads = [verb if head == root and token > verb else head for token, head in enumerate(heads)]
    return replace(tree, heads=tuple(heads), labels=tuple(labels), lemmas=tuple(lemmas), tags=tuple(tags))


def _find_lists(tree: Tree) -> Iterator[tuple[int, int]]:
    """Two names with a comma for "and" before their verb: "Norway, Fiji fail to agree"."""
    for first, label in enumerate(tree.labels):
        second = first + 2
        if label != "vocative" or second >= len(tree.words) or tree.words[first + 1] != ",":
            continue
        while second < len(tree.words) and tree.labels[second] in {"amod", *PARTS}:
            second += 1
        if second < len(tree.words) and tree.labels[second] == "nsubj" and tree.heads[second] == tree.heads[first]:
            yield first, second


def _make_list(tree: Tree, first: int, second: int) -> Tree:
    """Give the first name the place of the second, and hang the second on it."""
    return hang(hang(tree, first, tree.heads[second], tree.labels[second]), second, first, "conj")


HEADLINES: Repairs = (
    Repair(frozenset({"root"}), _find_nouns, _make_verb, ("headline_verbs",)),
    Repair(frozenset(), _find_singular, _make_singular, ("headline_verbs",)),
    Repair(frozenset(), _find_parts, _make_verb),
    Repair(frozenset({"compound"}), _find_inner, _make_outer),
    Repair(frozenset({"mark"}), _find_plans, _make_plan),
    Repair(frozenset({"vocative", "nsubj"}), _find_lists, _make_list),
)
