"""Suggested codebook entries: what a corpus names and no row has."""

from datetime import date

import pytest

from pipeline.actors import ActorCoder
from pipeline.codebook.actors import load_actors
from pipeline.codebook.folder import find_codebooks
from pipeline.records import Article, Sentence
from pipeline.suggest import suggest_actors

TEXTS = (
    "Liberian Health Minister Samuel Toe met the Upper River Council on Monday.",
    "Toe promised the Upper River Council help, and Toe thanked the visitors.",
    "The carpenter Paul Weah watched them while beekeepers protested against Kofi Annan.",
    "Soldiers stopped the beekeepers.",
)


@pytest.fixture(scope="module")
def suggestions():
    coder = ActorCoder(load_actors(find_codebooks() / "en" / "actors"))
    article = Article(
        article_id="a", uri="a", body="\n".join(TEXTS), publication_date=date(2005, 1, 1), date_evidence="given"
    )
    sentences = [
        Sentence(article_id="a", sentence_number=number, start=0, end=len(text), text=text, kind="body")
        for number, text in enumerate(TEXTS)
    ]
    return suggest_actors([(article, sentences)], coder, least=1)


@pytest.mark.parametrize(
    ("name", "count", "line"),
    [
        ("Samuel Toe", 3, "Samuel Toe,Toe,LBRGOV,,,person"),
        ("Upper River Council", 2, "Upper River Council,,---,,,organisation"),
    ],
)
def test_names_without_a_row_are_suggested(suggestions, name, count, line):
    found = [(each.count, each.line) for each in suggestions if each.name == name]
    assert found == [(count, line)]


def test_the_most_frequent_comes_first_and_shows_its_sentences(suggestions):
    assert suggestions[0].name == "Samuel Toe"
    assert suggestions[0].examples == TEXTS[:2]


def test_known_names_are_not_suggested(suggestions):
    assert not {"Kofi Annan", "Liberia", "Annan"} & {each.name for each in suggestions}
