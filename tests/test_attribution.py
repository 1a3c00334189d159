"""Who is cited for an action, on trees built by hand and with the cues of the codebook."""

import tomllib
from pathlib import Path

import pytest

from pipeline.actions.attribution import find_attribution
from pipeline.actions.graph import Graph
from pipeline.actions.lexicon import Lexicon
from pipeline.actions.qualifiers import Cues
from pipeline.actions.slots import Cast, place_actors
from pipeline.codebook.folder import find_codebooks
from tests.trees import build_tree, mark_words

SHOT = "Peru Peru PROPN 2 nsubj; shot shoot VERB 0 root; Chile Chile PROPN 2 obj; "
CASES = {
    "a clause below": ("Fiji Fiji PROPN 2 nsubj; said say VERB 0 root; shot shoot VERB 2 ccomp", "FJI"),
    "a clause added": (SHOT + "Fiji Fiji PROPN 5 nsubj; said say VERB 2 parataxis", "FJI"),
    "according to": (SHOT + "according accord VERB 6 case; to to ADP 4 fixed; Fiji Fiji PROPN 2 obl", "FJI"),
    "according to, behind the second verb": (
        SHOT + "left leave VERB 2 conj; according accord VERB 7 case; to to ADP 5 fixed; Fiji Fiji PROPN 4 obl", "FJI",
    ),
    "the statement of somebody": (
        SHOT + "the the DET 5 det; statement statement NOUN 8 nsubj; of of ADP 7 case; Fiji Fiji PROPN 5 nmod;"
        "said say VERB 2 parataxis", "FJI",
    ),
    "no verb of speech": (SHOT + "after after ADP 6 case; a a DET 6 det; talk talk NOUN 2 obl", None),
    "somebody without a code": (
        SHOT + "the the DET 5 det; wife wife NOUN 8 nsubj; of of ADP 7 case; Fiji Fiji PROPN 5 nmod;"
        "said say VERB 2 parataxis", "wife of Fiji",
    ),
    "nothing of what is added to the name": (
        SHOT + "Ana Ana PROPN 8 nsubj; who who PRON 6 nsubj; fled flee VERB 4 acl:relcl; , , PUNCT 4 punct;"
        "said say VERB 2 parataxis", "Ana",
    ),
    "nothing before the name": (
        SHOT + ", , PUNCT 6 punct; the the DET 6 det; wife wife NOUN 9 nsubj; of of ADP 8 case; Fiji Fiji PROPN 6 nmod;"
        "said say VERB 2 parataxis", "wife of Fiji",
    ),
    "another preposition": (SHOT + "near near ADP 5 case; Fiji Fiji PROPN 2 obl", None),
}  # fmt: skip


@pytest.fixture(scope="module")
def cues() -> Cues:
    path: Path = find_codebooks() / "en" / "actions" / "qualifiers.toml"
    return Cues.of(tomllib.loads(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", CASES)
def test_find_attribution(name: str, cues: Cues) -> None:
    notation, expected = CASES[name]
    tree = build_tree(notation)
    graph = Graph(tree, Lexicon())
    actors = place_actors(graph, mark_words(tree, Peru="PER", Chile="CHL", Fiji="FJI"))
    cast = Cast(graph, actors, {"farthest": 0.3, "farthest_given": 0.3})
    assert find_attribution(graph, cast, tree.lemmas.index("shoot"), cues) == expected
