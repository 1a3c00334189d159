"""The table ``deeds`` of grammar.toml: by which words an article goes back to what it has told."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from pipeline.codebook.actions import NULL_CODE, Rule

CLASS = 3
"""Digits of a code by which a noun and the deed that it names are held to be the same."""


@dataclass(frozen=True, slots=True)
class DeedNames:
    """The table ``deeds`` of grammar.toml, and the nouns of the codebook's own patterns.

    Attributes:
        codes: for each noun the CAMEO codes, or prefixes of codes, of what it names.
        roles: for each noun the roles of which who did it must have one.
        answers: roots or codes of the actions whose missing target is who did what they name.
        endorsing: of these, the roots of what who did it may do too: "Norway defended the raid".
        memory: how many sentences back a deed is remembered.
        lead: how many sentences at the head of an article are never forgotten.
        factor: what the confidence of an event is multiplied with whose target is found so.
        definite: words before a noun that names a deed again: "the arrests".
        indefinite: words that may stand there too where the noun is put behind what it names: "a move Peru hates".
        freeing_codes: codes of asking for somebody's release.
        freeing_nouns: nouns of what is asked of who holds somebody: "release".
        holding_codes: roots or codes of the actions by which somebody is held.
        replies: roots or codes of actions that answer what was done, each with the codes of that.
        joins: the same for actions by which one joins others against their target.
        mediations: the same for actions between two who are at odds.
        denials: the same for actions whose object may be a pronoun for what was just told.
        pronouns: such pronouns.
        country_codes: roots or codes of actions whose target may be told so.
        country_nouns: nouns that only say that somebody is a country.
        home_codes: roots or codes of what armed groups do to a place of their own country.
        home_roles: roles of such groups.
        home_nouns: nouns of places.
        vote_codes: codes of voting against something.
        vote_words: words one of which must be among those of such an action.
        vote_nouns: nouns of what is voted on.
        vote_bodies: codes of those who put it to the vote.
        toll_codes: roots or codes of what is done to people of whom nothing else is told.
        toll_roles: roles of those who do it in their own country.
        toll_nouns: nouns for such people.
        crowd_codes: roots of what people of whom nothing else is told do against their own government.
        crowd_roles: roles of those who do it.
        crush_codes: codes of what a government does against its own people.
        truce_codes: codes of asking for an end of violence, which need not name who is asked.
        strife_codes: roots or codes of such violence.
        foe_codes: codes of violence that need not name whom it strikes: whom they fought before.
        foe_roles: roles of those who do it.
        foe_nouns: nouns of places that it strikes, beside those of ``home_nouns``.
        rule_codes: codes of what a state lays on its own country.
        rule_roles: roles of those who do it.
        said_codes: roots of what is only said: a noun of it may mean who spoke of the answerer.
        fall_codes: roots or codes of that in which people fall.
        fall_words: prepositions before a noun for it.
        siege_codes: codes of closing or holding a place, in which nobody need fall.
        state_roles: roles of those who fight for a state; the state itself has the role "".
        armed_roles: roles of those who fight on their own.
        people_role: role of the people of a country.
    """

    codes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    roles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    answers: tuple[str, ...] = ()
    endorsing: tuple[str, ...] = ()
    memory: int = 0
    lead: int = 0
    factor: float = 1.0
    definite: frozenset[str] = frozenset()
    indefinite: frozenset[str] = frozenset()
    freeing_codes: frozenset[str] = frozenset()
    freeing_nouns: frozenset[str] = frozenset()
    holding_codes: tuple[str, ...] = ()
    replies: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    joins: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    mediations: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    denials: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    pronouns: frozenset[str] = frozenset()
    country_codes: tuple[str, ...] = ()
    country_nouns: frozenset[str] = frozenset()
    home_codes: tuple[str, ...] = ()
    home_roles: tuple[str, ...] = ()
    home_nouns: frozenset[str] = frozenset()
    vote_codes: tuple[str, ...] = ()
    vote_words: frozenset[str] = frozenset()
    vote_nouns: frozenset[str] = frozenset()
    vote_bodies: tuple[str, ...] = ()
    toll_codes: tuple[str, ...] = ()
    toll_roles: tuple[str, ...] = ()
    toll_nouns: frozenset[str] = frozenset()
    crowd_codes: tuple[str, ...] = ()
    crowd_roles: tuple[str, ...] = ()
    crush_codes: frozenset[str] = frozenset()
    truce_codes: frozenset[str] = frozenset()
    strife_codes: tuple[str, ...] = ()
    foe_codes: frozenset[str] = frozenset()
    foe_roles: tuple[str, ...] = ()
    foe_nouns: frozenset[str] = frozenset()
    rule_codes: frozenset[str] = frozenset()
    rule_roles: tuple[str, ...] = ()
    said_codes: frozenset[str] = frozenset()
    fall_codes: tuple[str, ...] = ()
    fall_words: frozenset[str] = frozenset()
    siege_codes: tuple[str, ...] = ()
    state_roles: frozenset[str] = frozenset()
    armed_roles: frozenset[str] = frozenset()
    people_role: str = ""

    @classmethod
    def of(cls, rules: Iterable[Rule], table: Mapping[str, Any]) -> "DeedNames":
        """Read the table; where there is none, no noun names a deed again."""
        if not table:
            return cls()
        named = {noun: given for nouns, given in table.get("names", {}).items() for noun in nouns.split()}
        kinds: dict[Any, type] = {tuple[str, ...]: tuple, frozenset[str]: frozenset}
        plain = (each for each in fields(cls) if each.type in kinds)
        lists = {each.name: kinds[each.type](table.get(each.name, ())) for each in plain}
        return cls(
            **lists,
            codes=_name_codes(rules, named, table),
            roles={noun: tuple(role for role in given if role.isalpha()) for noun, given in named.items()},
            memory=table.get("memory", 0),
            lead=table.get("lead", 0),
            factor=table.get("factor", 1.0),
            people_role=table.get("people_role", ""),
            replies=_split(table.get("replies", {})),
            joins=_split(table.get("joins", {})),
            mediations=_split(table.get("mediations", {})),
            denials=_split(table.get("denials", {})),
        )


def _name_codes(
    rules: Iterable[Rule], named: Mapping[str, Sequence[str]], table: Mapping[str, Any]
) -> dict[str, tuple[str, ...]]:
    """The codes that each noun may name again: those of its own patterns, unless the table names others."""
    found: dict[str, set[str]] = {}
    for noun, code in _list_nouns(rules):
        if code.startswith(tuple(table.get("told", ()))):
            found.setdefault(noun, set()).add(code[:CLASS])
    found |= {noun: {code for code in given if code.isdecimal()} for noun, given in named.items()}
    return {noun: _widen(own, table.get("alike", ())) for noun, own in found.items()}


def _list_nouns(rules: Iterable[Rule]) -> Iterator[tuple[str, str]]:
    """Nouns that alone name an action, each with the code of it."""
    for rule in rules:
        pattern = rule.pattern
        if pattern.kind != "noun" or pattern.names_words or pattern.modifiers or rule.code == NULL_CODE:
            continue
        for noun, phrases in pattern.trigger.by_head.items():
            if any(len(phrase) == 1 for phrase in phrases):
                yield noun, rule.code


def _split(table: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """Each code of the keys, "102 114", with the codes of its value."""
    return {code: tuple(given) for codes, given in table.items() for code in codes.split()}


def look_up(table: Mapping[str, tuple[str, ...]], code: str) -> tuple[str, ...]:
    """What a table says of the first beginning of a code that it holds."""
    return next((codes for beginning, codes in table.items() if code.startswith(beginning)), ())


def _widen(codes: set[str], alike: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """The codes with the roots that are told by the same nouns: an "attack" may be coded 18, 19 or 20."""
    return tuple(sorted(codes.union(*(group for group in alike if any(code[:2] in group for code in codes)))))
