"""The pattern language: what the compiler makes of a clause, and how it complains."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.codebook.patterns import parse_pattern
from pipeline.codebook.words import Grammar, PatternError, expand_sets

GRAMMAR = Grammar(
    prepositions=frozenset({"to", "with", "on", "against", "of", "by", "from", "for", "between", "out_of", "in"}),
    particles=frozenset({"off", "up", "out"}),
    weak_particles=frozenset({"in", "on"}),
    sets={"agreement": (("agreement",), ("peace", "deal")), "sanction": (("sanction",),), "aid": (("aid",),)},
)


@pytest.mark.parametrize(
    ("text", "kind", "trigger", "arguments"),
    [
        ("SRC attack TGT", "verb", ["attack"], ["subj SRC", "obj TGT"]),
        ("SRC sign [agreement] with TGT", "verb", ["sign"], ["subj SRC", "obj [agreement]", "prep with TGT"]),
        ("SRC send|dispatch [aid] to TGT", "verb", ["dispatch", "send"], ["subj SRC", "obj [aid]", "prep to TGT"]),
        ("SRC lift [sanction] on|against TGT", "verb", ["lift"], ["subj SRC", "obj [sanction]", "prep against|on TGT"]),
        ("SRC call on TGT to ACT", "verb", ["call"], ["subj SRC", "prep on TGT", "comp to ACT"]),
        ("SRC demand that TGT ACT", "verb", ["demand"], ["subj SRC", "comp ACT TGT"]),
        ("SRC agree to send [aid] to TGT", "verb", ["agree"], ["subj SRC", "prep to send", "obj [aid]", "prep to TGT"]),
        ("SRC take TGT hostage", "verb", ["take"], ["subj SRC", "obj TGT", "obj hostage"]),
        ("SRC reject TGT's [agreement]", "verb", ["reject"], ["subj SRC", "obj [agreement]", "poss TGT"]),
        ("SRC and TGT sign [agreement]", "verb", ["sign"], ["subj PAIR", "obj [agreement]"]),
        ("SRC:[aid]|ship leave TGT", "verb", ["leave"], ["subj SRC =[aid]|ship", "obj TGT"]),
        ("SRC be critical of TGT", "state", ["critical"], ["subj SRC", "prep of TGT"]),
        ("SRC give in to TGT", "verb", ["give"], ["subj SRC", "prep to TGT"]),
        ("SRC's [sanction] on TGT", "noun", ["sanction"], ["poss SRC", "prep on TGT"]),
        ("[agreement] between SRC and TGT", "noun", ["agreement", "deal"], ["prep between PAIR"]),
        ("SRC hold (joint) talk with TGT", "verb", ["hold"], ["subj SRC", "obj joint?", "obj talk", "prep with TGT"]),
    ],
)
def test_parse_pattern(text: str, kind: str, trigger: list[str], arguments: list[str]) -> None:
    pattern = parse_pattern(text, GRAMMAR)
    found = []
    for a in pattern.arguments:
        what = a.words.text if a.words else a.slot
        named = f"={a.named.text}" if a.named else ""
        parts = [a.relation, "|".join(sorted(a.prepositions)), what or "", a.subject or "", named]
        found.append(" ".join(part for part in parts if part) + ("?" if a.optional else ""))
    assert (pattern.kind, sorted(pattern.trigger.by_head), found) == (kind, trigger, arguments)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "empty"),
        ("attack quickly", "neither SRC nor TGT"),
        ("SRC attack TGT near TGT", "more than once"),
        ("SRC sign [treaty] with TGT", "unknown word set"),
        ("SRC attack (TGT", "unbalanced"),
        ("SRC Attack TGT", "is no word"),
        ("SOURCE attack TGT", "not a slot"),
        ("SRC: attack TGT", "no words after"),
        ("SRC:[treaty] attack TGT", "unknown word set"),
        ("SRC", "no trigger"),
    ],
)
def test_parse_pattern_complains(text: str, message: str) -> None:
    with pytest.raises(PatternError, match=message):
        parse_pattern(text, GRAMMAR)


ITEMS = ["SRC", "TGT", "ACT", "attack", "[aid]", "[x]", "on", "to", "that", "(", ")", "'s", "|", "SRC's", "must"]


@given(st.lists(st.sampled_from(ITEMS)))
def test_any_clause_is_read_or_refused(items: list[str]) -> None:
    try:
        pattern = parse_pattern(" ".join(items), GRAMMAR)
    except PatternError as error:
        assert str(error)
    else:
        assert pattern.specificity >= 1.0


def test_particle_of_a_phrasal_verb() -> None:
    pattern = parse_pattern("SRC call off talk with TGT", GRAMMAR)
    assert (sorted(pattern.trigger.by_head), pattern.particle) == (["call"], frozenset({"off"}))


def test_longer_patterns_say_more() -> None:
    short, long = (parse_pattern(text, GRAMMAR) for text in ("SRC sign with TGT", "SRC sign [agreement] with TGT"))
    assert long.specificity > short.specificity


def test_smaller_sets_say_more() -> None:
    small, large = (parse_pattern(f"SRC sign [{name}]", GRAMMAR) for name in ("sanction", "agreement"))
    assert small.specificity > large.specificity


@pytest.mark.parametrize(
    ("raw", "name", "expected"),
    [
        ({"a": ["x", "peace deal"]}, "a", (("x",), ("peace", "deal"))),
        ({"a": ["[b]", "x"], "b": ["y"]}, "a", (("y",), ("x",))),
    ],
)
def test_expand_sets(raw: dict[str, list[str]], name: str, expected: tuple[tuple[str, ...], ...]) -> None:
    assert expand_sets(raw)[name] == expected


@pytest.mark.parametrize("raw", [{"a": ["[a]"]}, {"a": ["[b]"], "b": ["[a]"]}, {"a": ["[c]"]}])
def test_expand_sets_complains(raw: dict[str, list[str]]) -> None:
    with pytest.raises(PatternError, match=r"contains itself|unknown word set"):
        expand_sets(raw)
