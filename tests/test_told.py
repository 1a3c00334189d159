"""Whom an action means that names nobody: who did the deed before, the opponent, the two sides."""

import pytest

from pipeline.actions.asides import Asides
from pipeline.actions.deedbook import DeedNames
from pipeline.actions.deeds import Deed, DeedFinder, Kind
from pipeline.actions.graph import Graph
from pipeline.actions.lexicon import Lexicon
from pipeline.actions.told import Memory, Told, find_meant
from pipeline.records import Mention
from tests.trees import build_tree

NAMES = DeedNames(
    replies={"102": ("17",)}, joins={"102": ("16",)}, mediations={"039": ("19",)}, said_codes=frozenset({"01"})
)


@pytest.mark.parametrize(
    ("code", "tokens", "expected"),
    [
        ("102", [0, 1], (Kind.REPLY, ("17",), ("16",), "demanded apology")),
        ("039", [0, 1], (Kind.MEDIATION, ("19",), (), "demanded apology")),
        ("102", [0], None),
        ("105", [0, 1], None),
    ],
)
def test_find_reply(code: str, tokens: list[int], expected: tuple[object, ...] | None) -> None:
    graph = Graph(build_tree("demanded demand VERB 0 root; apology apology NOUN 1 obj"), Lexicon())
    deed = DeedFinder(NAMES).find_reply(graph, code, tokens)
    assert (deed and (deed.kind, deed.codes, deed.joined, deed.text)) == expected


def name(code: str) -> Mention:
    country = None if code.startswith("IGO") else code[:3]
    return Mention(
        article_id="a", sentence_number=9, start=0, end=4, text=code, name=code, code=code, country=country,
        role=code[3:] or None,
    )  # fmt: skip


def tell(story: str) -> Memory:
    """Actions written as "PER 173 CHLMED", one after the other."""
    told: list[Told] = []
    for number, action in enumerate(story.split("; "), 1):
        doer, code, *victims = action.split()
        told.append(Told(number, 9, code, (name(doer),), tuple(map(name, victims))))
    return Memory(told, names=NAMES)


NAMED = Deed(("17",), (), 0, 9, "the arrests", noun="arrest")
PRAISED = Deed(("17",), (), 0, 9, "the arrests", endorsed=True)
PLAN = Deed((), (), 0, 9, "the plan", noun="plan")
REPORT = Deed(("01",), (), 0, 9, "the report", noun="report")
IT = Deed(("11",), (), 0, 9, "it", Kind.PRONOUN)
MOVE = Deed(("17",), (), 0, 9, "a move", apposed=True)
COUNTRY = Deed((), (), 0, 9, "country", Kind.COUNTRY)
HOME = Deed(("19",), (), 0, 9, "town", Kind.HOME)
REPLY = Deed(("17",), (), 0, 9, "demanded an apology", Kind.REPLY)
JOINING = Deed(("17",), (), 0, 9, "froze aid", Kind.REPLY, ("16",))
VOTE = Deed((), (), 0, 9, "the draft", Kind.VOTE, noun="draft", bodies=("IGOUNO",))
MEDIATION = Deed(("19",), (), 0, 9, "offered to mediate", Kind.MEDIATION)


