"""Who killed those of whom the passive tells it."""

import pytest

from pipeline.actions.deedbook import DeedNames
from pipeline.actions.deeds import Deed, Kind
from pipeline.actions.graph import Graph
from pipeline.actions.implied import ImpliedFinder
from pipeline.actions.lexicon import Lexicon
from pipeline.actions.told import Memory, Told, find_meant
from pipeline.records import Mention
from tests.trees import build_tree

NAMES = DeedNames(
    toll_codes=("190",), toll_roles=("MIL",), toll_nouns=frozenset({"people"}), codes={"raid": ("19",)},
    definite=frozenset({"the"}), home_nouns=frozenset({"hill"}), foe_codes=frozenset({"193"}),
    foe_roles=("MIL",),
    rule_codes=frozenset({"1723"}), rule_roles=("GOV",), crowd_codes=("14",), crowd_roles=("EDU", "OPP"),
    crush_codes=frozenset({"175"}), truce_codes=frozenset({"1056"}), strife_codes=("19",),
    fall_codes=("19",), fall_words=frozenset({"in", "by"}), siege_codes=("192",), people_role="CVL",
    state_roles=frozenset({"", "GOV", "MIL"}), armed_roles=frozenset({"REB"}),
)  # fmt: skip


def name(code: str) -> Mention:
    return Mention(
        article_id="a", sentence_number=1, start=0, end=4, text=code, name=code, code=code, country=code[:3],
        role=code[3:] or None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("subject", "code", "doer", "expected"),
    [
        ("people people NOUN 2 nsubj:pass", "190", "PERMIL", "people"),
        ("ten ten NUM 2 nsubj:pass", "190", "PERMIL", "ten"),
        ("dogs dog NOUN 2 nsubj:pass", "190", "PERMIL", None),
        ("people people NOUN 2 nsubj", "190", "PERMIL", None),
        ("ten ten NUM 2 obj", "190", "PERMIL", "ten"),
        ("people people NOUN 2 nsubj:pass", "112", "PERMIL", None),
        ("people people NOUN 2 nsubj:pass", "190", "PERGOV", None),
        ("people people NOUN 2 nsubj:pass", "190", "PER", None),
    ],
)
def test_find_toll(subject: str, code: str, doer: str, expected: str | None) -> None:
    graph = Graph(build_tree(f"{subject}; killed kill VERB 0 root"), Lexicon())
    deed = ImpliedFinder(NAMES).find_toll(graph, code, 1, [name(doer)])
    assert (deed and (deed.text, deed.kind)) == (expected and (expected, Kind.TOLL))


@pytest.mark.parametrize(("victim", "expected"), [("PERREB", ["PERCVL"]), ("CHLREB", [])])
def test_the_people_are_those_of_the_country_of_who_kills_them(victim: str, expected: list[str]) -> None:
    graph = Graph(build_tree("people people NOUN 2 nsubj:pass; killed kill VERB 0 root"), Lexicon())
    doer = name("PERMIL")
    deed = ImpliedFinder(NAMES).find_toll(graph, "190", 1, [doer])
    memory = Memory([Told(1, 0, "190", (doer,), (name(victim),))], names=NAMES)
    assert deed and [meant.code for meant in find_meant(deed, doer, memory)] == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("the the DET 6 det; raid raid NOUN 3 obl", "raid"),
        ("Fijian fijian ADJ 6 amod; raid raid NOUN 3 obl", None),
        ("the the DET 6 det; accident accident NOUN 3 obl", None),
    ],
)
def test_find_blow(words: str, expected: str | None) -> None:
    lines = f"Ten ten NUM 3 nsubj:pass; were be AUX 3 aux:pass; killed kill VERB/VBN 0 root; in in ADP 6 case; {words}"
    deed = ImpliedFinder(NAMES).find_blow(Graph(build_tree(lines), Lexicon()), "190", 2)
    assert (deed and (deed.text, deed.kind)) == (expected and (expected, Kind.BLOW))


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (Told(0, 0, "194", (name("PERMIL"),), (name("PER"),)), ["PERMIL"]),
        (Told(0, 0, "194", (name("CHLMIL"),), (name("FJI"),)), []),
        (Told(0, 0, "192", (name("PERREB"),), (name("PER"),)), []),
        (Told(0, 0, "190", (name("PERMIL"), name("PERREB")), (name("PERREB"), name("PERMIL"))), []),
    ],
)
def test_who_struck_is_told_before(told: Told, expected: list[str]) -> None:
    deed = Deed(("19",), (), 0, 4, "raid", Kind.BLOW)
    assert [meant.code for meant in find_meant(deed, name("PERCVL"), Memory([told], names=NAMES))] == expected


@pytest.mark.parametrize(
    ("place", "code", "doer", "expected"),
    [
        ("hill hill NOUN 1 obj", "193", "PERMIL", "shelled"),
        ("hill hill NOUN 1 obj", "193", "PER", "shelled"),
        ("dogs dog NOUN 1 obj", "193", "PERMIL", None),
        ("hill hill NOUN 1 obj", "193", "PERBUS", None),
        ("hill hill NOUN 1 obj", "112", "PERMIL", None),
    ],
)
def test_find_foe(place: str, code: str, doer: str, expected: str | None) -> None:
    graph = Graph(build_tree(f"shelled shell VERB 0 root; {place}"), Lexicon())
    deed = ImpliedFinder(NAMES).find_foe(graph, code, 0, [1], [name(doer)])
    assert (deed and (deed.text, deed.kind)) == (expected and (expected, Kind.FOE))


