"""Mends what came of a deed, hung on another verb: "said rebels had bombed a market, killing two"."""

from collections.abc import Iterator

from pipeline.actions.repairs.mending import Repair, Repairs, hang, verb_names
from pipeline.syntax import Tree

DESCRIBING = frozenset({"acl", "acl:relcl"})


def _find_told(tree: Tree, harming: frozenset[str], say: frozenset[str]) -> Iterator[tuple[int, int, str]]:
    """What a deed did, hung on the verb that tells of the deed: "said rebels had bombed a market, killing two"."""
    for outcome, speech in _list_outcomes(tree, harming):
        if tree.lemmas[speech] in say:
            told = (t for t in range(speech, outcome) if tree.heads[t] == speech and tree.labels[t] == "ccomp")
            deed = next(told, None)
            if deed is not None:
                yield outcome, deed, "advcl"


def _find_done(tree: Tree, harming: frozenset[str], striking: frozenset[str]) -> Iterator[tuple[int, int, str]]:
    """What a deed did, hung on the clause about whom it struck: "fired at men who had blocked a road, hurting two".

    Not where that clause tells of violence itself: "arrested a man who attacked a market, killing two".
    """
    for outcome, above in _list_outcomes(tree, harming):
        clause = above
        while tree.labels[clause] == "xcomp" and tree.heads[clause] >= 0:
            clause = tree.heads[clause]
        deed = tree.heads[clause]
        while deed >= 0 and tree.tags[deed] != "VERB":
            deed = tree.heads[deed]
        if tree.labels[clause] not in DESCRIBING or not 0 <= deed < clause:
            continue
        if verb_names(tree, deed) & striking and not verb_names(tree, clause) & striking:
            yield outcome, deed, "advcl"


def _list_outcomes(tree: Tree, harming: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Participles of harm after a comma, each with the verb before it on which it hangs."""
    for outcome in range(2, len(tree.words)):
        late = tree.labels[outcome] == "advcl" and tree.xpos[outcome] == "VBG" and tree.words[outcome - 1] == ","
        if late and tree.lemmas[outcome] in harming and 0 <= tree.heads[outcome] < outcome:
            yield outcome, tree.heads[outcome]


OUTCOMES: Repairs = (
    Repair(frozenset({"advcl", "ccomp"}), _find_told, hang, ("harming", "say")),
    Repair(frozenset({"advcl"}), _find_done, hang, ("harming", "striking")),
)