@pytest.mark.parametrize(
    ("deed", "answerer", "story", "expected"),
    [
        (NAMED, "CHLGOV", "PER 173 CHLMED", "PER"),
        (NAMED, "PERGOV", "NOR 173 CHLMED; PER 173 CHLMED", "NOR"),
        (PRAISED, "PERGOV", "NOR 173 CHLMED; PER 173 CHLMED", ""),
        (PRAISED, "PERGOV", "PER 173 CHLMED; NOR 173 CHLMED", "NOR"),
        (MOVE, "CHLGOV", "PER 173 CHLMED", ""),
        (IT, "CHLGOV", "PER 112 CHL", ""),
        (IT, "CHLGOV", 7 * "NOR 042 PER; " + "PER 112 CHL", "PER"),
        (COUNTRY, "CHLGOV", "PERMIL 180 PERGOV", "PERGOV"),
        (COUNTRY, "CHLGOV", "PERMIL 180 PERGOV; NOR 160 PER; PERMIL 145 PERCVL", "PER"),
        (COUNTRY, "CHLGOV", "PER 190 NOR; NOR 190 PER", ""),
        (COUNTRY, "CHLGOV", "PER 190 NOR", "NOR"),
        (COUNTRY, "CHLGOV", "IGOUNO 042 CHL", ""),
        (HOME, "TCDREB", "NOR 042 TCD", "TCD"),
        (HOME, "TCDREB", "TCDREB 190 TCDMIL", "TCD"),
        (HOME, "TCDREB", "TCDREB 190 SDNMIL", ""),
        (REPLY, "CHLGOV", "PER 173 CHLMED", "PER"),
        (REPLY, "CHLGOV", "PERJUD 173 CHLMED; PERGOV 174 CHLGOV", "PERGOV"),
        (REPLY, "CHLGOV", "PER 173 CHLMED; ARG 173 CHLMED", ""),
        (REPLY, "CHLGOV", "CHLCOP 173 CHLMED", ""),
        (REPLY, "CHLGOV", "PER 173 ARGMED", ""),
        (REPLY, "CHLGOV", "PER 051 CHLMED", ""),
        (REPLY, "CHLGOV", "NOR 161 PER", ""),
        (JOINING, "CHLGOV", "NOR 161 PERGOV", "PERGOV"),
        (JOINING, "CHLGOV", "NOR 161 PERGOV; ARG 173 CHLMED", "ARG"),
        (JOINING, "CHLGOV", "NOR 161 PERGOV; NOR 161 ARGGOV", ""),
        (JOINING, "CHLGOV", "NOR 161 PERGOV; NOR 161 ARGGOV; BOL 163 PER", "PER"),
        (JOINING, "PERGOV", "NOR 161 PERGOV", ""),
        (JOINING, "CHLGOV", "PERGOV 160 PERREB", ""),
        (MEDIATION, "KEN", "TCD 190 SDN", "TCD SDN"),
        (MEDIATION, "KEN", "TCD 190 SDN; SDN 190 TCD; LBY 190 TCD", "SDN TCD"),
        (MEDIATION, "KEN", "TCDREB 190 TCDMIL", "TCDREB TCDMIL"),
        (MEDIATION, "KEN", "KEN 190 SDN", ""),
        (MEDIATION, "KEN", "TCD 190", ""),
    ],
)
def test_find_meant(deed: Deed, answerer: str, story: str, expected: str) -> None:
    assert [meant.code for meant in find_meant(deed, name(answerer), tell(story))] == expected.split()


@pytest.mark.parametrize(
    ("deed", "answerer", "expected"),
    [
        (PLAN, "CHLGOV", "PER"),
        (PLAN, "PERGOV", ""),
        (REPORT, "CHLGOV", "ARG"),
        (REPORT, "ARGGOV", ""),
        (REPORT, "NORGOV", ""),
        (IT, "CHLGOV", ""),
    ],
)
def test_asides(deed: Deed, answerer: str, expected: str) -> None:
    asides = Asides(2, (("plan", name("PER")),), ((name("ARG"), (name("CHLMIL"),)),))
    assert [meant.code for meant in find_meant(deed, name(answerer), Memory([], [asides], NAMES))] == expected.split()


@pytest.mark.parametrize(
    ("answerer", "owner", "expected"),
    [("RUS", "FRA", "FRA"), ("FRA", "FRA", "IGOUNO"), ("RUS", "RUS", "IGOUNO"), ("IGOEEC", "FRA", "")],
)
def test_a_vote_is_against_whose_text_it_is_else_against_the_body(answerer: str, owner: str, expected: str) -> None:
    asides = Asides(2, (("draft", name(owner)),), (), (name("IGOUNO"), name("IGOAFU")))
    assert [meant.code for meant in find_meant(VOTE, name(answerer), Memory([], [asides], NAMES))] == expected.split()


@pytest.mark.parametrize(
    ("notation", "code", "expected"),
    [
        ("vetoed veto VERB 0 root; drafts draft NOUN 1 obj", "129", "drafts"),
        ("used use VERB 0 root; veto veto NOUN 1 obj", "129", "veto"),
        ("cited cite VERB 0 root; drafts draft NOUN 1 obj", "129", None),
        ("vetoed veto VERB 0 root; laws law NOUN 1 obj", "129", None),
        ("veto veto NOUN 0 root; yesterday yesterday NOUN 1 nmod", "129", None),
        ("vetoed veto VERB 0 root; drafts draft NOUN 1 obj", "111", None),
    ],
)
def test_find_vote(notation: str, code: str, expected: str | None) -> None:
    names = DeedNames(
        vote_codes=("129",), vote_words=frozenset({"veto"}), vote_nouns=frozenset({"draft", "veto"}),
        vote_bodies=("IGOUNO",),
    )  # fmt: skip
    deed = DeedFinder(names).find_vote(Graph(build_tree(notation), Lexicon()), code, 0, [0, 1])
    assert (deed and deed.text) == expected
