"""The dateline: place, day and agency before the first sentence (``PARIS, Feb. 3 (AP) --``)."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from pipeline.ingest.cues import Cues

_LONGEST: Final = 120
_AGENCY = re.compile(r"\(([^()]{2,40})\)")


def split_dateline(paragraph: str, cues: Cues) -> tuple[str | None, str]:
    """The dateline of a paragraph (None where it has none) and the rest of it."""
    start = paragraph[:_LONGEST]
    found = _dateline_pattern(tuple(cues.agencies), tuple(cues.months), tuple(cues.weekdays)).match(start)
    if found is None:
        return None, paragraph
    return next(filter(None, found.groups())).strip(), paragraph[found.end() :].lstrip()


def is_dateline(line: str, cues: Cues) -> bool:
    """Whether a line of its own is a dateline, with or without the dash after it."""
    if len(line) > _LONGEST or _AGENCY.search(line) is None:
        return False
    dateline, rest = split_dateline(line.rstrip(" -–—") + " -- X", cues)
    return dateline is not None and rest == "X"


def find_agency(text: str, cues: Cues) -> str | None:
    """The news agency that a dateline names in brackets, or that a byline names after its last comma or slash."""
    for form in [*_AGENCY.findall(text), *re.split(r"[,|/]|\s[-–—]\s", text)[1:]]:
        if name := cues.agencies.get(form.strip(" .")):
            return name
    return cues.agencies.get(text.strip(" ."))


@lru_cache(maxsize=8)
def _dateline_pattern(agencies: tuple[str, ...], months: tuple[str, ...], weekdays: tuple[str, ...]) -> re.Pattern[str]:
    """A place with an agency in brackets, a place in capitals, or a weekday and a day, before the first sentence."""
    word = r"[A-Z][\w.'’-]{0,20}"
    names = rf"{word}(?:\s(?:al-|of\s|de\s|la\s)?{word}){{0,3}}"
    place = rf"{names}(?:(?:,|\s?/)\s?{names}){{0,2}}"
    upper = r"[A-Z][A-Z.'’-]*"
    capitals = rf"(?=[A-Z]{{4}}|[A-Z]{{2,3}} [A-Z]{{2}}){upper}(?:\s{upper}){{0,3}}(?:(?:,|\s?/)\s?{names}){{0,2}}"
    month = _either(months)
    date = rf"(?:{month}\.?\s\d{{1,2}}|\d{{1,2}}\s{month}\.?)"
    day = rf",?\s{date}(?:,?\s\d{{4}})?(?!\w)"
    agency = rf"\(\s?(?:{_either(agencies)})(?:\s[A-Z]\w+)?\s?\)"
    dash = r"\s*(?:--+|[–—]|(?<=[\s)])[-_](?=\s))\s*"
    with_agency = rf"(?P<line>(?:{place}(?i:{day})?\s?)?{agency})(?:{dash}|:\s+|\s(?=[A-Z“\"]))"
    with_comma = rf"(?P<line4>{place}(?i:{day})?,\s{_either(agencies)})(?:\s*(?:--+|[–—])\s*|\s-\s)"
    unknown = r"(?:\s\([A-Z][\w /]{1,30}\))?"
    with_capitals = rf"(?P<line2>{capitals}(?i:{day})?{unknown})(?:\s*(?:--+|[–—])\s*|\s[-_]\s|:\s)(?=[A-Z“‘\"\d])"
    alone = rf"(?P<line3>(?i:{_either(weekdays)},\s{date},?\s\d{{4}}))(?:{dash}|:\s+|\s+)(?=[A-Z“‘\"])"
    return re.compile(rf"{with_agency}|{with_comma}|{with_capitals}|{alone}")


def _either(words: Iterable[str]) -> str:
    """An alternation, the longest first."""
    return "(?:" + "|".join(map(re.escape, sorted(words, key=len, reverse=True))) + ")"
