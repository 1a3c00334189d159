"""The day of publication: a table of page headers and what they say, or the reason why they say nothing."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.ingest import Cues, IngestOptions, load_cues, make_article
from pipeline.ingest.published import is_date_line, read_address, read_date
from pipeline.ingest.reasons import AMBIGUOUS_DATE, BAD_DATE, FUTURE_DATE, NO_DATE
from pipeline.records import Article, Reject

CUES = load_cues(Path(__file__).parents[1] / "codebooks" / "en")
TODAY = date(2026, 1, 31)
OPTIONS = IngestOptions(cues=CUES, today=TODAY)
BODY = (
    "Niger recalled its ambassador from Chad after a raid on a border town in which four traders were killed.\n\n"
    "Chad rejected the charge and asked the African Union to send observers to the town before the end of May."
)
DAY = date(2012, 3, 4)


def read_page(header: str, footer: str = "", *, options: IngestOptions = OPTIONS) -> Article | Reject:
    page = f"{header}\n\nNiger recalls ambassador from Chad\n\n{BODY}\n\n{footer}"
    return make_article(page, uri="page.txt", options=options)


STATED = {
    "month day year": "March 4, 2012",
    "short month": "Mar. 4, 2012",
    "capitals": "MARCH 4, 2012",
    "day month year": "4 March 2012",
    "ordinal": "the 4th of March 2012",
    "weekday and hour": "Sunday, 4 March 2012, 10:32 GMT",
    "bars and hours": "March 4, 2012 / 9:47 AM / 8 years ago",
    "with a name": "Ada Noor | March 4, 2012 | 10:32 a.m. PST",
    "iso": "2012-03-04",
    "iso with hour": "2012-03-04T21:10:00+01:00",
    "iso with full stops": "2012.03.04",
    "dashes": "4-Mar-2012",
    "label": "Published: March 4, 2012",
    "label on": "Posted on 4 March 2012 at 9:15 by Ada Noor",
    "label date": "Date: 4 March 2012",
    "last updated": "Last updated: March 4, 2012",
    "published before updated": "Published: 4 March 2012 | Updated: 6 March 2012",
    "published after updated": "Updated 6 March 2012\nPublished 4 March 2012",
    "day of the visit": "Today is Thursday, 8 November 2018\nMarch 4, 2012",
    "retrieved": "Retrieved 8 November 2018\n4 March 2012",
    "caption with an older day": "March 4, 2012\n\nA market in Zinder, pictured on May 2, 2009. AFP/File",
    "caption before": "Soldiers in Diffa on June 1, 2011. REUTERS/Stringer\n\nMarch 4, 2012",
    "weekday tells the order": "Sunday 04/03/2012",
    "dateline with a year": "NIAMEY, March 4, 2012 (Xinhua)",
    "day and month alike, not this": "Issue 7\n4 March 2012",
    "address": "Original url: https://www.courier.example/2012/03/04/niger-recalls-ambassador",
}


@pytest.mark.parametrize("header", STATED.values(), ids=STATED.keys())
def test_stated_day(header: str) -> None:
    article = read_page(header)
    assert isinstance(article, Article), article
    assert article.publication_date == DAY
    assert article.date_evidence in header
    assert article.title == "Niger recalls ambassador from Chad"
    assert article.body == BODY


UNSTATED = {
    "nothing": ("", NO_DATE),
    "no year": ("March 4", NO_DATE),
    "copyright only": ("© 2019 The Courier", NO_DATE),
    "visit only": ("Today is Thursday, 8 November 2018", NO_DATE),
    "day or month first": ("03/04/2012", AMBIGUOUS_DATE),
    "day or month first, label": ("Published: 03.04.2012", AMBIGUOUS_DATE),
    "two days": ("March 4, 2012\nMarch 9, 2012", AMBIGUOUS_DATE),
    "no such day": ("Published: February 30, 2012", BAD_DATE),
    "future": ("Published: March 4, 2031", FUTURE_DATE),
}


@pytest.mark.parametrize(("header", "reason"), UNSTATED.values(), ids=UNSTATED.keys())
def test_unstated_day(header: str, reason: str) -> None:
    reject = read_page(header)
    assert isinstance(reject, Reject)
    assert (reject.stage, reject.uri, reject.reason) == ("ingest", "page.txt", reason)
    assert reject.detail


@pytest.mark.parametrize(
    ("header", "change", "expected"),
    [
        ("03/04/2012", {"day_first": True}, date(2012, 4, 3)),
        ("03/04/2012", {"day_first": False}, date(2012, 3, 4)),
        ("25/04/2012", {"day_first": False}, date(2012, 4, 25)),
        ("04/25/2012", {}, date(2012, 4, 25)),
        ("03/03/2012", {}, date(2012, 3, 3)),
        ("03/04/2012\nOriginal url: http://a.example/2012/04/03/x", {}, date(2012, 4, 3)),
        ("03/04/2012", {"date": date(2012, 4, 5)}, date(2012, 4, 5)),
        ("", {"date": date(2012, 4, 5)}, date(2012, 4, 5)),
        ("March 4, 2012", {"date": date(2012, 4, 5)}, date(2012, 3, 4)),
    ],
)
def test_options_decide(header: str, change: dict[str, object], expected: date) -> None:
    article = read_page(header, options=replace(OPTIONS, **change))  # type: ignore[arg-type]  # a table of options
    assert isinstance(article, Article)
    assert article.publication_date == expected


@pytest.mark.parametrize(
    "footer",
    [
        "© 2019 The Courier. All rights reserved.",
        "Copyright 1 May 2019",
        "Ada, 6 March 2012 at 9:15\n\nI do not agree.",
    ],
)
def test_a_footer_does_not_date_the_article(footer: str) -> None:
    article = read_page("March 4, 2012", footer)
    assert isinstance(article, Article)
    assert article.publication_date == DAY


def test_a_day_in_a_sentence_is_no_evidence() -> None:
    page = f"Niger recalls ambassador from Chad\n\nNiger and Chad signed a treaty in Niamey on May 2, 2009.\n\n{BODY}"
    reject = make_article(page, uri="a.txt", options=OPTIONS)
    assert isinstance(reject, Reject)
    assert reject.reason == NO_DATE


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2012-03-04", DAY),
        ("2012-03-04 21:10:00", DAY),
        ("20120304", DAY),
        ("20120304T211000Z", DAY),
        ("4 Mar 2012", DAY),
        ("Sun, 04 Mar 2012 10:00:00 +0100", DAY),
        ("March 4, 2012 Sunday", DAY),
        ("03/04/2012", AMBIGUOUS_DATE),
        ("31/31/2012", BAD_DATE),
        ("20121331", BAD_DATE),
        ("1331510400", BAD_DATE),
        ("yesterday", BAD_DATE),
    ],
)
def test_cells(cell: str, expected: date | str) -> None:
    finding = read_date(cell, CUES)
    assert (finding.date or finding.reason) == expected


@settings(deadline=None)
@given(
    st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)),
    st.sampled_from(["%Y-%m-%d", "%d %B %Y", "%b. %d, %Y"]),
)
def test_every_day_is_read_back(day: date, form: str) -> None:
    assert read_date(day.strftime(form), CUES).date == day


@settings(deadline=None)
@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)))
def test_numbers_are_never_guessed(day: date) -> None:
    finding = read_date(day.strftime("%d/%m/%Y"), CUES)
    assert finding.date == (day if day.day > 12 or day.day == day.month else None)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.example/2012/03/04/x", DAY),
        ("https://a.example/news/2012-03-04-x", DAY),
        ("https://a.example/news-20120304.html", DAY),
        ("https://a.example/2012/13/40/x", None),
        ("https://a.example/id/4711", None),
    ],
)
def test_addresses(url: str, expected: date | None) -> None:
    assert read_address(url) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Saturday 4 February 2012 19.54 GMT", True),
        ("updated 5:13 AM EST, Tue February 7, 2012", True),
        ("By Ada Noor and Sam Bell, Sahel Courier, Niamey, 4 March 2012", True),
        ("Final communique of the summit of heads of state, 4 April 2009", False),
        ("The treaty was signed in Niamey on March 4, 2012, and again a year later.", False),
        ("Niger recalls ambassador", False),
    ],
)
def test_date_lines(line: str, expected: bool) -> None:
    assert is_date_line(line, CUES) == expected


def test_cues_are_data() -> None:
    assert isinstance(CUES, Cues)
    assert set(CUES.months.values()) == set(range(1, 13))
    assert set(CUES.weekdays.values()) == set(range(7))
