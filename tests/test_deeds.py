"""Deeds that an article names again: which nouns name one, and who did it."""

from dataclasses import replace

import pytest

from pipeline.actions.action import Action
from pipeline.actions.coder import Coded
from pipeline.actions.deedbook import DeedNames
from pipeline.actions.deeds import Deed, DeedFinder, Kind
from pipeline.actions.graph import Graph
from pipeline.actions.implied import ImpliedFinder
from pipeline.actions.lexicon import Lexicon
from pipeline.actions.story import link_deeds
from pipeline.records import Mention
from tests.trees import build_tree

NAMES = DeedNames(
    {"arrest": ("173",), "verdict": ("17",)}, {"verdict": ("JUD",)}, ("11",), memory=2, factor=0.5,
    definite=frozenset({"the"}), indefinite=frozenset({"a"}),
)  # fmt: skip


@pytest.mark.parametrize(
    ("notation", "token", "expected"),
    [
        ("the the DET 2 det; arrests arrest NOUN 0 root", 1, "the arrests"),
        ("the the DET 3 det; new new ADJ 3 amod; arrests arrest NOUN 0 root", 2, "the new arrests"),
        ("new new ADJ 2 amod; arrests arrest NOUN 0 root", 1, None),
        ("the the DET 2 det; harvest harvest NOUN 0 root", 1, "the harvest"),
        ("the the DET 3 det; Fiji Fiji PROPN 3 compound; arrests arrest NOUN 0 root", 2, None),
        ("the the DET 2 det; arrests arrest NOUN 0 root; in in ADP 4 case; Peru peru PROPN 2 nmod", 1, None),
        ("the the DET 2 det; arrests arrest NOUN 0 root; of of ADP 4 case; men man NOUN 2 nmod", 1, "the arrests"),
        ("the the DET 2 det; verdict verdict NOUN 0 root; as as ADP 4 case; fraud fraud NOUN 2 nmod", 1, "the verdict"),
        ("a a DET 2 det; verdict verdict NOUN 0 root; hated hate VERB 2 acl; Fiji Fiji PROPN 3 obl", 1, "a verdict"),
        ("a a DET 2 det; verdict verdict NOUN 0 root; freeing free VERB 2 acl; men man NOUN 3 obj", 1, None),
    ],
)
def test_find(notation: str, token: int, expected: str | None) -> None:
    tree = build_tree(notation)
    verb = next((number for number, lemma in enumerate(tree.lemmas) if lemma == "hate"), None)
    deed = DeedFinder(NAMES).find(Graph(tree, Lexicon()), [token], verb)
    assert (deed and deed.text) == expected


@pytest.mark.parametrize(
    ("notation", "code", "expected"),
    [
        ("the the DET 2 det; nation nation NOUN/NN 0 root", "162", "nation"),
        ("its its PRON 2 nmod:poss; nation nation NOUN/NN 0 root", "162", "nation"),
        ("a a DET 2 det; nation nation NOUN/NN 0 root", "162", None),
        ("the the DET 2 det; nations nation NOUN/NNS 0 root", "162", None),
        ("the the DET 2 det; nation nation NOUN/NN 0 root", "180", None),
        ("the the DET 2 det; harvest harvest NOUN/NN 0 root", "162", None),
    ],
)
def test_find_country(notation: str, code: str, expected: str | None) -> None:
    names = DeedNames(country_codes=("16",), country_nouns=frozenset({"nation"}), definite=frozenset({"the"}))
    deed = DeedFinder(names).find_country(Graph(build_tree(notation), Lexicon()), code, [1])
    assert (deed and deed.text) == expected


DENIALS = DeedNames(
    {"charge": ("11",)}, answers=("016",), definite=frozenset({"the"}), indefinite=frozenset({"a"}),
    denials={"016": ("10",)}, pronouns=frozenset({"it", "that"}),
)  # fmt: skip


@pytest.mark.parametrize(
    ("notation", "code", "expected"),
    [
        ("denied deny VERB 0 root; it it PRON 1 obj", "016", (Kind.PRONOUN, ("10",), "it")),
        ("denied deny VERB 0 root; it it PRON 1 obj", "111", None),
        ("denied deny VERB 0 root; him he PRON 1 obj", "016", None),
        (
            "denied deny VERB 0 root; the the DET 3 det; charge charge NOUN 1 obj",
            "016",
            (Kind.NAMED, ("11",), "the charge"),
        ),
        (
            "a a DET 2 det; charge charge NOUN 0 root; that that PRON 4 obj; denied deny VERB 2 acl",
            "016",
            (Kind.PRONOUN, ("10",), "a charge"),
        ),
    ],
)
def test_find_answered(notation: str, code: str, expected: tuple[object, ...] | None) -> None:
    tree = build_tree(notation)
    head = tree.lemmas.index("deny")
    deed = DeedFinder(DENIALS).find_answered(
        Graph(tree, Lexicon()), code, head, [n for n in range(len(tree.words)) if n != head]
    )
    assert (deed and (deed.kind, deed.codes, deed.text)) == expected


def test_captivity() -> None:
    finder = DeedFinder(DeedNames(freeing_nouns=frozenset({"release"}), holding_codes=("173",)))
    notation = (
        "sought seek VERB 0 root; the the DET 3 det; release release NOUN 1 obj; of of ADP 5 case; men man NOUN 3 nmod"
    )
    graph = Graph(build_tree(notation), Lexicon())
    deed = finder.find_captivity(graph, [0, 2], [4])
    assert deed is not None and (deed.codes, deed.text, deed.kind) == (("173",), "release", Kind.CAPTIVITY)
    assert finder.find_captivity(graph, [0, 2], [0]) is None
    assert finder.find_captivity(graph, [0], []) is None


