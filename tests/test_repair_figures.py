"""Numbers and nouns of violence that the parser took for something else."""

import pytest

from pipeline.actions.lexicon import Lexicon
from pipeline.actions.repairs import repair_tree
from tests.trees import build_tree

WORDS = Lexicon(harming=frozenset({"kill"}), say=frozenset({"say"}))


@pytest.mark.parametrize(
    ("lines", "word", "expected"),
    [
        ("Troops troops NOUN 2 nsubj; killed kill VERB 0 root; over over ADP 4 case; 40 40 NUM 2 obl", 3, (1, "obj")),
        ("Troops troops NOUN 2 nsubj; killed kill VERB 0 root; in in ADP 4 case; 1998 1998 NUM 2 obl", 3, (1, "obl")),
        ("Troops troops NOUN 2 nsubj; rode ride VERB 0 root; over over ADP 4 case; 40 40 NUM 2 obl", 3, (1, "obl")),
        (
            "Peru Peru PROPN 2 nsubj; says say VERB 0 root; 40 40 NUM 2 obj; were be AUX 5 aux:pass; hurt hurt VERB/VBN 2 ccomp",  # noqa: E501 - one tree a line
            2,
            (4, "nsubj:pass"),
        ),
        (
            "Troops troops NOUN 2 nsubj; renewed renew VERB 0 root; shelling shelling NOUN 2 xcomp; of of ADP 5 case; Fiji Fiji PROPN 3 nmod",  # noqa: E501 - one tree a line
            2,
            (1, "obj"),
        ),
        (
            "Troops troops NOUN 2 nsubj; began begin VERB 0 root; shelling shell VERB/VBG 2 xcomp; Fiji Fiji PROPN 3 obj",  # noqa: E501 - one tree a line
            2,
            (1, "xcomp"),
        ),
    ],
)
def test_figures(lines: str, word: int, expected: tuple[int, str]) -> None:
    tree = repair_tree(build_tree(lines), WORDS)
    assert (tree.heads[word], tree.labels[word]) == expected


@pytest.mark.parametrize(
    ("subject", "expected"),
    [("There there PRON 3 expl", ("NOUN", "fighting", "nmod")), ("Peru Peru PROPN 3 nsubj", ("VERB", "fight", "obl"))],
)
def test_a_fight_that_nobody_fights_is_a_noun(subject: str, expected: tuple[str, str, str]) -> None:
    tree = build_tree(
        f"{subject}; was be AUX 3 aux; fighting fight VERB/VBG 0 root; between between ADP 5 case; Chile Chile PROPN 3 obl"  # noqa: E501 - one tree a line
    )
    mended = repair_tree(tree, WORDS)
    assert (mended.tags[2], mended.lemmas[2], mended.labels[4]) == expected
