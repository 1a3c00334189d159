"""Sentence boundaries: a table of texts with the boundaries marked, and properties that no text may break."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import DemarcheError
from pipeline.records import Article
from pipeline.sentences import Splitter, load_splitter, split_article

CODEBOOK = Path(__file__).parents[1] / "codebooks" / "en"


SPLITTER = load_splitter(CODEBOOK)


@pytest.fixture
def splitter() -> Splitter:
    return SPLITTER


# Each text is one paragraph; "|" marks where a sentence ends inside it.
BOUNDARIES = {
    "plain": "Chad recalled its envoy.| Niger did not.",
    "abbreviated country": "The U.S. envoy met the U.N. Security Council in Geneva.",
    "country ends the sentence": "Chad expelled an envoy of the U.S.| The president gave no reason.",
    "body ends the sentence": "The plan came from the U.N.| But Niger rejected it.",
    "titles": "Gen. Omar met Lt. Col. Issa, Mr. Haddad and Sen. Bell at St. Peter.",
    "title in capitals": "GEN. OMAR MEETS U.N. ENVOY IN NIAMEY",
    "two sentences in capitals": "NIGER RECALLS ENVOY.| CHAD PROTESTS.",
    "hours": "Talks began at 9 a.m. Monday and ended at 4 p.m.| The ministers left.",
    "month and day": "On Feb. 3 the council met.| It met again on Sept. 14 in Geneva.",
    "month ends the sentence": "The embargo ends in Feb.| Niger objected.",
    "number": "Annex No. 3 lists the firms.| Did they agree?| No.| Talks went on.",
    "company": "Acme Inc. sold arms to Chad.| Acme Corp. President Lee resigned.",
    "latin": "Some states, e.g. Niger, and arms, i.e. Tanks, were named, etc.| The list is long.",
    "initials": "J. K. Bello and George W. Abara met J.P. Diallo in Dakar.",
    "unknown acronym": "The G.O.P. Senate voted.| It closed the A.B.C.| Then it left.",
    "decimals": "Exports fell by 3.5 percent to $1.2 billion.| Imports rose.",
    "ellipsis goes on": "It is for the neighbours... to act.",
    "ellipsis ends": "Nobody knew what came next...| Niger waited.",
    "stop inside straight quotes": 'The minister said the vote was "a scandal."| Chad agreed.',
    "stop inside curly quotes": "Niger called the vote “a scandal.”| Chad agreed.",
    "stop after the quotes": "Niger called the vote “a scandal”.| Chad agreed.",
    "quotation before the speaker": '"We will not go," he said.| He left.',
    "quotation over sentences": "“We will not go.| Nobody will go,” the envoy said.| “The talks are over.”",
    "quotation with a colon": 'Niger sent one message: "We stand with you."| Chad sent none.',
    "question, small letter": '"Will it end?" the envoy asked.',
    "question, name": '"Will it end?" Haddad asked reporters.| Nobody answered.',
    "question, name and office": "“When?” Foreign Minister Haddad asked.| “Now!” Chad said.",
    "question, new sentence": '"Will it end?"| The envoy asked nobody.',
    "bracket holds a sentence": "Niger agreed. (Chad had agreed before.)| The talks began.".replace("d. (", "d.| ("),
    "bracket holds a name": "The United Nations (U.N.) Security Council met.",
    "semicolon": "Niger agreed; Chad did not.| Mali abstained.",
    "no final stop": "Niger agreed.| Chad, however, did not",
    "lost blank": "Ten people were killed.The council met.| It did not vote.".replace("d.T", "d.|T"),
    "address of a web page": "The text is on www.niger.example and on niger.example.",
    "list number": "1. Niger agrees.| 2. Chad withdraws.",
    "name in small letters": "The group fled.| al-Nasr fighters took the town.",
    "dash after the stop": "Niger agreed.| - Chad refused.",
    "name with a mark": "Yahoo! Inc. closed its office.",
    "note after the stop": "Niger agreed. [3]| Chad refused.",
    "a word like an abbreviation": "The envoy was ill.| Chad sent another to the mass.| Haddad led it.",
    "apostrophes": "‘We agree.’| The envoy left Niger’s capital.",
}


@pytest.mark.parametrize("marked", BOUNDARIES.values(), ids=BOUNDARIES.keys())
def test_boundaries(splitter: Splitter, marked: str) -> None:
    pieces = marked.split("|")
    text = "".join(pieces)
    assert [text[start:end] for start, end in splitter.split(text)] == [piece.strip() for piece in pieces]


def test_an_empty_line_ends_a_sentence_and_a_single_line_break_does_not(splitter: Splitter) -> None:
    text = "Pressure on\nNiger\n \nChad agreed"
    assert [text[start:end] for start, end in splitter.split(text)] == ["Pressure on\nNiger", "Chad agreed"]


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("aB.U!?…\"”“')(]\n \t1,-é‘’[")))
def test_no_character_is_lost_and_sentences_are_in_order(text: str) -> None:
    spans = SPLITTER.split(text)
    covered = [position for start, end in spans for position in range(start, end)]
    assert covered == sorted(set(covered))
    assert {position for position, character in enumerate(text) if not character.isspace()} <= set(covered)
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in spans)


@settings(deadline=None)
@given(st.text())
def test_any_text_is_covered(text: str) -> None:
    spans = SPLITTER.split(text)
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(text.split())


HOSTILE = ["." * 300_000 + "x", '."' * 100_000 + "x", "x" * 300_000, ". -" * 100_000, "\n " * 100_000 + "x"]


@pytest.mark.parametrize("text", HOSTILE, ids=["stops", "quotes", "letters", "dashes", "lines"])
def test_hostile_runs_are_read_in_one_pass(splitter: Splitter, text: str) -> None:
    spans = splitter.split(text)
    assert spans[-1][1] == len(text.rstrip())


ARTICLE = Article(
    article_id="0123456789abcdef",
    uri="a.txt",
    title=" Niger recalls envoy. Chad protests ",
    body="Niger recalled its envoy.\n\nChad protested. It gave no reason.",
    publication_date=date(2012, 3, 12),
    date_evidence="made",
)


def test_an_article_gives_its_headline_and_its_body(splitter: Splitter) -> None:
    rows = list(split_article(ARTICLE, splitter))
    assert [(row.sentence_number, row.kind, row.text) for row in rows] == [
        (0, "headline", "Niger recalls envoy. Chad protests"),
        (1, "body", "Niger recalled its envoy."),
        (2, "body", "Chad protested."),
        (3, "body", "It gave no reason."),
    ]
    texts = [ARTICLE.title or "", *[ARTICLE.body] * 3]
    assert all(text[row.start : row.end] == row.text for text, row in zip(texts, rows, strict=True))


@pytest.mark.parametrize("title", [None, "", "  "])
def test_without_a_headline_numbers_begin_with_one(splitter: Splitter, title: str | None) -> None:
    rows = list(split_article(replace(ARTICLE, title=title), splitter))
    assert [row.sentence_number for row in rows] == [1, 2, 3]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("[starters]", "[beginners]"), r"sentences.toml: table \[starters\] must have the keys words, lower"),
        (("inner = [", "inner = [3, "), "abbreviations.inner must be a list of words"),
        (("[names]", "[oddities]\n[names]"), r"unknown table \[oddities\]"),
        (("[names]", "[names"), "cannot be read"),
    ],
)
def test_a_broken_word_list_is_named(tmp_path: Path, change: tuple[str, str], message: str) -> None:
    content = (CODEBOOK / "sentences.toml").read_text(encoding="utf-8")
    (tmp_path / "sentences.toml").write_text(content.replace(*change), encoding="utf-8")
    with pytest.raises(DemarcheError, match=message):
        load_splitter(tmp_path)
