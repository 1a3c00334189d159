"""The words and rules of `codebooks/en/actors/rules.toml`: how actors are joined, dated and referred to."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from pipeline.codebook.problems import Problem

NONE: frozenset[str] = frozenset()
NOUNS = {str(int): "a number", str(float): "a number", str(str): "one word in quotes"}
TABLES = ("words", "roles", "pairs", "numbers", "limits", "salience", "ambiguity")


@dataclass(frozen=True, slots=True)
class Ambiguity:
    """A name that means something else beside certain words; all words in lower case."""

    name: str
    example: str
    counter_example: str
    next_against: frozenset[str] = NONE
    previous_against: frozenset[str] = NONE
    article_against: frozenset[str] = NONE
    article_for: frozenset[str] = NONE


@dataclass(frozen=True, slots=True)
class ActorWords:
    """Word lists; `rules.toml` says what each is for."""

    particles: frozenset[str] = NONE
    male_titles: frozenset[str] = NONE
    female_titles: frozenset[str] = NONE
    courtesy: frozenset[str] = NONE
    former: frozenset[str] = NONE
    neutral: frozenset[str] = NONE
    determiners: frozenset[str] = NONE
    attitudes: frozenset[str] = NONE
    properties: frozenset[str] = NONE
    backing: frozenset[str] = NONE
    place_prepositions: frozenset[str] = NONE
    motion: frozenset[str] = NONE
    routes: frozenset[str] = NONE
    place_nouns: frozenset[str] = NONE
    origins: frozenset[str] = NONE
    origin_phrases: frozenset[str] = NONE
    designate: frozenset[str] = NONE
    partitive: frozenset[str] = NONE
    destined: frozenset[str] = NONE
    weak: frozenset[str] = NONE
    adjectives: frozenset[str] = NONE
    abstract: frozenset[str] = NONE
    abstract_before: frozenset[str] = NONE
    domestic: frozenset[str] = NONE
    own_bodies: frozenset[str] = NONE
    opposed: frozenset[str] = NONE
    local_verbs: frozenset[str] = NONE
    legation: frozenset[str] = NONE
    visiting: frozenset[str] = NONE
    firing: frozenset[str] = NONE
    striking: frozenset[str] = NONE
    intruding: frozenset[str] = NONE
    strikes: frozenset[str] = NONE
    besieging: frozenset[str] = NONE
    borders: frozenset[str] = NONE
    settlements: frozenset[str] = NONE
    closing: frozenset[str] = NONE
    dispatched: frozenset[str] = NONE
    owned: frozenset[str] = NONE
    aims: frozenset[str] = NONE
    led_phrases: frozenset[str] = NONE
    sending: frozenset[str] = NONE
    responses: frozenset[str] = NONE
    bodies: frozenset[str] = NONE
    named_bodies: frozenset[str] = NONE
    country_nouns: frozenset[str] = NONE
    own_nouns: frozenset[str] = NONE
    relation_nouns: frozenset[str] = NONE
    group_nouns: frozenset[str] = NONE
    group_endings: frozenset[str] = NONE
    free_groups: frozenset[str] = NONE
    needs_country: frozenset[str] = NONE
    pair_nouns: frozenset[str] = NONE
    pair_cues: frozenset[str] = NONE
    side_nouns: frozenset[str] = NONE
    side_cues: frozenset[str] = NONE
    side_roles: frozenset[str] = NONE
    deed_nouns: frozenset[str] = NONE
    deed_cues: frozenset[str] = NONE
    reply_words: frozenset[str] = NONE
    speech: frozenset[str] = NONE
    control: frozenset[str] = NONE
    empty_it: frozenset[str] = NONE
    facing: frozenset[str] = NONE
    timing: frozenset[str] = NONE
    female_names: frozenset[str] = NONE
    common: frozenset[str] = NONE
    months: frozenset[str] = NONE
    first_names: frozenset[str] = NONE
    surname_first: frozenset[str] = NONE
    openers: frozenset[str] = NONE


@dataclass(frozen=True, slots=True)
class ActorRoles:
    """Role letters that the text gives where no agent carries them."""

    former: str = "ELI"
    demonym: str = "CVL"
    capital: str = "GOV"
    people: str = "MIN"
    unknown: str = "---"
    domestic: frozenset[str] = NONE
    state: frozenset[str] = NONE
    roaming: frozenset[str] = NONE
    inward: frozenset[str] = NONE
    foreign: frozenset[str] = NONE
    sent: frozenset[str] = NONE
    restive: frozenset[str] = NONE
    resident: frozenset[str] = NONE
    fighting: frozenset[str] = NONE
    governing: frozenset[str] = NONE
    besides: frozenset[str] = NONE


@dataclass(frozen=True, slots=True)
class ActorLimits:
    """Thresholds; `rules.toml` says what each is for."""

    focus_ratio: float = 1.5
    focus_strong: float = 4.0
    focus_least: float = 0.75
    unrest_least: float = 1.0
    rivals_share: float = 0.35
    pronoun_distance: int = 2
    pair_distance: int = 4
    group_distance: int = 6
    scene_distance: int = 2
    explained_distance: int = 6
    memory: int = 60
    early_years: int = 2
    late_years: int = 2
    focus_agent: float = 2.0
    focus_soldier: float = 1.0
    focus_city: float = 1.0
    focus_place: float = 0.5
    focus_composed: float = 0.75
    focus_name: float = 0.25
    focus_lead: float = 2.0
    focus_dateline: float = 1.0
    headline_capitals: float = 0.9


@dataclass(frozen=True, slots=True)
class ActorSalience:
    """Weights of a pronoun's candidates; `rules.toml` says what each is for."""

    start: float = 10.0
    sentence: float = 3.0
    subject: float = 2.0
    subject_for_object: float = 0.5
    object_for_object: float = 1.0
    speaker: float = 1.5
    listener: float = 3.5
    parallel: float = 2.0
    owner: float = 4.0
    control: float = 4.0
    person: float = 1.0
    reference: float = 0.5
    place: float = 1.0
    single: float = 1.5
    hidden: float = 1.5
    gender: float = 1.5
    word: float = 0.01
    margin: float = 0.3


