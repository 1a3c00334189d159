"""What the model step adds to the patterns, and where the patterns keep the word."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from pipeline.actions.action import Action
from pipeline.actions.coder import ActionCoder
from pipeline.actions.features import BUCKETS
from pipeline.actions.model import Model
from pipeline.actions.proposals import RULE
from pipeline.codebook.actions import NULL_CODE, load_actions
from pipeline.codebook.folder import find_codebooks
from pipeline.records import Mention
from pipeline.syntax import Tree
from tests.smallbook import write_small_codebooks
from tests.trees import build_tree, mark_words

CODES = {"Peru": "PER", "Chile": "CHL", "Fiji": "FJI"}
SENTENCE = "Peru Peru PROPN 2 nsubj; {0} {1} VERB 0 root; Chile Chile PROPN 2 obj"
TWO = f"{SENTENCE}; over over ADP 5 case; Fiji Fiji PROPN 2 obl"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_small_codebooks(tmp_path_factory.mktemp("books"))


def make_model(**scores: float) -> Model:
    """A model that sees nothing and gives each root the same score in every feature: "r19=1.0"."""
    classes = {NULL_CODE: 0.0} | {root.removeprefix("r"): score for root, score in scores.items()}
    return Model(tuple(classes), np.tile(np.array(list(classes.values()), dtype=np.float32), (BUCKETS, 1)))


def name_words(tree: Tree, *, given: bool) -> list[Mention]:
    mentions = mark_words(tree, **CODES)
    return mentions if given else [replace(mention, how="dictionary", country=mention.code) for mention in mentions]


def code(folder: Path, notation: str, model: Model, *, given: bool) -> list[Action]:
    tree = build_tree(notation)
    coder = ActionCoder(load_actions(folder)).with_model(model)
    return coder.code_sentence(tree, name_words(tree, given=given))


def describe(actions: list[Action]) -> list[tuple[str | None, str, str | None]]:
    return [(a.source.code if a.source else None, a.cameo, a.target.code if a.target else None) for a in actions]


@pytest.mark.parametrize(
    ("notation", "given", "expected"),
    [
        (SENTENCE.format("pelted", "pelt"), False, [("PER", "190", "CHL")]),  # no pattern knows the word
        (SENTENCE.format("attacked", "attack"), False, [("PER", "190", "CHL")]),
        (SENTENCE.format("met", "meet"), False, [("CHL", "040", "PER"), ("PER", "040", "CHL")]),
        (TWO.format("attacked", "attack"), False, [("PER", "190", "CHL")]),  # the word is taken
        (SENTENCE.format("pelted", "pelt"), True, [("PER", "190", "CHL")]),
    ],
)
def test_gaps_are_filled(small: Path, notation: str, given: bool, expected: list[tuple[str, str, str]]) -> None:
    assert sorted(describe(code(small, notation, make_model(r19=1.0), given=given)), key=str) == expected


def test_nothing_is_likely(small: Path) -> None:
    assert code(small, SENTENCE.format("pelted", "pelt"), make_model(r19=-1.0), given=False) == []


@pytest.mark.parametrize(("given", "weaker"), [(False, True), (True, False)])
def test_doubted_events_are_less_sure(small: Path, given: bool, weaker: bool) -> None:
    """Where the model is sure that nothing is done, the event of a pattern stays, but counts less."""
    sentence = SENTENCE.format("attacked", "attack")
    (sure,), (doubted,) = (code(small, sentence, make_model(r19=score), given=given) for score in (1.0, -1.0))
    assert (doubted.cameo, doubted.confidence < sure.confidence) == ("190", weaker)


@pytest.mark.parametrize(
    ("model", "expected", "judged"),
    [
        (make_model(r19=0.0, r04=0.01), "190", False),  # the trust in the pattern counts more
        (make_model(r19=0.0, r04=1.0), "040", True),
        (make_model(r19=0.0, r18=1.0), "190", False),  # the model need not tell 18 from 19
    ],
)
def test_patterns_are_weighed(small: Path, model: Model, expected: str, judged: bool) -> None:
    (action,) = code(small, SENTENCE.format("attacked", "attack"), model, given=True)
    assert (action.cameo, action.rule.startswith(f"{RULE}, not ")) == (expected, judged)


def test_shipped_model_proposes() -> None:
    """The real codebooks keep the step switched on."""
    weights = load_actions(find_codebooks()).grammar.weights
    assert 0.0 < weights["model_given"] < weights["model"] <= 1.0
