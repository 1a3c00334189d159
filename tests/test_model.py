"""The model step: fitted to examples alone, deterministic, kept on disk whole, and silent where it shall be."""

from pathlib import Path

import numpy as np
import pytest

from pipeline.actions.graph import Graph
from pipeline.actions.model import Features, Model, extract_features, fit_model, meeting_word
from pipeline.actions.slots import place_actors
from tests.trees import build_tree, mark_words

ATTACK = "Peru Peru PROPN 2 nsubj; {0} {1} VERB 0 root; Chile Chile PROPN 2 obj"
APART = "Peru Peru PROPN 0 root; Chile Chile PROPN 0 root"


def read_features(notation: str) -> Features:
    tree = build_tree(notation)
    graph = Graph(tree)
    source, target = place_actors(graph, mark_words(tree, Peru="PER", Chile="CHL"))
    return extract_features(graph, source, target)


def make_examples() -> list[tuple[Features, str]]:
    verbs = {
        "19": ("shelled shell", "bombed bomb", "stormed storm"),
        "05": ("praised praise", "lauded laud", "hailed hail"),
    }
    return [(read_features(ATTACK.format(*pair.split())), root) for root, pairs in verbs.items() for pair in pairs]


@pytest.mark.parametrize(("verb", "root"), [("bombed bomb", "19"), ("hailed hail", "05")])
def test_model_knows_its_examples(verb: str, root: str) -> None:
    model = fit_model(make_examples())
    proposed, probability = model.propose(read_features(ATTACK.format(*verb.split())))
    assert proposed == root
    assert 0.5 < probability <= 1.0


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


def test_unconnected_mentions_have_no_features() -> None:
    tree = build_tree(APART)
    graph = Graph(tree)
    source, target = place_actors(graph, mark_words(tree, Peru="PER", Chile="CHL"))
    assert meeting_word(graph, source, target) is None
    assert extract_features(graph, source, target) == ()
