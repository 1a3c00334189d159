"""What a sentence says beside its actions: owners of nouns, and who speaks of whom."""

import pytest

from pipeline.actions.asides import find_asides
from pipeline.actions.graph import Graph
from pipeline.actions.lexicon import Lexicon
from pipeline.actions.slots import Cast, place_actors
from tests.trees import build_tree, mark_words

REACH = {"farthest": 0.3, "farthest_given": 0.3}
SPEECH = frozenset({"say"})


@pytest.mark.parametrize(
    ("notation", "owned", "spoken"),
    [
        ("Fiji Fiji PROPN 2 nmod:poss; move move NOUN 0 root", ["move FJI"], []),
        ("Fiji Fiji ADJ 2 amod; move move NOUN 0 root", ["move FJI"], []),
        ("move move NOUN 0 root; by by ADP 3 case; Fiji Fiji PROPN 1 nmod", ["move FJI"], []),
        ("move move NOUN 0 root; to to ADP 3 case; Fiji Fiji PROPN 1 nmod", [], []),
        (
            "Fiji Fiji PROPN 2 nsubj; said say VERB 0 root; Peru Peru PROPN 4 nsubj; shot shoot VERB 2 ccomp",
            [],
            ["FJI PER"],
        ),
        (
            "Fiji Fiji PROPN 2 nsubj; said say VERB 4 parataxis; Peru Peru PROPN 4 nsubj; shot shoot VERB 0 root",
            [],
            ["FJI PER"],
        ),
        ("Fiji Fiji PROPN 2 nsubj; met meet VERB 0 root; Peru Peru PROPN 2 obj", [], []),
        ("Fiji Fiji PROPN 2 nsubj; said say VERB 0 root; it it PRON 4 nsubj; shot shoot VERB 2 ccomp", [], []),
    ],
)
def test_find_asides(notation: str, owned: list[str], spoken: list[str]) -> None:
    tree = build_tree(notation)
    graph = Graph(tree, Lexicon())
    asides = find_asides(
        graph, Cast(graph, place_actors(graph, mark_words(tree, Fiji="FJI", Peru="PER")), REACH), SPEECH
    )
    assert [f"{noun} {owner.code}" for noun, owner in asides.owned] == owned
    assert [f"{speaker.code} {' '.join(other.code for other in others)}" for speaker, others in asides.spoken] == spoken
