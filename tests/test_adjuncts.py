"""Time adverbials are found among the tokens of a sentence, and hung back into the tree made without them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.adjuncts import AdjunctFinder, Rows
from pipeline.syntax import ADJUNCTS

FINDER = AdjunctFinder.load(ADJUNCTS)

FOUND = [
    ("Norway on Tuesday accused Chile .", ["on Tuesday"]),
    ("Norway Tuesday accused Chile .", ["Tuesday"]),
    ("Norway signed a deal late last week with Chile .", ["late last week"]),
    ("On Tuesday night Norwegian envoys left .", ["On Tuesday night"]),
    ("Norway late on Tuesday accused Chile yesterday of theft .", ["late on Tuesday", "yesterday"]),
    ("Norway on March 5 accused Chile .", ["on March 5"]),
    ("Norway on 5 March accused Chile .", ["on 5 March"]),
    ("Norway on Tuesday , March 5 , accused Chile .", ["on Tuesday , March 5 ,"]),
    ("On March 5 , 2011 , Norway accused Chile .", ["On March 5 , 2011 ,"]),
    ("Norway in early May 2011 accused Chile .", ["in early May 2011"]),
    ("Norway two weeks ago accused Chile .", ["two weeks ago"]),
    ("Norway at the weekend accused Chile .", ["at the weekend"]),
    ("Norway accused Chile on Tuesday .", ["on Tuesday"]),
    ("On Tuesday , Norway accused Chile .", []),
    ("Monday was quiet .", []),
    ("March was quiet .", []),
    ("The Tuesday vote failed .", []),
    ("Norway closed the shops on Friday and Saturday to all .", []),
    ("Norway has waited since Tuesday for Chile .", []),
    ("Norway led Tuesday 's talks .", []),
    ("Crowds left Friday prayers in Lima .", []),
    ("They fear this march through Lima .", []),
]


@pytest.mark.parametrize(("line", "expected"), FOUND)
def test_find(line: str, expected: list[str]) -> None:
    tokens = line.split()
    assert [" ".join(tokens[slice(*span)]) for span in FINDER.find(tokens)] == expected


HUNG = [  # the sentence; head, label and tag of each word left without the adverbials; where their heads come to hang
    (
        "Norway on Tuesday accused Chile .",
        [(1, "nsubj", "PROPN"), (1, "root", "VERB"), (1, "obj", "PROPN"), (1, "punct", "PUNCT")],
        {"Tuesday": ("accused", "obl"), "on": ("Tuesday", "case")},
    ),
    (
        "Norway struck a deal late last week with Chile .",
        [
            (1, "nsubj", "PROPN"),
            (1, "root", "VERB"),
            (3, "det", "DET"),
            (1, "obj", "NOUN"),
            (5, "case", "ADP"),
            (3, "nmod", "PROPN"),
            (1, "punct", "PUNCT"),
        ],
        {"week": ("struck", "obl:unmarked"), "late": ("week", "advmod"), "last": ("week", "amod")},
    ),
    (
        "Norway talked for hours on Monday with Chile .",
        [
            (1, "nsubj", "PROPN"),
            (1, "root", "VERB"),
            (3, "case", "ADP"),
            (1, "obl", "NOUN"),
            (5, "case", "ADP"),
            (3, "nmod", "PROPN"),
            (1, "punct", "PUNCT"),
        ],
        {"Monday": ("talked", "obl"), "Chile": ("talked", "obl")},
    ),
    (
        "The siege in 1994 ended badly .",
        [(1, "det", "DET"), (2, "nsubj", "NOUN"), (2, "root", "VERB"), (2, "advmod", "ADV"), (2, "punct", "PUNCT")],
        {"1994": ("siege", "nmod"), "in": ("1994", "case")},
    ),
    (
        "Norway on Tuesday was ready .",
        [(2, "nsubj", "PROPN"), (2, "cop", "AUX"), (2, "root", "ADJ"), (2, "punct", "PUNCT")],
        {"Tuesday": ("ready", "obl")},
    ),
]


@pytest.mark.parametrize(("line", "cells", "expected"), HUNG)
def test_hang(line: str, cells: list[tuple[int, str, str]], expected: dict[str, tuple[str, str]]) -> None:
    tokens = line.split()
    heads, labels, tags = map(list, zip(*cells, strict=True))
    full = FINDER.hang(Rows(heads, labels, tags, tags), tokens, FINDER.find(tokens))
    hung = {word: (tokens[full.heads[at]], full.labels[at]) for at, word in enumerate(tokens)}
    assert expected.items() <= hung.items()
    assert full.labels.count("root") == 1


TIMES = ("on", "in", "late", "Tuesday", "night", "March", "5", "2011", "last", "week", "two", "days", "ago", "today")
WORDS = st.sampled_from((*TIMES, ",", "Norway", "accused", "the", "of", "with"))


@given(st.lists(WORDS, min_size=1, max_size=12), st.data())
def test_any_tokens(tokens: list[str], data: st.DataObject) -> None:
    """Whatever the tokens, the spans are apart and in order, and the words keep their heads."""
    spans = FINDER.find(tokens)
    lifted = [token for span in spans for token in range(*span)]
    assert lifted == sorted(set(lifted))
    kept = [token for token in range(len(tokens)) if token not in lifted]
    heads = [data.draw(st.integers(0, max(row - 1, 0))) for row in range(len(kept))]
    names = ["VERB"] * len(kept)
    full = FINDER.hang(Rows(heads, names, names, names), tokens, spans)
    assert [full.heads[token] for token in kept] == [kept[head] for head in heads]
    assert all(full.labels) and all(full.tags) and all(full.xpos)
    for token in range(len(tokens)):
        seen = {token}
        while full.heads[token] != token:
            token = full.heads[token]
            assert token not in seen
            seen.add(token)