@dataclass(frozen=True, slots=True)
class ActorRules:
    """All of `rules.toml`."""

    words: ActorWords = field(default_factory=ActorWords)
    roles: ActorRoles = field(default_factory=ActorRoles)
    limits: ActorLimits = field(default_factory=ActorLimits)
    salience: ActorSalience = field(default_factory=ActorSalience)
    pairs: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[str, int] = field(default_factory=dict)
    ambiguities: Mapping[str, Ambiguity] = field(default_factory=dict)


def load_rules(path: Path, problems: list[Problem]) -> ActorRules:
    """Read `rules.toml`; a folder without one has no word lists and joins nothing."""
    file = "/".join(path.resolve().parts[-3:])
    if not path.exists():
        return ActorRules()
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        problems.append(Problem(file, 1, f"no TOML: {error}"))
        return ActorRules()
    source = path.read_text(encoding="utf-8-sig").splitlines()

    def report(key: str, message: str) -> None:
        found = (number for number, line in enumerate(source, 1) if line.lstrip("[ ").startswith(key))
        problems.append(Problem(file, next(found, 1), message))

    for key in data:
        if key not in TABLES:
            report(key, f"unknown table '{key}'; the tables are {', '.join(TABLES)}")
    words = {key: frozenset(value) for key, value in _known(data.get("words", {}), ActorWords, report).items()}
    roles: dict[str, Any] = _as_sets(_known(data.get("roles", {}), ActorRoles, report))
    limits = ActorLimits(**_known(data.get("limits", {}), ActorLimits, report))
    salience = ActorSalience(**_known(data.get("salience", {}), ActorSalience, report))
    return ActorRules(
        words=ActorWords(**words),
        roles=ActorRoles(**roles),
        limits=limits,
        salience=salience,
        pairs=data.get("pairs", {}),
        numbers=_read_numbers(data.get("numbers", {}), report),
        ambiguities=_read_ambiguities(data.get("ambiguity", []), report),
    )


def _read_numbers(table: Mapping[str, Any], report: Any) -> dict[str, int]:
    for key, value in table.items():
        if not _is_kind(value, int):
            report(key, f"{key} must be a number")
    return {key: value for key, value in table.items() if _is_kind(value, int)}


def _read_ambiguities(tables: Sequence[Mapping[str, Any]], report: Any) -> dict[str, Ambiguity]:
    found = {}
    for table in tables:
        known = _known(table, Ambiguity, report)
        missing = [key for key in ("name", "example", "counter_example") if not known.get(key)]
        if missing:
            report("[[ambiguity]]", f"ambiguity '{known.get('name', '')}' has no {missing[0]}; write one")
            continue
        found[known["name"].lower()] = Ambiguity(**_as_sets(known))
    return found


def _as_sets(table: Mapping[str, Any]) -> dict[str, Any]:
    return {key: frozenset(value) if isinstance(value, list) else value for key, value in table.items()}


def _known(table: Mapping[str, Any], kind: type, report: Any) -> dict[str, Any]:
    """The keys of `table` that the dataclass `kind` has, with values of their kind; the others are reported."""
    wanted = {item.name: item.type for item in fields(kind)}
    found = {}
    for key, value in table.items():
        if key not in wanted:
            report(key, f"unknown key '{key}'; the keys are {', '.join(sorted(wanted))}")
        elif not _is_kind(value, wanted[key]):
            report(key, f"{key} must be {NOUNS.get(str(wanted[key]), 'a list of words in quotes')}")
        else:
            found[key] = value
    return found


def _is_kind(value: Any, wanted: Any) -> bool:
    if wanted in (int, float):
        return isinstance(value, int | float) and not isinstance(value, bool)
    return isinstance(value, str) if wanted is str else _is_list(value)


def _is_list(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(word, str) for word in value)
