"""The actor coder with the whole codebook and the parser, scored on marked sentences of our own."""

import shutil
import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.actors import ActorCoder
from pipeline.actors.coder import NOTHING
from pipeline.actors.parts import PartFinder
from pipeline.actors.tokens import split_words
from pipeline.actors.view import View
from pipeline.codebook.actors import load_actors
from pipeline.codebook.folder import find_codebooks
from pipeline.records import Article, Sentence
from pipeline.syntax import load_parser
from tests.actors.marks import Example, Score, find_actors, read_line, read_marks, score_example

FOLDER = Path(__file__).parent / "actors"


@pytest.fixture(scope="module")
def coder() -> ActorCoder:
    return ActorCoder(load_actors(find_codebooks() / "en" / "actors"))


@pytest.fixture(scope="module")
def parser():
    return load_parser()


@pytest.mark.parser
@pytest.mark.parametrize("batch", ["mentions", "blind"])
def test_scores_stay_above_their_floors(coder, parser, batch):
    floors = tomllib.loads((FOLDER / "floors.toml").read_text(encoding="utf-8"))[batch]
    score, faults = Score(), []
    for example in read_marks(FOLDER / f"{batch}.txt"):
        faults += score_example(example, find_actors(coder, parser, example), score)
    found = {"precision": score.precision, "recall": score.recall, "code": score.code, "marked": score.marked}
    assert {name: value for name, value in found.items() if value < floors[name]} == {}, "\n".join(faults)


def list_rules():
    return sorted(
        load_actors(find_codebooks() / "en" / "actors").rules.ambiguities.values(), key=lambda rule: rule.name
    )


@pytest.mark.parser
@pytest.mark.parametrize("rule", [pytest.param(rule, id=rule.name) for rule in list_rules()])
def test_each_ambiguity_is_told_by_its_examples(coder, parser, rule):
    def code(text):
        return [
            each.code for each in find_actors(coder, parser, Example(date(2018, 5, 1), (text,), ())) if each.country
        ]

    meant = code(rule.example)[:1]
    assert meant and meant[0] not in code(rule.counter_example)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Prime Minister May spoke.", ["May"]),
        ("Mr. May spoke.", ["May"]),
        ("It ended in May.", []),
        ("May rains fell.", []),
    ],
)
def test_months_are_persons_after_titles_only(tmp_path, text, expected):
    book = tmp_path / "en" / "actors"
    shutil.copytree(find_codebooks() / "en" / "actors", book)
    (book / "more.csv").write_text("name,aliases,code,from,to,kind\nJohn May,May,GBRGOV,,,person\n", encoding="utf-8")
    words = split_words(text)
    view = View(text, None)
    parts = PartFinder(load_actors(book)).find(view, date(2018, 5, 1), text.lower(), NOTHING)
    assert [words.forms[part.last] for part in parts if part.kind == "person"] == expected


def test_marks_are_read():
    text, marks = read_line("[TUR/TURGOV|The Turks] met [RUS+GEO|both sides].")
    assert text == "The Turks met both sides."
    spans = [(text[mark.start : mark.end], mark.codes) for mark in marks]
    assert spans == [("Turks", ("TUR", "TURGOV")), ("both sides", ("RUS",)), ("both sides", ("GEO",))]


WORDS = [
    "Russia",
    "the",
    "president",
    "of",
    "'s",
    "-",
    ",",
    "Kofi",
    "Annan",
    "he",
    "it",
    "both",
    "countries",
    "U.N.",
    '"',
]


@given(st.lists(st.lists(st.sampled_from(WORDS) | st.text(max_size=5), max_size=12), max_size=4))
def test_any_text_gives_mentions_inside_it(coder, rows):
    texts = [" ".join(words) for words in rows]
    article = Article(article_id="a", uri="a", body="", publication_date=date(2012, 1, 1), date_evidence="")
    sentences = [
        Sentence(article_id="a", sentence_number=number, start=0, end=len(text), text=text, kind="body")
        for number, text in enumerate(texts)
    ]
    for mention in coder.find_mentions(article, sentences, [None] * len(texts)):
        assert mention.text == texts[mention.sentence_number][mention.start : mention.end] != ""
