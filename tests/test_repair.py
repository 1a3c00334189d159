"""Clauses that the parser took for noun phrases."""

import pytest

from pipeline.actions.repair import repair_tree
from tests.trees import build_tree

MISPARSED = "Norway Norway PROPN 3 compound; lifted lift VERB/VBN 3 amod; sanctions sanction NOUN 0 root; on on ADP 5 case; Fiji Fiji PROPN 3 nmod; . . PUNCT 3 punct"  # noqa: E501 - one tree a line
OWN_SUBJECT = "Rebels rebel NOUN 2 nsubj; committed commit VERB/VBD 3 amod; atrocities atrocity NOUN 0 root; in in ADP 5 case; Fiji Fiji PROPN 3 nmod"  # noqa: E501 - one tree a line
HYPHEN = "Kurdish kurdish ADJ 4 amod; - - PUNCT 4 punct; led lead VERB/VBN 4 amod; troops troops NOUN 5 nsubj; left leave VERB 0 root"  # noqa: E501 - one tree a line
PARTICIPLE = "Frozen freeze VERB/VBN 2 amod; assets asset NOUN 3 nsubj; rose rise VERB 0 root"


def test_repair_makes_a_clause() -> None:
    tree = repair_tree(build_tree(MISPARSED))
    assert tree.heads == (1, -1, 1, 4, 2, 1)
    assert tree.labels == ("nsubj", "root", "obj", "case", "nmod", "punct")


def test_repair_keeps_the_subject_that_the_verb_has() -> None:
    tree = repair_tree(build_tree(OWN_SUBJECT))
    assert tree.heads == (1, -1, 1, 4, 2)
    assert tree.labels == ("nsubj", "root", "obj", "case", "nmod")


@pytest.mark.parametrize("notation", [HYPHEN, PARTICIPLE])
def test_repair_leaves_participles(notation: str) -> None:
    tree = build_tree(notation)
    assert repair_tree(tree) == tree
