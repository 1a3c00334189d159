"""How many office holders of the public PETRARCH dictionaries the actor codebook knows: a check, nothing is copied.

    python -m benchmarks.coverage ../shared/data/petrarch/Phoenix.Countries.actors.txt

Takes each person to whom the dictionary gives a government code (country and GOV) for a period that touches 1995-2014,
and asks the codebook for the same person on the middle day of that period: covered when a row of that name gives the
same country. The region is that of the file in which the codebook keeps the country's leaders. A person counts as a
head of state or government where the dictionary has a synonym with that title (PRESIDENT_, PRIME_MINISTER_, KING_ ...).
"""

import argparse
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipeline.actors.roles import covers
from pipeline.codebook.actors import ActorBook, ActorRow, load_actors
from pipeline.codebook.folder import find_codebooks

TITLES = ("PRESIDENT_", "PRIME_MINISTER_", "PREMIER_", "KING_", "QUEEN_", "EMIR_", "SULTAN_", "CHANCELLOR_", "PRINCE_")
FIRST, LAST = date(1995, 1, 1), date(2014, 12, 31)
ISO_CODES = {"TMP": "TLS", "KNT": "KNA"}
"""Codes of the dictionary that ISO 3166 writes otherwise."""
DATED = re.compile(r"\[([A-Z]{3})GOV[A-Z]*\s*([<>]?)\s*(\d{6,8})(?:\s*-\s*(\d{6,8}))?\]")


@dataclass(frozen=True, slots=True)
class Holder:
    """One office holder: the names of the dictionary, the country, and a day in office."""

    names: tuple[str, ...]
    country: str
    day: date


def main() -> None:
    """Print the share covered, by region."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("dictionary", type=Path)
    path = options.parse_args().dictionary
    book = load_actors(find_codebooks() / "en" / "actors")
    known, regions = index_names(book), map_regions(book)
    asked: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for holder in read_holders(path):
        region = regions.get(holder.country, "no leaders file")
        hit = any(is_known(known.get(key, ()), holder) for name in holder.names for key in name_keys(name))
        titled = any(name.startswith(TITLES) for name in holder.names[1:]) and not holder.names[0].startswith(TITLES)
        groups = ["all", region, *(["heads"] if titled else [])]
        asked.update(groups)
        found.update(groups if hit else ())
    for group, number in asked.most_common():
        print(f"{group:16} {number:6} office holders, same country {found[group] / number:.3f}")


def index_names(book: ActorBook) -> Mapping[str, list[ActorRow]]:
    """Rows of persons by each normalised name."""
    known: dict[str, list[ActorRow]] = defaultdict(list)
    for row in book.rows:
        if row.kind == "person":
            for name in (row.name, *row.aliases):
                for key in name_keys(name):
                    known[key].append(row)
    return known


def name_keys(name: str) -> Iterator[str]:
    """The name in capitals without signs, as it is and without middle names."""
    name = next((name.removeprefix(title) for title in TITLES if name.startswith(title)), name)
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    words = re.sub(r"[^A-Z ]+", " ", plain.upper().replace("_", " ").replace("'", "")).split()
    if words:
        yield " ".join(words)
        if len(words) > 2:
            yield f"{words[0]} {words[-1]}"


def map_regions(book: ActorBook) -> dict[str, str]:
    """Country code to the region of the leaders file that has most rows of it."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in book.rows:
        if match := re.search(r"leaders-(\w+)\.csv", row.file):
            counts[row.code[:3]][match[1]] += 1
    return {country: files.most_common(1)[0][0] for country, files in counts.items()}


def is_known(rows: list[ActorRow] | tuple[()], holder: Holder) -> bool:
    """Whether one of the rows gives the holder's country on that day, or without a period."""
    return any(row.code[:3] == holder.country and covers(row, holder.day) for row in rows)


def read_holders(path: Path) -> Iterator[Holder]:
    """Office holders of a dictionary in the CAMEO actor format (dates YYMMDD or YYYYMMDD, ``<``, ``>``, intervals)."""
    names: list[str] = []
    seen: set[tuple[str, str, int]] = set()
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        text = re.split(r"[;#]", line)[0].rstrip()
        if not text:
            continue
        if not text[0].isspace() and not text.startswith("+"):
            names = []
        if not text[0].isspace():
            names.append(text.lstrip("+").partition("[")[0].strip(" _"))
        for match in DATED.finditer(text):
            day = middle_day(match[2], match[3], match[4])
            if day is not None and names and "_" in names[0] and (names[0], match[1], day.year) not in seen:
                seen.add((names[0], match[1], day.year))
                yield Holder(tuple(names), ISO_CODES.get(match[1], match[1]), day)


def middle_day(sign: str, first: str, second: str | None) -> date | None:
    """The middle of the part of a period that lies in 1995-2014, or None."""
    start, end = read_day(first), read_day(second) if second else None
    if start is None:
        return None
    if sign == "<":
        start, end = FIRST, start
    begin, stop = max(start, FIRST), min(end or LAST, LAST)
    return None if begin > stop else date.fromordinal((begin.toordinal() + stop.toordinal()) // 2)


def read_day(text: str) -> date | None:
    """YYMMDD (up to 30: this century) or YYYYMMDD; None for an impossible day."""
    year, rest = (text[:-4], text[-4:])
    number = int(year) if len(year) == 4 else 2000 + int(year) if int(year or 0) <= 30 else 1900 + int(year)
    try:
        return date(number, int(rest[:2]), int(rest[2:]))
    except ValueError:
        return None


if __name__ == "__main__":
    main()
