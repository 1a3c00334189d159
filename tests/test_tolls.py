"""Who killed those of whom the passive tells it."""

import pytest

from pipeline.actions.deedbook import DeedNames
from pipeline.actions.deeds import DeedFinder, Kind
from pipeline.actions.graph import Graph
from pipeline.actions.lexicon import Lexicon
from pipeline.actions.told import Memory, Told, find_meant
from pipeline.records import Mention
from tests.trees import build_tree

NAMES = DeedNames(toll_codes=("190",), toll_roles=("MIL",), toll_nouns=frozenset({"people"}))


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
    deed = DeedFinder(NAMES).find_toll(graph, code, 1, [name(doer)])
    assert (deed and (deed.text, deed.kind)) == (expected and (expected, Kind.TOLL))


@pytest.mark.parametrize(("victim", "expected"), [("PERREB", ["PERCVL"]), ("CHLREB", [])])
def test_the_people_are_those_of_the_country_of_who_kills_them(victim: str, expected: list[str]) -> None:
    graph = Graph(build_tree("people people NOUN 2 nsubj:pass; killed kill VERB 0 root"), Lexicon())
    doer = name("PERMIL")
    deed = DeedFinder(NAMES).find_toll(graph, "190", 1, [doer])
    memory = Memory([Told(1, 0, "190", (doer,), (name(victim),))])
    assert deed and [meant.code for meant in find_meant(deed, doer, memory)] == expected
