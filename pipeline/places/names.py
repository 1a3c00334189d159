"""Names of places with what they can mean, and the words that tell where something happens: the codebook's part."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.actors.matcher import shape_word
from pipeline.actors.tokens import make_key, split_forms
from pipeline.codebook.actorrows import Cells, read_actor, read_cells, split_list
from pipeline.codebook.actors import collection_paused
from pipeline.codebook.problems import Problem
from pipeline.errors import DemarcheError


@dataclass(frozen=True, slots=True)
class Place:
    """Where something happened; a country has no coordinates.

    Attributes:
        name: name in the codebook.
        latitude: degrees north.
        longitude: degrees east.
        country: three letters of the country, as actor codes begin.
    """

    name: str
    latitude: float | None
    longitude: float | None
    country: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One way to write a place: the shape of its capitals, the days it is valid, and whether it is a capital city."""

    place: Place
    shape: str
    start: date | None
    end: date | None
    capital: bool

    def holds_on(self, day: date) -> bool:
        """Whether the place had this name and country then."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceWords:
    """The words of places.toml."""

    prepositions: frozenset[str]
    part_prepositions: frozenset[str]
    nouns: frozenset[str]
    measures: frozenset[str]
    qualifiers: frozenset[str]
    capital: str
    doubtful: frozenset[str]
    local: frozenset[str]
    motion: frozenset[str]
    setting: frozenset[str]
    governing: frozenset[str]
    roots: frozenset[str]
    guarded: frozenset[str]
    sentences: int
    days: int


def load_names(folder: Path, words: PlaceWords) -> dict[tuple[str, ...], list[Entry]]:
    """What each name of a city or country can mean, by its words in lower case.

    Raises:
        DemarcheError: a file is missing, or a coordinate is none.
    """
    entries: dict[tuple[str, ...], list[Entry]] = {}
    problems: list[Problem] = []
    cities = folder / "actors" / "cities.csv"
    countries = folder / "actors" / "countries.csv"
    for path in (cities, countries):
        if not path.is_file():
            raise DemarcheError("the list of places is missing; copy it from the codebooks of demarche", file=path)
    with collection_paused():
        for cell in read_cells(cities, problems):
            for name, entry in _read_city(cell, cities, problems):
                _add(entries, name, entry)
        for cell in read_cells(countries, problems):
            capital = _find_capital(cell, entries)
            for name, entry in _read_country(cell, capital, words, problems):
                _add(entries, name, entry)
    return entries


def _add(entries: dict[tuple[str, ...], list[Entry]], name: str, entry: Entry) -> None:
    forms = split_forms(name)
    if forms:
        shape = "".join([shape_word(form, frozenset()) for form in forms])
        entries.setdefault(tuple(map(make_key, forms)), []).append(replace(entry, shape=shape))


def _read_city(cell: Cells, path: Path, problems: list[Problem]) -> Iterator[tuple[str, Entry]]:
    """The names of a city with coordinates; what else is wrong with a row, the actor codebook tells."""
    row = read_actor(cell, problems)
    latitude = _read_degrees(cell, "latitude", 90, path)
    longitude = _read_degrees(cell, "longitude", 180, path)
    if row is None or latitude is None or longitude is None:
        return
    place = Place(row.name, latitude, longitude, row.code[:3])
    entry = Entry(place, "", row.start, row.end, row.kind == "capital")
    for name in (row.name, *row.aliases):
        yield name, entry


def _read_degrees(cell: Cells, column: str, limit: int, path: Path) -> float | None:
    text = cell.values.get(column, "")
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not abs(value) <= limit:
        message = f"{column} '{text}' must be degrees between -{limit} and {limit}, e.g. 34.72"
        raise DemarcheError(message, file=path, line=cell.line)
    return value


def _find_capital(cell: Cells, entries: Mapping[tuple[str, ...], Sequence[Entry]]) -> Entry | None:
    """The city that a country has as its capital, where there is exactly one."""
    code = cell.values["code"][:3]
    keys = [tuple(map(make_key, split_forms(name))) for name in split_list(cell.values.get("capital", ""))]
    found = {entry.place: entry for key in keys for entry in entries.get(key, ()) if entry.place.country == code}
    return next(iter(found.values())) if len(found) == 1 else None


def _read_country(
    cell: Cells, capital: Entry | None, words: PlaceWords, problems: list[Problem]
) -> Iterator[tuple[str, Entry]]:
    """The names of a country, and the phrases for its capital."""
    row = read_actor(cell, problems)
    if row is None:
        return
    country = Entry(Place(row.name, None, None, row.code[:3]), "", row.start, row.end, False)
    for name in (row.name, *row.aliases):
        yield name, country
    if capital is None:
        return
    city = replace(capital, start=row.start, end=row.end)
    for name in (row.name, *row.aliases):
        yield f"{words.capital} of {name}", city
    for adjective in split_list(cell.values["adjective"]):
        yield f"{adjective} {words.capital}", city


def read_words(path: Path) -> PlaceWords:
    """Read ``places.toml``.

    Raises:
        DemarcheError: the file is missing, or a word list has the wrong form.
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DemarcheError(f"cannot read the words for places: {error}", file=path) from error
    place, verbs, speech, dateline = (_Table(path, tables, name) for name in ("place", "verbs", "speech", "dateline"))
    return PlaceWords(
        prepositions=place.words("prepositions"), part_prepositions=place.words("part_prepositions"),
        nouns=place.words("nouns"), measures=place.words("measures"), qualifiers=place.words("qualifiers"),
        capital=place.word("capital"), doubtful=place.words("doubtful"), local=verbs.words("local"),
        motion=verbs.words("motion"), setting=verbs.words("setting"), governing=verbs.words("governing"),
        roots=speech.words("roots"), guarded=speech.words("guarded"),
        sentences=dateline.number("sentences"), days=dateline.number("days"),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Table:
    """A table of places.toml; a missing or wrong value is told with its name."""

    path: Path
    tables: Mapping[str, Any]
    name: str

    def words(self, key: str) -> frozenset[str]:
        value = self._get(key, list, 'a list of words such as ["in", "at"]')
        if not all(isinstance(word, str) for word in value):
            raise DemarcheError(f"[{self.name}] {key}: every word stands in quotes", file=self.path)
        return frozenset(value)

    def word(self, key: str) -> str:
        return str(self._get(key, str, "a word in quotes"))

    def number(self, key: str) -> int:
        return int(self._get(key, int, "a whole number"))

    def _get(self, key: str, kind: type, what: str) -> Any:
        table = self.tables.get(self.name)
        value = table.get(key) if isinstance(table, dict) else None
        if not isinstance(value, kind) or isinstance(value, bool):
            raise DemarcheError(f"[{self.name}] {key} is missing or wrong; write {what}", file=self.path)
        return value
