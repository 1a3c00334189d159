"""The grammar of the action codebook: its word sets and the tables of grammar.toml."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.codebook.complaints import Complaints, find_key, find_tables, read_toml
from pipeline.codebook.words import Grammar, PatternError, expand_sets

LIMIT_KEYS = frozenset({"codes", "not_source", "not_target", "states", "towns", "near_source", "near_target"})
DEED_CODES = frozenset({
    "answers", "endorsing", "told", "freeing_codes", "holding_codes", "country_codes", "home_codes", "toll_codes",
    "vote_codes", "crowd_codes", "foe_codes", "rule_codes", "said_codes", "fall_codes", "siege_codes",
    "crush_codes", "truce_codes", "strife_codes",
})  # fmt: skip
DEED_TABLES = frozenset({"names", "replies", "joins", "mediations", "denials"})
DEED_WORDS = frozenset({
    "definite", "indefinite", "pronouns", "country_nouns", "home_roles", "home_nouns", "vote_words", "vote_nouns",
    "vote_bodies", "toll_roles", "toll_nouns", "foe_roles", "foe_nouns", "rule_roles", "freeing_nouns",
    "fall_words", "state_roles", "armed_roles", "people_role", "crowd_roles",
})  # fmt: skip
DEED_KEYS = DEED_CODES | DEED_TABLES | DEED_WORDS | {"memory", "lead", "factor", "alike"}


def read_grammar(folder: Path, codes: Collection[str], found: Complaints) -> Grammar:
    """Word sets and grammar of a language.

    Args:
        folder: the folder of the action codebook.
        codes: the CAMEO codes that there are.
        found: takes what is wrong.
    """
    raw: dict[str, list[str]] = {}
    for path in sorted(folder.glob("words*.toml")):
        for name, entries in read_toml(path, found).get("sets", {}).items():
            if name in raw:
                found.complain(path, find_key(path, name), f"the word set [{name}] is there twice")
            raw[name] = entries
    try:
        sets = expand_sets(raw)
    except PatternError as error:
        found.complain(folder / "words.toml", 1, str(error))
        sets = {}
    classes = read_toml(folder / "grammar.toml", found)
    return Grammar(
        frozenset(classes.get("prepositions", ())),
        frozenset(classes.get("particles", ())),
        frozenset(classes.get("weak_particles", ())),
        sets,
        classes.get("reach", {}),
        classes.get("weights", {}),
        frozenset(word for words in classes.get("pronouns", {}).values() for word in words),
        tuple(_check_limits(folder / "grammar.toml", classes.get("limit", ()), found)),
        _check_deeds(folder / "grammar.toml", classes.get("deeds", {}), codes, found),
    )


def _check_deeds(path: Path, table: Mapping[str, Any], codes: Collection[str], found: Complaints) -> Mapping[str, Any]:
    """The table ``deeds``; an unknown key of it is told, and what is no CAMEO code, or the beginning of one."""
    for key in sorted(table.keys() - DEED_KEYS):
        known = ", ".join(sorted(DEED_KEYS))
        found.complain(path, find_key(path, key), f"unknown key {key!r} in [deeds]: known are {known}")
    for key in sorted(table.keys() & DEED_CODES):
        for value in table[key]:
            if not any(code.startswith(value) for code in codes):
                found.complain(path, find_key(path, key), f"no CAMEO code begins with {value!r} in {key} of [deeds]")
    return table


def _check_limits(path: Path, tables: Sequence[Mapping[str, Any]], found: Complaints) -> Iterator[Mapping[str, Any]]:
    """The tables ``limit`` that can be read; of the others the fault is told."""
    lines = path.read_text(encoding="utf-8").splitlines() if tables else []
    for table, line in zip(tables, find_tables(lines, "limit"), strict=False):
        unknown = sorted(table.keys() - LIMIT_KEYS)
        if unknown:
            known = ", ".join(sorted(LIMIT_KEYS))
            found.complain(path, line, f"unknown key {unknown[0]!r} in a limit: known are {known}")
        elif not table.get("codes"):
            found.complain(path, line, 'a limit has no codes: write codes = ["042"]')
        else:
            yield table
