"""What the actor coder asks of the syntax of a sentence, on trees built by hand."""

import pytest

from pipeline.actors.view import View
from tests.trees import build_tree


@pytest.mark.parametrize(
    ("second", "expected"),
    [("asked ask VERB 2 conj; it it PRON 4 obj", True), ("hoping hope VERB/VBG 2 advcl; it it PRON 4 obj", False)],
)
def test_objects_of_joined_verbs_are_parallel(second: str, expected: bool) -> None:
    tree = build_tree(f"Peru Peru PROPN 2 nsubj; met meet VERB 0 root; Chile Chile PROPN 2 obj; {second}")
    view = View(" ".join(tree.words), tree)
    assert view.parallels(2, 4) is expected
    assert not view.parallels(0, 4)


@pytest.mark.parametrize(
    ("before", "expected"),
    [("in in ADP 4 case; the the DET 4 det", "in"), ("in in ADP 4 case; poor poor ADJ 4 amod", "")],
)
def test_the_preposition_as_the_words_stand(before: str, expected: str) -> None:
    tree = build_tree(f"{before}; north north NOUN 4 compound; Peru Peru PROPN 0 root")
    assert View(" ".join(tree.words), tree).preposition(2, frozenset({"the"})) == expected