def name(code: str, sentence: int) -> Mention:
    return Mention(
        article_id="a", sentence_number=sentence, start=0, end=4, text=code, name=code, code=code, role=code[3:] or None
    )


def tell(sentence: int, source: str | None, cameo: str, target: str | None, noun: str = "") -> Action:
    """An action whose trigger ends at character 9, and whose deed, if it names one, begins at 20."""
    return Action(
        source=name(source, sentence) if source else None, target=name(target, sentence) if target else None,
        cameo=cameo, trigger_start=5, trigger_end=9, trigger=1, status="actual", attribution=None, confidence=0.6,
        rule="r", deed=Deed(NAMES.codes[noun], NAMES.roles.get(noun, ()), 20, 30, noun) if noun else None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("doer", "code", "noun", "expected"),
    [
        ("TCDREB", "192", "town NOUN", "town"),
        ("TCDREB", "192", "Town PROPN", None),
        ("TCDREB", "174", "town NOUN", None),
        ("TCDREB", "192", "hotel NOUN", None),
        ("TCDMIL", "192", "town NOUN", None),
        ("TCD", "192", "town NOUN", None),
    ],
)
def test_find_home(doer: str, code: str, noun: str, expected: str | None) -> None:
    names = DeedNames(home_codes=("19",), home_roles=("REB",), home_nouns=frozenset({"town"}))
    word, tag = noun.split()
    graph = Graph(build_tree(f"seized seize VERB 0 root; {word} {word.lower()} {tag} 1 obj"), Lexicon())
    deed = ImpliedFinder(names).find_home(graph, code, [1], [name(doer, 1)])
    assert (deed and (deed.kind, deed.text)) == (expected and (Kind.HOME, expected))


CAPTIVITY = Deed(("173",), (), 20, 27, "release", Kind.CAPTIVITY)
ARREST = tell(1, "ETH", "173", "KEN")
TRIAL = tell(1, "ETHJUD", "173", "KEN")
ERITREA = tell(2, "ERI", "173", "SDN")


@pytest.mark.parametrize(
    ("told", "action", "expected"),
    [
        ([ARREST], tell(2, "KEN", "111", None, "arrest"), ["KEN 111 ETH"]),
        ([ARREST], tell(1, "KEN", "111", None, "arrest"), ["KEN 111 ETH"]),
        ([ARREST], tell(3, "KEN", "111", None, "arrest"), ["KEN 111 ETH"]),
        ([ARREST], tell(4, "KEN", "111", None, "arrest"), ["KEN 111 None"]),
        ([ARREST], tell(2, None, "111", "KEN", "arrest"), ["ETH 111 KEN"]),
        ([ARREST], tell(2, "ETHGOV", "111", None, "arrest"), ["ETHGOV 111 None"]),
        ([ARREST], tell(2, "KEN", "111", None), ["KEN 111 None"]),
        ([tell(1, "ETH", "163", "KEN")], tell(2, "KEN", "111", None, "arrest"), ["KEN 111 None"]),
        ([ARREST, tell(1, "ERI", "173", "KEN")], tell(2, "KEN", "111", None, "arrest"), ["KEN 111 ETH", "KEN 111 ERI"]),
        ([ARREST, tell(2, "ERI", "173", "KEN")], tell(2, "KEN", "111", None, "arrest"), ["KEN 111 ERI"]),
        ([TRIAL, tell(2, "ETHCOP", "173", "KEN")], tell(3, "KEN", "111", None, "verdict"), ["KEN 111 ETHJUD"]),
        ([ARREST, ERITREA], tell(2, "KEN", "111", None, "arrest"), ["KEN 111 ETH"]),
        ([tell(1, "ETH", "173", "SDN"), ERITREA], tell(2, "KEN", "111", None, "arrest"), ["KEN 111 ERI"]),
        ([ARREST, tell(2, "ERI", "173", None)], tell(2, "KEN", "111", None, "arrest"), ["KEN 111 ERI"]),
        ([tell(1, None, "173", "KEN")], tell(2, "KEN", "111", None, "arrest"), ["KEN 111 None"]),
        ([ARREST], replace(tell(2, "KEN", "1053", "KENCVL"), deed=CAPTIVITY), ["KEN 1053 ETH"]),
        ([], replace(tell(2, "KEN", "1053", "KENCVL"), deed=CAPTIVITY), ["KEN 1053 KENCVL"]),
    ],
)
def test_link(told: list[Action], action: Action, expected: list[str]) -> None:
    *_, linked = link_deeds([Coded([each]) for each in (*told, action)], NAMES)
    ends = [(one.source and one.source.code, one.cameo, one.target and one.target.code) for one in linked]
    assert [f"{source} {cameo} {target}" for source, cameo, target in ends] == expected


def test_a_linked_actor_is_the_noun_and_says_where_the_doer_stands() -> None:
    (linked,) = link_deeds([Coded([ARREST]), Coded([tell(2, "KEN", "111", None, "arrest")])], NAMES)[1]
    assert linked.target == replace(
        name("ETH", 2), start=20, end=30, text="arrest", how="deed", referent_sentence=1, referent_start=0
    )
    assert linked.confidence == 0.3


def test_a_supposed_deed_is_remembered_and_left_out() -> None:
    told, linked = link_deeds(
        [Coded([replace(ARREST, supposed=True)]), Coded([tell(2, "KEN", "111", None, "arrest")])], NAMES
    )
    assert not told
    assert [each.target and each.target.code for each in linked] == ["ETH"]


def test_an_open_deed_without_a_table_stays_open() -> None:
    graph = Graph(build_tree("the the DET 2 det; arrests arrest NOUN 0 root"), Lexicon())
    assert DeedFinder(DeedNames.of([], {})).find(graph, [1]) is None
