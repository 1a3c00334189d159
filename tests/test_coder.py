"""The library interface."""

import datetime

import pytest

import pipeline
from pipeline.coder import Request
from pipeline.errors import DemarcheError
from pipeline.records import Event

pytestmark = pytest.mark.parser

DAY = datetime.date(2012, 3, 14)
TEXT = "It rained. France condemned Chad on Monday. Turkey praised Jordan."


@pytest.fixture(scope="module")
def coder() -> pipeline.Coder:
    return pipeline.Coder()


def list_codes(events: list[Event]) -> list[str]:
    return [f"{event.sentence_number} {event.source} {event.cameo} {event.target} {event.date}" for event in events]


EXPECTED = ["2 FRA 111 TCD 2012-03-12", "3 TUR 051 JOR 2012-03-14"]


@pytest.mark.parametrize("date", [DAY, "2012-03-14"])
def test_a_text_gives_events(coder: pipeline.Coder, date: datetime.date | str) -> None:
    assert list_codes(coder.code(TEXT, date=date)) == EXPECTED


def test_many_texts_give_what_each_gives_alone(coder: pipeline.Coder) -> None:
    texts = [TEXT, "Nothing.", "", *[f"France condemned Chad {number} times." for number in range(100)], TEXT]
    codings = list(coder.code_texts(Request(text=text, date=DAY) for text in texts))
    assert [list(coding.events) for coding in codings] == [coder.code(text, date=DAY) for text in texts]
    assert list_codes(list(codings[0].events)) == EXPECTED


@pytest.mark.parametrize(
    ("actors", "only", "expected"),
    [
        ([(11, 17, "AAA")], False, ["AAA 111 TCD", "TUR 051 JOR"]),
        ([(11, 17, "AAA"), (28, 32, "BBB")], True, ["AAA 111 BBB"]),
        ([(0, 17, "AAA"), (28, 32, "BBB")], True, []),
        (None, True, []),
    ],
)
def test_given_actors_win(
    coder: pipeline.Coder, actors: list[tuple[int, int, str]] | None, only: bool, expected: list[str]
) -> None:
    events = coder.code(TEXT, date=DAY, actors=actors, given_only=only)
    assert [f"{e.source} {e.cameo} {e.target}" for e in events if e.source and e.target] == expected


LINE = "KABUL, March 14 (Reuters) - France condemned Chad."


def test_a_dateline_is_not_coded_and_moves_no_offset(coder: pipeline.Coder) -> None:
    (coding,) = coder.code_texts([Request(text=LINE, date=DAY, actors=((28, 34, "AAA"),))])
    assert [f"{e.source} {e.cameo} {e.target}" for e in coding.events] == ["AAA 111 TCD"]
    (sentence,) = coding.dossier.sentences
    assert LINE[sentence.start : sentence.end] == sentence.text == "France condemned Chad."


def test_an_actor_that_the_caller_finds_in_a_dateline_is_kept(coder: pipeline.Coder) -> None:
    (coding,) = coder.code_texts([Request(text=LINE, date=DAY, actors=((0, 5, "AAA"), (45, 49, "BBB")))])
    assert coding.dossier.sentences[0].start == 0


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"date": "14.3.2012"}, "write it as 2012-03-12"),
        ({"actors": [(5, 900, "FRA")]}, "outside the text of 66 characters"),
        ({"actors": [(9, 9, "FRA")]}, "outside the text"),
    ],
)
def test_a_mistake_is_told(coder: pipeline.Coder, options: dict[str, object], message: str) -> None:
    with pytest.raises(DemarcheError, match=message):
        coder.code(TEXT, **options)  # type: ignore[arg-type]
