"""Mends what is told of violence in figures and nouns: a bare number, a noun in -ing, taken for something else."""

from collections.abc import Iterator
from dataclasses import replace

from pipeline.actions.repairs.mending import Repair, Repairs, hang, labels_below
from pipeline.syntax import Tree

ROUGH = frozenset({"over", "about", "around", "at", "up", "under", "than"})
"""Words that stand before a number, and are no prepositions there: "over 40", "at least 40", "up to 40"."""
OBLIQUE = frozenset({"obl", "obl:unmarked"})
UNDERGOING = frozenset({"obj", "iobj", "nsubj:pass", "aux:pass"})
VERBAL = frozenset({"obj", "nsubj", "mark", "aux", "cop", "xcomp", "ccomp"})


def _find_killed(tree: Tree, harming: frozenset[str]) -> Iterator[tuple[int, int, str]]:
    """Numbers of those who were hurt, taken for a measure: "the army killed over 40"."""
    for number, verb in enumerate(tree.heads):
        if not _is_bare(tree, number) or tree.labels[number] not in OBLIQUE or not 0 <= verb < number:
            continue
        if tree.tags[verb] == "VERB" and tree.lemmas[verb] in harming and not labels_below(tree, verb) & UNDERGOING:
            yield number, verb, "obj"


def _find_counted(tree: Tree, say: frozenset[str]) -> Iterator[tuple[int, int, str]]:
    """Numbers of those who undergo what is said, hung on who says it: "Peru says over 40 have been killed"."""
    for number, speech in enumerate(tree.heads):
        if not _is_bare(tree, number) or tree.labels[number] not in OBLIQUE | {"obj"} or not 0 <= speech < number:
            continue
        told = tree.heads[number + 1] if number + 1 < len(tree.heads) else -1
        helped = told > number and tree.tags[number + 1] == "AUX" and tree.heads[told] == speech
        below = labels_below(tree, told)
        if helped and tree.lemmas[speech] in say and "aux:pass" in below and not below & {"nsubj:pass", "nsubj"}:
            yield number, told, "nsubj:pass"


def _is_bare(tree: Tree, number: int) -> bool:
    """Whether a number stands alone but for a word that makes it rough."""
    if tree.tags[number] != "NUM":
        return False
    cases = (token for token, head in enumerate(tree.heads) if head == number and tree.labels[token] == "case")
    return all(tree.lemmas[token] in ROUGH for token in cases)


def _find_nouns(tree: Tree) -> Iterator[tuple[int, int, str]]:
    """Nouns taken for a clause right after their verb: "renewed shelling of the town"."""
    for noun, verb in enumerate(tree.heads):
        if tree.labels[noun] != "xcomp" or tree.tags[noun] != "NOUN" or tree.words[noun][-3:] != "ing":
            continue
        alone = verb == noun - 1 and tree.tags[verb] == "VERB"
        if alone and not labels_below(tree, verb) & UNDERGOING and not labels_below(tree, noun) & VERBAL:
            yield noun, verb, "obj"


def _find_fights(tree: Tree) -> Iterator[tuple[int, int]]:
    """Nouns in -ing taken for a verb that nobody does, with the two between whom it is.

    "There were reports of shelling and fighting between the army and rebels": the last of them takes the two.
    """
    for between, side in enumerate(tree.heads):
        verb = tree.heads[side]
        if tree.lemmas[between] != "between" or tree.labels[side] != "obl" or not 0 <= verb < between:
            continue
        alone = not labels_below(tree, verb) & (VERBAL - {"mark", "aux"}) and tree.xpos[verb] == "VBG"
        joined = [t for t in range(verb, between) if t == verb or (tree.heads[t] == verb and tree.labels[t] == "conj")]
        if alone and tree.labels[verb] in {"root", "acl", "ccomp"} and tree.xpos[joined[-1]] in {"VBG", "NN"}:
            yield joined[-1], side


def _make_fight(tree: Tree, noun: int, side: int) -> Tree:
    """Make a noun of the verb, and of those before that it is joined to, and hang the two on it."""
    tags, lemmas = list(tree.tags), list(tree.lemmas)
    for word in {noun, tree.heads[side]}:
        tags[word], lemmas[word] = "NOUN", tree.words[word].lower()
    return hang(replace(tree, tags=tuple(tags), lemmas=tuple(lemmas)), side, noun, "nmod")


FIGURES: Repairs = (
    Repair(frozenset({"case", "obl"}), _find_fights, _make_fight),
    Repair(frozenset({"xcomp"}), _find_nouns, hang),
    Repair(frozenset({"nsubj"}), _find_killed, hang, ("harming",)),
    Repair(frozenset({"aux:pass"}), _find_counted, hang, ("say",)),
)
