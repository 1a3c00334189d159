"""Mends what the parser makes of those who fell and of what they fell in: "a guard, shot by rebels", "in shelling"."""

from collections.abc import Iterator
from dataclasses import replace

from pipeline.actions.repairs.mending import NOMINAL, PASSIVE_OR_ACTIVE, Repair, Repairs, hang, labels_below
from pipeline.syntax import Tree

STATIVE = frozenset({"advcl", "conj"})
LAST = frozenset({"obj", "obl", "nmod"})
"""Labels of a noun behind which a participle may describe it."""
WHERE = frozenset({"at", "in", "near"})


def _find_partners(tree: Tree) -> Iterator[tuple[int, int, int]]:
    """Second subjects of one verb, joined to the first: "Two soldiers and nine rebels were killed".

    Gives the second, the first and the "and".
    """
    for second, verb in enumerate(tree.heads):
        if tree.labels[second] not in PASSIVE_OR_ACTIVE or tree.tags[second] not in NOMINAL:
            continue
        beside = (t for t in range(second) if tree.heads[t] == verb and tree.labels[t] == tree.labels[second])
        first = next((t for t in beside if tree.tags[t] in NOMINAL), None)
        if first is None:
            continue
        joint = (t for t in range(first + 1, second) if tree.labels[t] == "cc" and tree.heads[t] in {verb, second})
        between = range(first + 1, second)
        clause = any(tree.tags[t] in {"VERB", "AUX", "PUNCT"} for t in between)
        opener = next(joint, None)
        if opener is not None and tree.lemmas[opener] == "and" and not clause and second < verb:
            yield second, first, opener


def _make_partner(tree: Tree, second: int, first: int, opener: int) -> Tree:
    """Hang the second on the first."""
    return hang(hang(tree, opener, second, "cc"), second, first, "conj")


def _find_gerunds(tree: Tree, fighting: frozenset[str], volleys: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Nouns of violence taken for the verb of a clause: "were killed during shelling by Chad", "in fighting".

    Gives the noun and what opens it; after "during" any such word is a noun.
    """
    for noun, verb in enumerate(tree.heads):
        opener = noun - 1
        if tree.labels[noun] != "advcl" or tree.xpos[noun] != "VBG" or not 0 <= verb < opener:
            continue
        violent = tree.words[noun] in fighting | volleys and tree.lemmas[opener] == "in"
        opened = tree.heads[opener] == noun and (violent or tree.lemmas[opener] == "during")
        if opened and "obj" not in labels_below(tree, noun):
            yield noun, opener


def _make_gerund(tree: Tree, noun: int, opener: int) -> Tree:
    """Make it a noun, and what hangs on it a description of it."""
    labels, lemmas = list(tree.labels), list(tree.lemmas)
    tags, xpos = list(tree.tags), list(tree.xpos)
    labels[noun], labels[opener], tags[noun], xpos[noun] = "obl", "case", "NOUN", "NN"
    lemmas[noun] = tree.words[noun]
    for token, head in enumerate(tree.heads):
        if head == noun and labels[token].startswith("obl"):
            labels[token] = "nmod"
    return replace(tree, labels=tuple(labels), lemmas=tuple(lemmas), tags=tuple(tags), xpos=tuple(xpos))


def _find_fallen(tree: Tree, harming: frozenset[str], striking: frozenset[str]) -> Iterator[tuple[int, int, str]]:
    """What was done to somebody, hung on the verb before: "mourned a guard, killed by rebels"."""
    for done in range(2, len(tree.words) - 1):
        verb = tree.heads[done]
        past = tree.labels[done] in STATIVE and tree.xpos[done] in {"VBN", "VBD"} and tree.words[done - 1] == ","
        if not past or tree.lemmas[done] not in harming | striking or not 0 <= verb < done:
            continue
        below = labels_below(tree, done)
        passive = "obl:agent" in below or (tree.xpos[done] == "VBN" and "obl" in below)
        noun = _find_described(tree, done - 2, verb)
        if passive and noun is not None and not below & {"obj", "mark", "cc", "aux", "aux:pass", *PASSIVE_OR_ACTIVE}:
            yield done, noun, "acl"


def _find_described(tree: Tree, noun: int, verb: int) -> int | None:
    """The noun that a participle behind ``noun`` describes: of "a guard in Lima", the guard."""
    while tree.labels[noun] == "nmod" and any(
        head == noun and tree.labels[t] == "case" and tree.lemmas[t] in WHERE for t, head in enumerate(tree.heads)
    ):
        noun = tree.heads[noun]
    return noun if noun > verb and tree.labels[noun] in LAST and tree.tags[noun] in NOMINAL else None


CASUALTIES: Repairs = (
    Repair(frozenset({"cc"}), _find_partners, _make_partner),
    Repair(frozenset({"advcl"}), _find_gerunds, _make_gerund, ("fighting", "volleys")),
    Repair(frozenset(), _find_fallen, hang, ("harming", "striking")),
)
