"""Compares the persons of another actor dictionary with ours: a check of facts, nothing is taken over.

    python -m benchmarks.coverage Phoenix.Countries.actors.txt [--missing N]

For every person there who holds a government office of a state between 1995 and 2014, asks whether our codebook gives
one of the person's names the same country on the middle day of that period. Reports the share by country, and the
names that we lack, for those who extend the codebook from sources of their own.
"""

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from pipeline.actors.matcher import Matcher
from pipeline.actors.roles import choose_actor
from pipeline.actors.tokens import make_key, split_forms
from pipeline.codebook.actors import ActorBook, load_actors
from pipeline.codebook.folder import find_codebooks

CODE = re.compile(r"\[([A-Z]{3})([A-Z]*) +(?:(\d{6})-(\d{6})|([<>])(\d{6}))\]")
FIRST, LAST = date(1995, 1, 1), date(2014, 12, 31)
CENTURY = 50


@dataclass(frozen=True)
class Office:
    """A person in a government office: names, country and a day on which it was held."""

    names: tuple[str, ...]
    country: str
    day: date


def read_offices(path: Path, countries: frozenset[str]) -> Iterator[Office]:
    """The offices of a dictionary in the format of PETRARCH."""
    names: list[str] = []
    coded = False
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        text = re.split(r"[;#]", line, maxsplit=1)[0].strip()
        match = CODE.search(text)
        if text.startswith("["):
            coded = True
            if match and match[1] in countries and "GOV" in match[2] and (day := middle_day(match)) is not None:
                yield Office(tuple(names), match[1], day)
        elif text:
            if coded or not text.startswith("+"):
                names, coded = ([] if not text.startswith("+") else names), False
            name = text.lstrip("+").rstrip("_ ").replace("_", " ").strip()
            names.extend([name] if " " in name else [])


def middle_day(match: re.Match[str]) -> date | None:
    """The middle of a period inside the years compared; None where it lies outside or is no date."""
    begin, end = (read_day(match[3]), read_day(match[4])) if match[3] else (FIRST, LAST)
    if match[5]:
        begin, end = (read_day(match[6]), LAST) if match[5] == ">" else (FIRST, read_day(match[6]))
    if begin is None or end is None:
        return None
    begin, end = max(begin, FIRST), min(end, LAST)
    return begin + timedelta(days=(end - begin).days // 2) if begin <= end else None


def read_day(text: str) -> date | None:
    """A day written yymmdd."""
    year = int(text[:2])
    try:
        return date((1900 if year >= CENTURY else 2000) + year, int(text[2:4]), int(text[4:]))
    except ValueError:
        return None


def is_covered(office: Office, matcher: Matcher, book: ActorBook) -> bool:
    """Whether one of the names means somebody of that country on that day."""
    for name in office.names:
        forms = split_forms(name)
        for hit in matcher.find([make_key(form) for form in forms], forms):
            chosen = choose_actor(hit.forms, office.day, book)
            whole = hit.first == 0 and hit.last == len(forms) - 1
            if whole and chosen is not None and chosen[0].code[:3] == office.country:
                return True
    return False


def main() -> None:
    """Print the shares."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("dictionary", type=Path)
    options.add_argument("--missing", type=int, default=0, help="print so many countries with the most missing persons")
    chosen = options.parse_args()
    book = load_actors(find_codebooks() / "en" / "actors")
    matcher = Matcher(book)
    persons = {
        (office.names[:1], office.country): office for office in read_offices(chosen.dictionary, book.country_codes)
    }
    offices = [office for office in persons.values() if office.names]
    missing = [office for office in offices if not is_covered(office, matcher, book)]
    print(f"{len(offices)} persons in government, same country {1 - len(missing) / max(len(offices), 1):.3f}")
    totals = Counter(office.country for office in offices)
    for country, count in Counter(office.country for office in missing).most_common(chosen.missing):
        print(f"{country} {totals[country] - count}/{totals[country]}")


if __name__ == "__main__":
    main()
