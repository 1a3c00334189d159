"""The day of publication, with the words that say so; an ambiguous date is never decided by a guess."""

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from pipeline.ingest.cues import Cues
from pipeline.ingest.reasons import AMBIGUOUS_DATE, BAD_DATE, NO_DATE

_YEAR = r"(?P<{0}>(?:18|19|20)\d\d)(?!\d)"
_URL_DATE = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?!\d)|[/_-]((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)")
_WORD = re.compile(r"[^\W\d_][\w.]*")
_HOUR = re.compile(r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?|\d{4}(?= ?(?:gmt|utc|hrs))|[+-]\d\d:?\d\d|\d+", re.IGNORECASE)
_TERMINATED = re.compile(r"[.!?][\"”’')\]]*$")
_LABEL_WIDTH: Final = 40
_MOST_PLAIN: Final = 3

# How far a place of a date can be trusted; the highest wins.
_LABELLED, _ADDRESS, _DATELINE, _HEADER, _LINE, _UPDATED, _NEAR = 6.0, 5.0, 4.0, 3.5, 3.0, 2.5, 1.5
_NEAR_LINES: Final = 3


@dataclass(frozen=True, slots=True)
class Finding:
    """A day of publication and its evidence, or the reason why there is none."""

    date: datetime.date | None = None
    evidence: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """One date in a text and the days it may mean: two where day and month cannot be told apart, none if impossible."""

    start: int
    end: int
    text: str
    days: tuple[datetime.date, ...]


def find_dates(line: str, cues: Cues, *, day_first: bool | None = None) -> Iterator[Candidate]:
    """The full dates (day, month and year) of a line, from left to right."""
    for found in _date_pattern(tuple(cues.months), tuple(cues.weekdays)).finditer(line):
        yield Candidate(found.start(), found.end(), found[0], _read_days(found, cues, day_first))


def read_date(text: str, cues: Cues, *, day_first: bool | None = None) -> Finding:
    """The date of a cell or a field, which holds a date and perhaps an hour."""
    candidates = list(find_dates(text, cues, day_first=day_first))
    if compact := re.fullmatch(r"((?:18|19|20)\d\d)(\d\d)(\d\d)(?:T?\d{4,6}Z?)?", text.strip()):
        candidates = [Candidate(0, len(text), text.strip(), _make_days(*map(int, compact.groups())))]
    days = {candidate.days for candidate in candidates}
    if not candidates:
        return Finding(reason=BAD_DATE, evidence=text)
    if len(days) > 1:
        return Finding(reason=AMBIGUOUS_DATE, evidence=text)
    return _judge_days(candidates[0].days, text)


def read_address(url: str) -> datetime.date | None:
    """The day in the address of an article, as in ``/2012/03/12/``."""
    for found in _URL_DATE.finditer(url):
        days = _make_days(*(int(part) for part in found.groups() if part is not None))
        if days:
            return days[0]
    return None


def is_date_line(line: str, cues: Cues) -> bool:
    """Whether the line is a date with hardly anything beside it."""
    if len(line) > cues.date_length:
        return False
    dates = list(find_dates(line, cues))
    rest = line
    for date in reversed(dates):
        rest = rest[: date.start] + " " + rest[date.end :]
    words = [word for word in _WORD.findall(_HOUR.sub(" ", rest)) if word.lower().strip(".") not in cues.beside]
    plain = [word for word in words if word.islower()]
    most = _MOST_PLAIN if _TERMINATED.search(rest) else cues.date_remainder
    return bool(dates) and len(words) <= most and len(plain) <= _MOST_PLAIN


def find_published(
    lines: Sequence[str],
    cues: Cues,
    *,
    header: int,
    title: int | None = None,
    dateline: str | None = None,
    url: str | None = None,
    day_first: bool | None = None,
) -> Finding:
    """The day of publication that the lines of a page state.

    Args:
        lines: the lines of the page.
        cues: the cue lists.
        header: number of lines before the text of the article.
        title: index of the title among them.
        dateline: place, day and agency before the first sentence.
        url: address of the article.
        day_first: whether 3/4/2012 is 3 April; None leaves it ambiguous.
    """
    scored: list[tuple[float, Candidate, str]] = []
    for index, line in enumerate(lines):
        for score, candidate in _score_line(line, cues, day_first):
            bonus = (_HEADER - _LINE) * (index < header)
            bonus += _NEAR * (title is not None and abs(index - title) <= _NEAR_LINES)
            scored.append((score + bonus, candidate, line))
    for candidate in find_dates(dateline or "", cues, day_first=day_first):
        scored.append((_DATELINE, candidate, dateline or ""))
    if url and (day := read_address(url)):
        scored.append((_ADDRESS, Candidate(0, len(url), url, (day,)), url))
    return _choose_best(scored)


def _choose_best(scored: Sequence[tuple[float, Candidate, str]]) -> Finding:
    """The one day that the best candidates allow; lower ones only settle which day an ambiguous one means."""
    if not scored:
        return Finding(reason=NO_DATE)
    top = max(score for score, _, _ in scored)
    best = [(candidate, line) for score, candidate, line in scored if score == top]
    common = set.intersection(*(set(candidate.days) for candidate, _ in best))
    if len(common) > 1:
        common &= {other.days[0] for _, other, _ in scored if len(other.days) == 1}
    evidence = best[0][1].strip()
    if len(common) == 1:
        return Finding(date=common.pop(), evidence=evidence)
    if len(best) > 1:
        evidence = " | ".join(candidate.text for candidate, _ in best)
    return Finding(
        reason=AMBIGUOUS_DATE if any(candidate.days for candidate, _ in best) else BAD_DATE, evidence=evidence
    )


def _judge_days(days: tuple[datetime.date, ...], evidence: str) -> Finding:
    """One day is a finding, two are ambiguous, none is impossible."""
    if len(days) == 1:
        return Finding(date=days[0], evidence=evidence.strip())
    return Finding(reason=AMBIGUOUS_DATE if days else BAD_DATE, evidence=evidence.strip())


def _score_line(line: str, cues: Cues, day_first: bool | None) -> Iterator[tuple[float, Candidate]]:
    """The dates of one line with the trust that their labels and the rest of the line earn them."""
    if len(line) > 4 * cues.date_length or not re.search(r"\d{4}", line):
        return
    short = is_date_line(line, cues) and not cues.caption.match(line)
    last = 0
    for candidate in find_dates(line, cues, day_first=day_first):
        before, last = line[last : candidate.start], candidate.end
        kind = _find_label(before, cues)
        if kind == "published" and len(line) <= 2 * cues.date_length:
            yield _LABELLED, candidate
        elif kind == "updated":
            yield _UPDATED, candidate
        elif kind is None and short and not cues.closing.match(line):
            yield _LINE, candidate


def _find_label(before: str, cues: Cues) -> str | None:
    """What the words directly before a date say it is: published, updated or ignored."""
    words = re.sub(r"[^\w©()'\s-]+", " ", before[-_LABEL_WIDTH:].lower().replace("’", "'")).split()
    while words and (words[-1] in cues.weekdays or words[-1] in cues.beside or words[-1].isdigit()):
        words.pop()
    for size in (3, 2, 1):
        phrase = " ".join(words[-size:])
        for kind in ("ignored", "updated", "published"):
            if len(words) >= size and phrase in cues.labels[kind]:
                return kind
    return None


def _read_days(found: re.Match[str], cues: Cues, day_first: bool | None) -> tuple[datetime.date, ...]:
    """The days that one match of the date pattern may mean."""
    part = found.groupdict()
    if part["y1"]:
        return _make_days(int(part["y1"]), int(part["m1"]), int(part["d1"]))
    for number in "23":
        if part["y" + number]:
            month = cues.months[part["m" + number].lower()]
            return _make_days(int(part["y" + number]), month, int(part["d" + number]))
    first, second, year = int(part["a4"]), int(part["b4"]), int(part["y4"])
    readings = {True: _make_days(year, second, first), False: _make_days(year, first, second)}
    if day_first is not None and readings[day_first]:
        return readings[day_first]
    days = dict.fromkeys(readings[True] + readings[False])
    weekday = cues.weekdays.get((part["w4"] or "").lower())
    if len(days) == 2 and weekday is not None:
        return tuple(day for day in days if day.weekday() == weekday) or tuple(days)
    return tuple(days)


def _make_days(year: int, month: int, day: int) -> tuple[datetime.date, ...]:
    """The day, or none where the calendar has no such day."""
    try:
        return (datetime.date(year, month, day),)
    except ValueError:
        return ()


@lru_cache(maxsize=8)
def _date_pattern(months: tuple[str, ...], weekdays: tuple[str, ...]) -> re.Pattern[str]:
    """One pattern for year-month-day, month day year, day month year, and two numbers before a year."""
    name, week = _either(months), _either(weekdays)
    day = r"(?P<d{0}>[0-3]?\d)(?:st|nd|rd|th)?"
    forms = (
        rf"(?<!\d){_YEAR.format('y1')}(?P<s>[-/.])(?P<m1>[01]?\d)(?P=s)(?P<d1>[0-3]?\d)(?!\d)",
        rf"(?P<m2>{name})\.?[\s-]{{1,3}}{day.format(2)},?[\s,-]{{0,3}}\b{_YEAR.format('y2')}",
        rf"(?<!\d){day.format(3)}\.?(?:\sof)?[\s-]{{0,3}}(?P<m3>{name})\b\.?,?[\s-]{{1,3}}{_YEAR.format('y3')}",
        rf"(?:(?P<w4>{week})\b\.?,?\s{{1,3}})?(?<![\d/.-])(?P<a4>[0-3]?\d)(?P<t>[-/.])(?P<b4>[0-3]?\d)(?P=t){_YEAR.format('y4')}",
    )
    return re.compile("|".join(rf"(?:{form})" for form in forms), re.IGNORECASE)


def _either(words: Iterable[str]) -> str:
    """An alternation of whole words, the longest first."""
    return r"\b(?:" + "|".join(map(re.escape, sorted(words, key=len, reverse=True))) + ")"
