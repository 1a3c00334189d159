"""Headlines that the parser took for noun phrases."""

import pytest

from pipeline.actions.lexicon import Lexicon
from pipeline.actions.repairs.headlines import HEADLINES
from pipeline.actions.repairs.mending import mend
from tests.trees import build_tree

WORDS = Lexicon(headline_verbs=frozenset({"fire", "block", "call"}))

# name: tree as parsed, heads and labels after the repair
CASES = {
    "a name before a verb is its subject": (
        "Norway Norway PROPN 2 compound; bans ban VERB/VBZ 0 root; ships ship NOUN 2 obj",
        (1, -1, 1),
        ("nsubj", "root", "obj"),
    ),
    "a verb taken for a noun": (
        "Norway Norway PROPN 2 compound; expels expel NOUN/NNS 0 root; envoy envoy NOUN 2 obj",
        (1, -1, 1),
        ("nsubj", "root", "obj"),
    ),
    "police fire": (
        "Fiji Fiji PROPN 3 compound; police police NOUN/NN 3 compound; fire fire NOUN/NN 0 root; on on ADP 5 case;"
        "crowds crowd NOUN/NNS 3 nmod",
        (1, 2, -1, 4, 2),
        ("compound", "nsubj", "root", "case", "nmod"),
    ),
    "a verb in -s after an article": (
        "The the DET 3 det; peace peace NOUN 3 compound; plan plan NOUN 4 compound; calls call NOUN/NNS 0 root;"
        "for for ADP 6 case; talks talk NOUN 4 nmod; . . PUNCT 4 punct",
        (2, 2, 3, -1, 5, 3, 3),
        ("det", "compound", "nsubj", "root", "case", "nmod", "punct"),
    ),
    "a plural in a sentence": (
        "Peace peace NOUN 3 compound; plan plan NOUN 3 compound; calls call NOUN/NNS 0 root; . . PUNCT 3 punct",
        (2, 2, -1, 2),
        ("compound", "compound", "root", "punct"),
    ),
    "a plan": (
        "Norway Norway PROPN 0 root; to to PART 3 mark; send send VERB/VB 1 xcomp; aid aid NOUN 3 obj",
        (2, 2, -1, 2),
        ("nsubj", "aux", "root", "obj"),
    ),
    "a list": (
        "Norway Norway PROPN 4 vocative; , , PUNCT 1 punct; Fiji Fiji PROPN 4 nsubj; agree agree VERB/VBP 0 root",
        (3, 0, 0, -1),
        ("nsubj", "punct", "conj", "root"),
    ),
    "a verb taken for a part of its object": (
        "Norway Norway PROPN 0 root; , , PUNCT 5 punct; Fiji Fiji PROPN 4 compound; sign sign VERB/VBP 5 compound;"
        "deal deal NOUN 1 appos",
        (3, 4, 0, -1, 3),
        ("nsubj", "punct", "conj", "root", "obj"),
    ),
    "a singular before a verb taken for a plural": (
        "Norway Norway PROPN 2 compound; blocks block NOUN/NNS 3 nsubj; access access NOUN/NN 0 root; to to ADP 5 case;"
        "Fiji Fiji PROPN 3 nmod",
        (1, -1, 1, 4, 2),
        ("nsubj", "root", "obj", "case", "nmod"),
    ),
    "its object is the whole phrase": (
        "Norway Norway PROPN 2 compound; blocks block NOUN/NNS 4 compound; missile missile NOUN/NN 4 compound;"
        "ships ship NOUN/NNS 0 root",
        (1, -1, 3, 1),
        ("nsubj", "root", "compound", "obj"),
    ),
    "a plural in the phrase of another noun": (
        "inquiry inquiry NOUN/NN 0 root; in in ADP 4 case; Fiji Fiji PROPN 4 compound; blocks block NOUN/NNS 1 nmod;"
        "files file NOUN/NNS 4 compound",
        (-1, 3, 3, 0, 3),
        ("root", "case", "compound", "nmod", "compound"),
    ),
    "a plural that is no verb": (
        "Fiji Fiji PROPN 2 compound; arms arm NOUN/NNS 3 compound; deal deal NOUN/NN 0 root",
        (1, 2, -1),
        ("compound", "compound", "root"),
    ),
    "a noun phrase stays one": (
        "Fiji Fiji PROPN 2 compound; police police NOUN/NN 3 compound; chief chief NOUN/NN 0 root",
        (1, 2, -1),
        ("compound", "compound", "root"),
    ),
    "a sentence with a verb stays one": (
        "police police NOUN/NN 2 compound; fire fire NOUN 3 nsubj; killed kill VERB/VBD 0 root; men man NOUN 3 obj",
        (1, 2, -1, 2),
        ("compound", "nsubj", "root", "obj"),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_repair_headline(name: str) -> None:
    notation, heads, labels = CASES[name]
    tree = mend(build_tree(notation), HEADLINES, WORDS)
    assert (tree.heads, tree.labels) == (heads, labels)
