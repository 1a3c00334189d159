"""Duplicates: exact and near copies are linked to the first article by day and address, and nothing is deleted."""

import random
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.ingest import keep_article, link_duplicates, load_cues
from pipeline.records import Article

CUES = load_cues(Path(__file__).parents[1] / "codebooks" / "en")
WORDS = [f"word{number}" for number in range(300)]


def make_text(seed: int, length: int = 200) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=length))


def change_words(text: str, count: int) -> str:
    words = text.split()
    for place in random.Random(7).sample(range(len(words)), count):
        words[place] = "changed"
    return " ".join(words)


def make(body: str, *, day: int = 4, uri: str = "a.txt") -> Article:
    return keep_article(body, date=date(2012, 3, day), uri=uri, evidence="made")


FIRST = make(make_text(1), day=4, uri="b.txt")
COPIES = {
    "exact": (FIRST.body, True),
    "case, stops and blanks": (FIRST.body.upper().replace(" ", ",  "), True),
    "few words changed": (change_words(FIRST.body, 6), True),
    "one sentence more": (FIRST.body + " " + make_text(9, 20), True),
    "a third changed": (change_words(FIRST.body, 70), False),
    "another text": (make_text(2), False),
    "the same words in another order": (" ".join(sorted(FIRST.body.split())), False),
}


@pytest.mark.parametrize(("body", "linked"), COPIES.values(), ids=COPIES.keys())
def test_copies_are_linked(body: str, linked: bool) -> None:
    copy = make(body, day=5)
    assert link_duplicates([copy, FIRST], CUES) == [
        replace(copy, duplicate_of=FIRST.article_id if linked else None),
        FIRST,
    ]


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_the_first_by_day_and_address_is_the_original(order: tuple[int, int, int]) -> None:
    articles = [make(FIRST.body, day=4, uri="a"), make(FIRST.body, day=4, uri="b"), make(FIRST.body, day=5, uri="a")]
    linked = link_duplicates([articles[place] for place in order], CUES)
    assert [article.duplicate_of for article in linked] == [
        None if place == 0 else articles[0].article_id for place in order
    ]


@pytest.mark.parametrize("body", ["", "Niger.", "Niger agreed", "!"])
def test_short_texts(body: str) -> None:
    first, second = make(body, uri="a"), make(body, day=5, uri="b")
    assert link_duplicates([first, second], CUES)[1].duplicate_of == first.article_id


@settings(deadline=None)
@given(st.permutations(range(12)))
def test_the_links_do_not_depend_on_the_order(order: list[int]) -> None:
    bodies = [make_text(seed % 5, 60) for seed in range(12)]
    articles = [make(body, day=1 + number, uri=str(number)) for number, body in enumerate(bodies)]
    linked = link_duplicates([articles[place] for place in order], CUES)
    assert {article.uri: article.duplicate_of for article in linked} == {
        article.uri: None if number < 5 else articles[number % 5].article_id for number, article in enumerate(articles)
    }


def test_nearly_all_near_copies_are_found() -> None:
    originals = [make(make_text(seed), uri=f"{seed:03}") for seed in range(100)]
    copies = [make(change_words(one.body, 4), day=5, uri=one.uri) for one in originals]
    linked = link_duplicates(originals + copies, CUES)
    assert [one.duplicate_of for one in linked[:100]] == [None] * 100
    assert [one.duplicate_of for one in linked[100:]] == [one.article_id for one in originals]
