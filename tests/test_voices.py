"""Wholly quoted sentences hang on the verb of speech that their neighbours hold."""

from dataclasses import replace

import pytest

from pipeline.actions.voices import add_voice, ground_trigger
from pipeline.actors.drafts import Draft
from pipeline.actors.quotes import find_quotes
from pipeline.actors.roles import Actor
from pipeline.actors.view import View
from pipeline.actors.voices import find_voices
from pipeline.records import VOICE
from tests.trees import build_tree, mark_words

QUOTED = 'Peru Peru PROPN 3 nsubj; must must AUX 3 aux; go go VERB 0 root; . . PUNCT 3 punct; " " PUNCT 3 punct'
SPOKEN = '" " PUNCT 2 punct; Go go VERB 5 ccomp; " " PUNCT 2 punct; Chile Chile PROPN 5 nsubj; said say VERB 0 root'


def test_add_voice() -> None:
    tree = build_tree(QUOTED)
    [mention] = mark_words(tree, **{'"': "CHL"})
    voiced = add_voice(tree, [replace(mention, how=VOICE)])
    assert (voiced.lemmas[-1], voiced.labels[-1], voiced.heads[-1]) == ("say", "root", -1)
    assert (voiced.labels[2], voiced.heads[2]) == ("ccomp", 5)
    assert (voiced.labels[4], voiced.heads[4], voiced.tags[4]) == ("nsubj", 5, "PRON")
    assert (voiced.starts[-1], voiced.ends[-1]) == (tree.ends[-1], tree.ends[-1])
    assert add_voice(tree, [mention]) is tree


@pytest.mark.parametrize(("trigger", "expected"), [(1, 1), (5, 2)])
def test_ground_trigger(trigger: int, expected: int) -> None:
    assert ground_trigger(build_tree(QUOTED), trigger) == expected


@pytest.mark.parametrize(
    ("quoted", "expected"),
    [
        (f'" " PUNCT 4 punct; {QUOTED.replace(" 3 ", " 4 ")}', ["CHL"]),
        (QUOTED, [None]),  # its mark closes nothing
    ],
)
def test_find_voices(quoted: str, expected: list[str | None]) -> None:
    trees = [build_tree(SPOKEN), build_tree(quoted)]
    views = [View(" ".join(tree.words), tree) for tree in trees]
    chile = Actor("CHL", "Chile", None, "country")
    drafts = [[Draft(0, 1, 1, chile, "dictionary", "country", token=3, subject=True)], []]
    quotes = find_quotes([view.words.text for view in views])
    voices = find_voices(views, quotes, drafts, {"say"})
    assert [voice and voice.code for voice in voices] == [None, *expected]