@pytest.mark.parametrize(
    ("doers", "victims", "expected"),
    [
        (["CHLREB"], ["PER"], ["CHLREB"]),
        (["PER"], ["CHLMIL"], ["CHLMIL"]),
        (["PERMIL", "CHLREB"], ["CHLREB", "PERMIL"], ["CHLREB"]),
        (["PERREB"], ["PERMIL"], ["PERREB"]),
        (["PER"], ["CHLCRM"], []),
        (["FJIMIL"], ["CHLMIL"], []),
        (["PERMIL"], ["CHLREB", "FJIREB"], []),
    ],
)
def test_who_returns_fire_shoots_at_whom_he_fights(doers: list[str], victims: list[str], expected: list[str]) -> None:
    told = Told(0, 0, "190", tuple(map(name, doers)), tuple(map(name, victims)))
    deed = Deed(("19",), (), 0, 4, "returned", Kind.FOE)
    assert [meant.code for meant in find_meant(deed, name("PERMIL"), Memory([told], names=NAMES))] == expected


@pytest.mark.parametrize(
    ("doer", "code", "expected"), [("PERGOV", "1723", ["PER"]), ("PERREB", "1723", []), ("PERGOV", "190", [])]
)
def test_a_state_rules_its_own_country(doer: str, code: str, expected: list[str]) -> None:
    graph = Graph(build_tree("imposed impose VERB 0 root; curfew curfew NOUN 1 obj"), Lexicon())
    deed = ImpliedFinder(NAMES).find_rule(graph, code, 0, [name(doer)])
    assert [each.code for each in (find_meant(deed, name(doer), Memory(names=NAMES)) if deed else ())] == expected


@pytest.mark.parametrize(
    ("crowd", "code", "aim", "expected"),
    [
        ("people people NOUN 2 nsubj", "141", "PERGOV", ["PERCVL"]),
        ("miners miner NOUN 2 nsubj", "141", "PERGOV", []),
        ("people people NOUN 2 nsubj", "111", "PERGOV", []),
        ("people people NOUN 2 nsubj", "141", "PER", []),
    ],
)
def test_who_marches_against_a_cabinet_is_ruled_by_it(crowd: str, code: str, aim: str, expected: list[str]) -> None:
    graph = Graph(build_tree(f"{crowd}; marched march VERB 0 root"), Lexicon())
    deed = ImpliedFinder(NAMES).find_crowd(graph, code, [0], [name(aim)])
    assert [each.code for each in (find_meant(deed, name(aim), Memory(names=NAMES)) if deed else ())] == expected


@pytest.mark.parametrize(
    ("doer", "code", "expected"),
    [
        ("PEREDU", "141", ["PER"]),
        ("PEROPP", "145", ["PER"]),
        ("PERMIL", "141", []),
        ("PERGOV", "175", ["PERCVL"]),
        ("PERMIL", "175", ["PERCVL"]),
        ("PEROPP", "175", []),
        ("PEREDU", "111", []),
    ],
)
def test_dissent_and_its_crushing_are_domestic(doer: str, code: str, expected: list[str]) -> None:
    graph = Graph(build_tree("marched march VERB 0 root"), Lexicon())
    deed = ImpliedFinder(NAMES).find_dissent(graph, code, 0, [name(doer)])
    assert [each.code for each in (find_meant(deed, name(doer), Memory(names=NAMES)) if deed else ())] == expected


@pytest.mark.parametrize(
    ("told", "asker", "expected"),
    [
        ([("PERMIL", "194")], "CHLGOV", ["PER"]),
        ([("PERMIL", "194"), ("PERREB", "190")], "CHLGOV", ["PER"]),
        ([("PERREB", "190")], "CHLGOV", ["PERREB"]),
        ([("CHLMIL", "190")], "CHLGOV", []),
        ([("PERMIL", "111")], "CHLGOV", []),
        ([], "CHLGOV", []),
    ],
)
def test_who_asks_for_an_end_asks_the_violent(told: list[tuple[str, str]], asker: str, expected: list[str]) -> None:
    graph = Graph(build_tree("demanded demand VERB 0 root; truce truce NOUN 1 obj"), Lexicon())
    deed = ImpliedFinder(NAMES).find_strife(graph, "1056", 0)
    assert deed is not None
    deeds = [Told(number, 0, code, (name(doer),), ()) for number, (doer, code) in enumerate(told)]
    assert [each.code for each in find_meant(deed, name(asker), Memory(deeds, names=NAMES))] == expected


def test_other_demands_ask_nobody() -> None:
    graph = Graph(build_tree("demanded demand VERB 0 root; money money NOUN 1 obj"), Lexicon())
    assert ImpliedFinder(NAMES).find_strife(graph, "1054", 0) is None
