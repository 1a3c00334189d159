"""The model step: fitted to examples alone, deterministic, kept on disk whole, and silent where it shall be."""

from pathlib import Path

import numpy as np
import pytest

from pipeline.actions.features import Features, extract_features, lean_word, meeting_word
from pipeline.actions.graph import Graph
from pipeline.actions.model import Model, fit_model
from pipeline.actions.slots import Actor, place_actors
from pipeline.codebook.actions import NULL_CODE
from tests.trees import build_tree, mark_words

ATTACK = "Peru Peru PROPN 2 nsubj; {0} {1} VERB 0 root; Chile Chile PROPN 2 obj"
LEANINGS = {("shell", True): "19", ("bomb", True): "19", ("strafe", True): "19", ("praise", True): "05"}


def open_pair(notation: str) -> tuple[Graph, Actor, Actor]:
    tree = build_tree(notation)
    graph = Graph(tree)
    source, target = place_actors(graph, mark_words(tree, Peru="PER", Chile="CHL"))
    return graph, source, target


def read_features(notation: str, *, back: bool = False) -> Features:
    graph, source, target = open_pair(notation)
    return extract_features(graph, *((target, source) if back else (source, target)), LEANINGS)


def make_examples() -> list[tuple[Features, str]]:
    verbs = {"19": ("shelled shell", "bombed bomb"), "05": ("praised praise", "lauded laud", "hailed hail")}
    sentences = [(ATTACK.format(*pair.split()), root) for root, pairs in verbs.items() for pair in pairs]
    forth = [(read_features(sentence), root) for sentence, root in sentences]
    return [*forth, *((read_features(sentence, back=True), NULL_CODE) for sentence, _ in sentences)]


@pytest.mark.parametrize(
    ("verb", "back", "expected"),
    [
        ("bombed bomb", False, "19"),
        ("hailed hail", False, "05"),
        ("strafed strafe", False, "19"),  # in no example, but the codebook leans to 19
        ("bombed bomb", True, NULL_CODE),
    ],
)
def test_model_weighs(verb: str, back: bool, expected: str) -> None:
    weighed = fit_model(make_examples()).weigh(read_features(ATTACK.format(*verb.split()), back=back))
    assert max(weighed, key=lambda root: weighed[root]) == expected
    assert sum(weighed.values()) == pytest.approx(1.0, abs=1e-5)


def test_fit_is_deterministic() -> None:
    first, second = fit_model(make_examples()), fit_model(make_examples())
    assert first.classes == second.classes
    assert np.array_equal(first.weights, second.weights)


def test_saved_model_is_the_same(tmp_path: Path) -> None:
    model = fit_model(make_examples())
    model.save(tmp_path / "deep" / "model.npz")
    loaded = Model.load(tmp_path / "deep" / "model.npz")
    assert loaded.classes == model.classes
    assert np.array_equal(loaded.weights, model.weights)
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["model.npz"]


@pytest.mark.parametrize("content", [b"", b"not a model"])
def test_broken_model_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "model.npz").write_bytes(content)
    with pytest.raises((OSError, ValueError, KeyError, EOFError)):
        Model.load(tmp_path / "model.npz")


def test_unconnected_mentions_meet_nowhere() -> None:
    assert meeting_word(*open_pair("Peru Peru PROPN 0 root; Chile Chile PROPN 0 root")) is None


WAY = "Peru Peru PROPN 2 nsubj; began begin VERB 0 root; shelling shell VERB/VBG 2 xcomp; Chile Chile PROPN 3 obj"


@pytest.mark.parametrize(("root", "expected"), [("19", 2), ("05", 1)])
def test_lean_word(root: str, expected: int) -> None:
    graph, source, target = open_pair(WAY)
    assert lean_word(graph, source, target, 1, LEANINGS, root) == expected
