"""Those who fell, and what they fell in, that the parser hung elsewhere."""

import pytest

from pipeline.actions.lexicon import Lexicon
from pipeline.actions.repairs import repair_tree
from tests.trees import build_tree

WORDS = Lexicon(
    harming=frozenset({"kill"}),
    striking=frozenset({"shoot"}),
    fighting=frozenset({"fighting"}),
    volleys=frozenset({"shelling"}),
)

FELL = "Ten ten NUM 3 nsubj:pass; were be AUX 3 aux:pass; killed kill VERB/VBN 0 root"
BURIED = "Peru Peru PROPN 2 nsubj; buried bury VERB 0 root; guards guard NOUN 2 obj; , , PUNCT 5 punct"


@pytest.mark.parametrize(
    ("lines", "word", "expected"),
    [
        (f"{FELL}; during during SCONJ 5 mark; shelling shell VERB/VBG 3 advcl", 4, (2, "obl")),
        (f"{FELL}; during during SCONJ 5 mark; running run VERB/VBG 3 advcl", 4, (2, "obl")),
        (f"{FELL}; in in SCONJ 5 mark; fighting fight VERB/VBG 3 advcl", 4, (2, "obl")),
        (f"{FELL}; in in SCONJ 5 mark; running run VERB/VBG 3 advcl", 4, (2, "advcl")),
        (f"{FELL}; in in SCONJ 5 mark; fighting fight VERB/VBG 3 advcl; fires fire NOUN 5 obj", 4, (2, "advcl")),
        (f"{BURIED}; shot shoot VERB/VBN 2 conj; by by ADP 7 case; rebels rebel NOUN 5 obl:agent", 4, (2, "acl")),
        (f"{BURIED}; shot shoot VERB/VBD 2 conj; ten ten NUM 5 obj", 4, (1, "conj")),
        (f"{BURIED}; seen see VERB/VBN 2 conj; by by ADP 7 case; rebels rebel NOUN 5 obl:agent", 4, (1, "conj")),
        (
            "Ten ten NUM 5 nsubj:pass; and and CCONJ 5 cc; rebels rebel NOUN 5 nsubj:pass; were be AUX 5 aux:pass; killed kill VERB/VBN 0 root",  # noqa: E501 - one tree a line
            2,
            (4, "nsubj:pass"),
        ),
        (
            "Guards guard NOUN 5 nsubj:pass; and and CCONJ 5 cc; rebels rebel NOUN 5 nsubj:pass; were be AUX 5 aux:pass; killed kill VERB/VBN 0 root",  # noqa: E501 - one tree a line
            2,
            (0, "conj"),
        ),
        (
            f"{FELL}; as as ADP 5 case; troops troops NOUN 3 obl; charged charge VERB/VBN 5 acl; into into ADP 8 case; town town NOUN 6 obl",  # noqa: E501 - one tree a line
            5,
            (2, "advcl"),
        ),
        (
            f"{FELL}; as as ADP 5 case; troops troops NOUN 3 obl; charged charge VERB/VBN 5 acl; with with ADP 8 case; murder murder NOUN 6 obl",  # noqa: E501 - one tree a line
            5,
            (4, "acl"),
        ),
        (f"{FELL}; when when ADV 5 advmod; troops troops NOUN 3 obl; crossed cross VERB/VBN 5 acl", 5, (2, "advcl")),
    ],
)
def test_who_fell_and_in_what(lines: str, word: int, expected: tuple[int, str]) -> None:
    tree = repair_tree(build_tree(lines), WORDS)
    assert (tree.heads[word], tree.labels[word]) == expected
