"""When actions happened: time expressions of the clause, and the time that a paragraph tells of."""

import datetime

import pytest

import pipeline

pytestmark = pytest.mark.parser

PUBLISHED = datetime.date(2012, 3, 14)


@pytest.fixture(scope="module")
def coder() -> pipeline.Coder:
    return pipeline.Coder()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("France bombed Chad on Monday. Chad condemned France.", ["2012-03-12 actual", "2012-03-14 actual"]),
        ("France bombed Chad in 2008. Chad condemned France.", ["2008-01-01 history", "2008-01-01 history"]),
        ("Chad condemned France. France bombed Chad in 2008.", ["2008-01-01 history", "2008-01-01 history"]),
        # a date of these days in the paragraph: nothing is carried
        (
            "France bombed Chad on Monday. In 2008, it bombed Kenya. Kenya condemned France.",
            ["2012-03-12 actual", "2008-01-01 history", "2012-03-14 actual"],
        ),
        # what is told in passing sets no scene
        ("France had bombed Chad in June. Chad condemned France.", ["2011-06-01 history", "2012-03-14 actual"]),
        ("France bombed Chad in June. Chad condemned France.", ["2011-06-01 history", "2012-03-14 actual"]),
        ("In June, France bombed Chad. Chad condemned France.", ["2011-06-01 history", "2011-06-01 history"]),
        # another paragraph, another time; but one that begins with "But that"
        ("France bombed Chad in 2008.\n\nChad condemned France.", ["2008-01-01 history", "2012-03-14 actual"]),
        (
            "France bombed Chad in 2008.\n\nBut that attack failed, and Chad condemned France.",
            ["2008-01-01 history", "2008-01-01 history"],
        ),
        # the present is not carried back, nor is what is announced
        ("France bombed Chad in 2008. Chad condemns France.", ["2008-01-01 history", "2012-03-14 actual"]),
        ("In the past, France has bombed Chad. Chad has condemned France.", ["2012-03-14 history"] * 2),
        # what has happened is not of the day of what will
        ("Ministers will meet in Oslo on Friday, and Chad has rejected an offer by France.", ["2012-03-14 actual"]),
        ("Ministers met in Oslo on Friday, and Chad rejected an offer by France.", ["2012-03-09 actual"]),
        ("The opposition in Chad has rejected any talks with France.", ["2012-03-14 actual"]),
    ],
)
def test_dates_and_status(coder: pipeline.Coder, text: str, expected: list[str]) -> None:
    events = [event for event in coder.code(text, date=PUBLISHED) if event.source and event.target]
    assert [f"{event.date} {event.status}" for event in events if event.cameo[:2] in {"11", "12", "19"}] == expected
