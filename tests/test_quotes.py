"""Quotations that run over several sentences."""

import pytest

from pipeline.actors.drafts import Draft
from pipeline.actors.quotes import find_quotes, find_speaker
from pipeline.actors.view import View
from tests.trees import build_tree


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["They left."], [()]),
        (['"They must go," he said.'], [((0, 15),)]),
        (['He said "they must go" and "pay".'], [((8, 22), (27, 32))]),
        (['"They must go.', "They know it.", 'Go!" he said.'], [((0, 14),), ((0, 13),), ((0, 4),)]),
        (['"They must go.', '"They know it," he said.'], [((0, 14),), ((0, 15),)]),
        (["''They must go,'' he said."], [((0, 17),)]),
        (['He said " they must go " .'], [((8, 24),)]),
        (['A 12" gun fired.', "They left."], [(), ()]),
        (['A "stray mark.', "They left.", "They came."], [((2, 14),), (), ()]),
    ],
)
def test_find_quotes(texts: list[str], expected: list[tuple[tuple[int, int], ...]]) -> None:
    assert [quoted.stretches for quoted in find_quotes(texts)] == expected


QUOTED = '" " PUNCT 3 punct; Peru Peru PROPN 3 nsubj; lied lie VERB 0 root; . . PUNCT 3 punct'
CLOSED = f'{QUOTED}; " " PUNCT 3 punct'
SPOKEN = 'It it PRON 2 nsubj; lied lie VERB 5 ccomp; " " PUNCT 2 punct; Chile Chile PROPN 5 nsubj; said say VERB 0 root'
BEFORE = "Chile Chile PROPN 2 nsubj; said say VERB 0 root; so so ADV 2 advmod"
SILENT = "Chile Chile PROPN 2 nsubj; left leave VERB 0 root"


@pytest.mark.parametrize(
    ("notations", "number", "expected"),
    [
        ([QUOTED, SPOKEN], 0, (1, 2)),
        ([BEFORE, CLOSED], 1, (0, 0)),
        ([BEFORE, CLOSED, CLOSED], 2, (0, 0)),
        ([BEFORE, SILENT, CLOSED], 2, None),
        ([CLOSED, SPOKEN], 0, None),  # closed: what follows is another's word
    ],
)
def test_find_speaker(notations: list[str], number: int, expected: tuple[int, int] | None) -> None:
    trees = [build_tree(notation) for notation in notations]
    views = [View(" ".join(tree.words), tree) for tree in trees]
    names = [[at for at, form in enumerate(view.forms) if form in {"It", "Chile"}] for view in views]
    drafts = [
        [
            Draft(number, word, word, None, "dictionary", "country", token=view.tokens[word], subject=True)
            for word in words
        ]
        for number, (view, words) in enumerate(zip(views, names, strict=True))
    ]
    found = find_speaker(views, find_quotes([view.words.text for view in views]), drafts, number, {"say"})
    assert (found and (found.sentence, found.first)) == expected
