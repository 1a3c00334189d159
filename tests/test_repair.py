"""Clauses that the parser took for noun phrases."""

import pytest

from pipeline.actions.lexicon import Lexicon
from pipeline.actions.repairs import repair_tree
from tests.trees import build_tree

WORDS = Lexicon(
    say=frozenset({"say", "insist"}),
    informing=frozenset({"tell"}),
    judging=frozenset({"find"}),
    naming=frozenset({"call"}),
    intransitive=frozenset({"clash", "call_for"}),
    intentions=frozenset({"decision"}),
    times=frozenset({"Monday", "week"}),
    wanting=frozenset({"agree"}),
    infinitives=frozenset({"free"}),
    giving=frozenset({"give"}),
    holding=frozenset({"take"}),
    captives=frozenset({"hostage"}),
    beside=frozenset({"neighbouring"}),
    freedoms=frozenset({"election"}),
)

MISPARSED = "Norway Norway PROPN 3 compound; lifted lift VERB/VBN 3 amod; sanctions sanction NOUN 0 root; on on ADP 5 case; Fiji Fiji PROPN 3 nmod; . . PUNCT 3 punct"  # noqa: E501 - one tree a line
OWN_SUBJECT = "Rebels rebel NOUN 2 nsubj; committed commit VERB/VBD 3 amod; atrocities atrocity NOUN 0 root; in in ADP 5 case; Fiji Fiji PROPN 3 nmod"  # noqa: E501 - one tree a line
HYPHEN = "Kurdish kurdish ADJ 4 amod; - - PUNCT 4 punct; led lead VERB/VBN 4 amod; troops troops NOUN 5 nsubj; left leave VERB 0 root"  # noqa: E501 - one tree a line
PARTICIPLE = "Frozen freeze VERB/VBN 2 amod; assets asset NOUN 3 nsubj; rose rise VERB 0 root"

PROGRESSIVE = "Norway Norway PROPN 4 nsubj; is be AUX 4 cop; training train VERB/VBG 4 compound; rebels rebel NOUN 0 root; in in ADP 6 case; Fiji Fiji PROPN 4 nmod"  # noqa: E501 - one tree a line
AUXILIARY = "Norway Norway PROPN 2 nsubj; will will AUX/MD 3 aux; send send VERB/VB 0 root; troops troop NOUN 3 obj"
GERUND = "Peru Peru PROPN 2 nsubj; ruled rule VERB 0 root; out out ADP 2 compound:prt; bombing bomb VERB/VBG 5 compound; Fiji Fiji PROPN 2 obj"  # noqa: E501 - one tree a line
CHARGED = "Fiji Fiji PROPN 3 nsubj:pass; was be AUX 3 aux:pass; accused accuse VERB/VBN 0 root; by by ADP 5 case; Peru Peru PROPN 3 obl:agent; of of SCONJ 7 mark; arming arm VERB/VBG 5 acl; rebels rebel NOUN 7 obj"  # noqa: E501 - one tree a line
TOLD = "Fiji Fiji PROPN 3 nsubj:pass; was be AUX 3 aux:pass; told tell VERB/VBN 0 root; by by ADP 5 case; Peru Peru PROPN 3 obl:agent; to to PART 7 mark; pay pay VERB/VB 5 acl"  # noqa: E501 - one tree a line
SET_OFF = "Chad Chad PROPN 3 nsubj; , , PUNCT 1 punct; invaded invade VERB/VBD 0 root; by by ADP 5 case; Fiji Fiji PROPN 3 obl:agent; , , PUNCT 7 punct; slept sleep VERB/VBD 3 conj"  # noqa: E501 - one tree a line
SERIES = "Peru Peru PROPN 2 nsubj; met meet VERB/VBD 0 root; Haas Haas PROPN 2 obj; , , PUNCT 6 punct; freed free VERB/VBN 6 amod; pilots pilot NOUN 3 conj; and and CCONJ 8 cc; left leave VERB/VBD 2 conj"  # noqa: E501 - one tree a line
HEADLESS = "Bishops bishop NOUN 0 root; appealed appeal VERB/VBD 1 acl; to to ADP 4 case; Fiji Fiji PROPN 2 obl; . . PUNCT 1 punct"  # noqa: E501 - one tree a line
HEADLINE = "Men man NOUN 0 root; killed kill VERB/VBN 1 acl; in in ADP 4 case; Fiji Fiji PROPN 2 obl"
REPORTERS = "Fiji Fiji PROPN 2 nsubj; told tell VERB 0 root; reporters reporter NOUN 2 iobj; that that SCONJ 6 mark; Peru Peru PROPN 6 nsubj; paid pay VERB 3 acl:relcl"  # noqa: E501 - one tree a line
GUILTY = "Fiji Fiji PROPN 2 nsubj; found find VERB 0 root; men man NOUN 2 obj; guilty guilty ADJ 3 amod; of of ADP 6 case; fraud fraud NOUN 4 obl"  # noqa: E501 - one tree a line
NAMED = 'Fiji Fiji PROPN 2 nsubj; called call VERB 0 root; head head NOUN 2 obj; of of ADP 5 case; Peru Peru PROPN 3 nmod; " " PUNCT 7 punct; thief thief NOUN 5 appos; " " PUNCT 7 punct'  # noqa: E501 - one tree a line
JOINED = "Fiji Fiji PROPN 2 nsubj; said say VERB/VBD 0 root; Peru Peru PROPN 5 nsubj; is be AUX/VBZ 5 cop; poor poor ADJ 2 ccomp; and and CCONJ 7 cc; promised promise VERB/VBD 5 conj; aid aid NOUN 7 obj"  # noqa: E501 - one tree a line
CLASHED = "Miners miner NOUN 0 root; clashed clash VERB/VBN 1 acl; with with ADP 4 case; police police NOUN 2 obl"
DECIDED = "Peru Peru PROPN 2 nsubj; welcomed welcome VERB 0 root; decision decision NOUN 2 obj; by by ADP 5 case; Fiji Fiji PROPN 3 nmod; to to PART 7 mark; pay pay VERB/VB 2 advcl"  # noqa: E501 - one tree a line
STRAY = "Fiji Fiji PROPN 2 nsubj; rejected reject VERB 0 root; plans plan NOUN 2 obj; drafted draft VERB/VBN 3 acl; by by ADP 6 case; Peru Peru PROPN 4 obl:agent; and and CCONJ 8 cc; backed back VERB/VBN 2 conj; by by ADP 10 case; Chile Chile PROPN 8 obl:agent"  # noqa: E501 - one tree a line
CALLED = "Fiji Fiji PROPN 3 nsubj:pass; has have AUX 3 aux; called call VERB/VBN 0 root; for for ADP 5 case; talks talk NOUN 3 obl"  # noqa: E501 - one tree a line
AFTER = "Fiji Fiji PROPN 2 nsubj; came come VERB 0 root; after after ADP 4 case; Peru Peru PROPN 2 obl; rejected reject VERB/VBN 6 amod; offers offer NOUN 2 obl"  # noqa: E501 - one tree a line
GARDEN_PATHS = (
    "Men man NOUN 2 nsubj; hit hit VERB/VBN 0 root; by by ADP 4 case; rebels rebel NOUN 2 obl:agent; were be AUX 6 aux:pass; freed free VERB/VBN 2 conj",  # noqa: E501 - one tree a line
    "Men man NOUN 2 nsubj; hit hit VERB/VBN 0 root; by by ADP 4 case; rebels rebel NOUN 6 nsubj:pass; were be AUX 6 aux:pass; freed free VERB/VBN 2 conj",  # noqa: E501 - one tree a line
    "Men man NOUN 2 compound; hit hit VERB/VBN 6 nsubj:pass; by by ADP 4 case; rebels rebel NOUN 2 obl:agent; were be AUX 6 aux:pass; freed free VERB/VBN 0 root",  # noqa: E501 - one tree a line
)
SEIZED = "Peru Peru PROPN 2 nsubj; returned return VERB 0 root; seized seize VERB/VBN 2 xcomp; boats boat NOUN 3 obj; to to ADP 6 case; Fiji Fiji PROPN 3 obl"  # noqa: E501 - one tree a line
FREE = "Rebels rebel NOUN 2 nsubj; set set VERB 0 root; free free ADJ 5 amod; two two NUM 5 nummod; nurses nurse NOUN 2 obj"  # noqa: E501 - one tree a line
DUE = "Norway Norway PROPN 3 nsubj; is be AUX 3 cop; due due ADJ 0 root; to to PART 5 mark; send send VERB/VB 3 csubj; grain grain NOUN 5 obj"  # noqa: E501 - one tree a line
PERFECT = "They they PRON 2 nsubj; had have VERB 0 root; tortured torture VERB/VBN 5 amod; two two NUM 5 nummod; reporters reporter NOUN 2 obj"  # noqa: E501 - one tree a line
REPORT = "Elders elder NOUN 2 nsubj; say say VERB/VBP 0 root; rebels rebel NOUN 2 obj; abducted abduct VERB/VBN 3 acl; men man NOUN 4 obj"  # noqa: E501 - one tree a line
SPEECH = "Fiji Fiji PROPN 3 nsubj; must must AUX/MD 3 aux; yield yield VERB/VB 0 root; , , PUNCT 6 punct; Norway Norway PROPN 6 nsubj; said say VERB/VBD 3 conj"  # noqa: E501 - one tree a line


def test_repair_hangs_what_is_said_below_the_verb_of_speech() -> None:
    tree = repair_tree(build_tree(SPEECH), WORDS)
    assert tree.heads == (2, 2, 5, 5, 5, -1)
    assert tree.labels == ("nsubj", "aux", "ccomp", "punct", "nsubj", "root")


def test_repair_finds_the_report() -> None:
    tree = repair_tree(build_tree(REPORT), WORDS)
    assert tree.heads == (1, -1, 3, 1, 3)
    assert tree.labels == ("nsubj", "root", "nsubj", "ccomp", "obj")


def test_repair_finds_the_perfect() -> None:
    tree = repair_tree(build_tree(PERFECT), WORDS)
    assert tree.heads == (2, 2, -1, 4, 2)
    assert tree.labels == ("nsubj", "aux", "root", "nummod", "obj")


def test_repair_finds_the_progressive() -> None:
    tree = repair_tree(build_tree(PROGRESSIVE), WORDS)
    assert tree.heads == (2, 2, -1, 2, 5, 3)
    assert tree.labels == ("nsubj", "aux", "root", "obj", "case", "nmod")


@pytest.mark.parametrize("notation", GARDEN_PATHS)
def test_repair_makes_a_relative(notation: str) -> None:
    tree = repair_tree(build_tree(notation), WORDS)
    assert tree.heads == (5, 0, 3, 1, 5, -1)
    assert tree.labels == ("nsubj:pass", "acl", "case", "obl:agent", "aux:pass", "root")


@pytest.mark.parametrize("tag", ["VBN", "VBD"])
def test_repair_makes_a_modifier(tag: str) -> None:
    tree = repair_tree(build_tree(SEIZED.replace("VBN", tag)), WORDS)
    assert tree.heads == (1, -1, 3, 1, 5, 1)
    assert tree.labels == ("nsubj", "root", "amod", "obj", "case", "obl")


def test_repair_makes_a_result() -> None:
    tree = repair_tree(build_tree(FREE), WORDS)
    assert tree.heads == (1, -1, 1, 4, 1)
    assert tree.labels == ("nsubj", "root", "xcomp", "nummod", "obj")


def test_repair_makes_a_gerund() -> None:
    tree = repair_tree(build_tree(GERUND), WORDS)
    assert tree.heads == (1, -1, 1, 1, 3)
    assert tree.labels == ("nsubj", "root", "compound:prt", "xcomp", "obj")


def test_repair_sets_a_participle_off() -> None:
    tree = repair_tree(build_tree(SET_OFF), WORDS)
    assert (tree.heads, tree.labels[2], tree.labels[6]) == ((6, 0, 0, 4, 2, 6, -1), "acl", "root")


def test_repair_leaves_a_verb_with_an_object() -> None:
    tree = build_tree(SET_OFF.replace("3 obl:agent", "3 obj"))
    assert repair_tree(tree, WORDS).labels[2] == "root"


def test_repair_finds_to_whom_it_is_done() -> None:
    tree = build_tree(
        "Chad Chad PROPN 2 nsubj; asked ask VERB/VBD 0 root; by by ADP 4 case; Fiji Fiji PROPN 2 obl:agent"
    )
    assert repair_tree(tree, WORDS).labels[0] == "nsubj:pass"


def test_repair_finds_the_middle_of_a_series() -> None:
    tree = repair_tree(build_tree(SERIES), WORDS)
    assert (tree.heads[4], tree.labels[4], tree.heads[5], tree.labels[5]) == (1, "conj", 4, "obj")


def test_repair_leaves_a_list_of_objects() -> None:
    tree = build_tree(SERIES.replace("left leave VERB/VBD 2 conj", "envoys envoy NOUN 6 conj"))
    assert repair_tree(tree, WORDS).labels[4] == "amod"


def test_repair_makes_a_charge() -> None:
    tree = repair_tree(build_tree(CHARGED), WORDS)
    assert tree.heads == (2, 2, -1, 4, 2, 6, 2, 6)
    assert tree.labels[6] == "advcl"


def test_repair_hangs_what_is_told_on_the_verb() -> None:
    tree = repair_tree(build_tree(REPORTERS), WORDS)
    assert tree.heads == (1, -1, 1, 5, 5, 1)
    assert tree.labels[5] == "ccomp"


def test_repair_hangs_a_judgement_on_the_verb() -> None:
    tree = repair_tree(build_tree(GUILTY), WORDS)
    assert tree.heads == (1, -1, 1, 1, 5, 3)
    assert tree.labels[3] == "xcomp"


def test_repair_hangs_a_name_in_quotes_on_the_verb() -> None:
    tree = repair_tree(build_tree(NAMED), WORDS)
    assert tree.heads[6] == 1
    assert tree.labels[6] == "xcomp"


def test_repair_hangs_a_participle_on_the_one_before_it() -> None:
    tree = repair_tree(build_tree(STRAY), WORDS)
    assert tree.heads[7] == 3
    assert tree.labels[7] == "conj"


def test_repair_joins_a_past_tense_to_the_one_above() -> None:
    assert repair_tree(build_tree(JOINED), WORDS).heads[6] == 1
    past = JOINED.replace("AUX/VBZ", "AUX/VBD")
    assert repair_tree(build_tree(past), WORDS).heads[6] == 1
    assert repair_tree(build_tree(past.replace("poor ADJ", "poor VERB/VBD")), WORDS).heads[6] == 4


def test_repair_makes_a_verb_without_a_passive_the_root() -> None:
    assert repair_tree(build_tree(CLASHED), WORDS).heads == (1, -1, 3, 1)


def test_repair_hangs_what_is_decided_on_the_decision() -> None:
    tree = repair_tree(build_tree(DECIDED), WORDS)
    assert tree.heads[6] == 2
    assert tree.labels[6] == "acl"


def test_repair_makes_an_active_subject() -> None:
    assert repair_tree(build_tree(CALLED), WORDS).labels == ("nsubj", "aux", "root", "case", "obl")


def test_repair_makes_a_clause_of_time() -> None:
    tree = repair_tree(build_tree(AFTER), WORDS)
    assert tree.heads == (1, -1, 4, 4, 1, 4)
    assert tree.labels == ("nsubj", "root", "mark", "nsubj", "advcl", "obj")


def test_repair_makes_an_order() -> None:
    tree = repair_tree(build_tree(TOLD), WORDS)
    assert tree.heads == (2, 2, -1, 4, 2, 6, 2)
    assert tree.labels[6] == "xcomp"


def test_repair_makes_a_headed_clause() -> None:
    tree = repair_tree(build_tree(HEADLESS), WORDS)
    assert tree.heads == (1, -1, 3, 1, 1)
    assert tree.labels == ("nsubj", "root", "case", "obl", "punct")


def test_repair_makes_a_complement() -> None:
    assert repair_tree(build_tree(DUE), WORDS).labels == ("nsubj", "cop", "root", "mark", "xcomp", "obj")


def test_repair_frees_auxiliaries() -> None:
    assert repair_tree(build_tree(AUXILIARY), WORDS).heads == (2, 2, -1, 2)


def test_repair_makes_a_clause() -> None:
    tree = repair_tree(build_tree(MISPARSED), WORDS)
    assert tree.heads == (1, -1, 1, 4, 2, 1)
    assert tree.labels == ("nsubj", "root", "obj", "case", "nmod", "punct")


def test_repair_keeps_the_subject_that_the_verb_has() -> None:
    tree = repair_tree(build_tree(OWN_SUBJECT), WORDS)
    assert tree.heads == (1, -1, 1, 4, 2)
    assert tree.labels == ("nsubj", "root", "obj", "case", "nmod")


@pytest.mark.parametrize("notation", [HYPHEN, PARTICIPLE, HEADLINE])
def test_repair_leaves_participles(notation: str) -> None:
    tree = build_tree(notation)
    assert repair_tree(tree, WORDS) == tree


DESCRIBED = "Chad Chad PROPN 0 root; , , PUNCT 4 punct; which which PRON 4 nsubj; has have VERB/VBZ 1 acl:relcl; oil oil NOUN 4 obj; , , PUNCT 7 punct; threatened threaten VERB/VBD 1 parataxis; Mali Mali PROPN 7 obj"  # noqa: E501 - one tree a line
ADDRESSED = "Kenya Kenya PROPN 5 vocative; , , PUNCT 1 punct; whose whose PRON 4 nmod:poss; men man NOUN 5 nsubj; won win VERB/VBD 0 root; , , PUNCT 7 punct; closed close VERB/VBD 5 conj; camps camp NOUN 7 obj"  # noqa: E501 - one tree a line
POWER = "Peru Peru PROPN 6 vocative; , , PUNCT 1 punct; the the DET 4 det; host host NOUN 6 nsubj; , , PUNCT 4 punct; left leave VERB/VBD 0 root"  # noqa: E501 - one tree a line
HOSTAGE = "Rebels rebel NOUN 2 nsubj; took take VERB/VBD 0 root; the the DET 5 det; nurse nurse NOUN 5 compound; hostage hostage NOUN 2 obj"  # noqa: E501 - one tree a line
TOUR = "Haas Haas PROPN 2 nsubj; cut cut VERB/VBD 0 root; tours tour NOUN 6 nsubj; after after ADP 5 case; Peru Peru PROPN 3 nmod; attacked attack VERB/VBD 2 advcl; him he PRON 6 obj"  # noqa: E501 - one tree a line
CHARGE = "Peru Peru PROPN 2 nsubj; accused accuse VERB/VBD 0 root; Fiji Fiji PROPN 2 obj; , , PUNCT 2 punct; a a DET 7 det; charge charge NOUN 7 amod; Haas Haas PROPN 8 nsubj; denied deny VERB/VBD 2 ccomp"  # noqa: E501 - one tree a line
WOUNDING = "Police police NOUN 2 nsubj; fired fire VERB/VBD 0 root; , , PUNCT 4 punct; wounding wound VERB/VBG 7 advcl; two two NUM 4 obj; officials official NOUN 7 nsubj; said say VERB/VBD 2 advcl"  # noqa: E501 - one tree a line
OFFERED = "Ministers minister NOUN 0 root; offered offer VERB/VBN 1 acl; to to PART 4 mark; host host VERB/VB 2 advcl; talks talk NOUN 4 obj"  # noqa: E501 - one tree a line
DISSOLVED = "Rebels rebel NOUN 0 root; , , PUNCT 4 punct; who who PRON 4 nsubj; won win VERB/VBD 1 acl:relcl; , , PUNCT 4 punct; dissolved dissolve VERB/VBN 7 amod; parliament parliament NOUN 4 obj"  # noqa: E501 - one tree a line
CROSSED = "Soldiers soldier NOUN 0 root; backed back VERB/VBN 1 acl; by by ADP 4 case; tanks tank NOUN 2 obl:agent; crossed cross VERB/VBN 4 acl; into into ADP 7 case; Fiji Fiji PROPN 5 obl; . . PUNCT 1 punct"  # noqa: E501 - one tree a line
OUSTED = "Courts court NOUN 2 nsubj; jailed jail VERB/VBN 4 amod; ousted oust VERB/VBN 4 amod; President President PROPN 5 nmod:desc; Haas Haas PROPN 0 root"  # noqa: E501 - one tree a line
AGREED = "Fiji Fiji PROPN 2 nsubj; agreed agree VERB/VBD 0 root; this this DET 4 det; week week NOUN 2 obj; to to PART 6 mark; pay pay VERB/VB 2 advcl"  # noqa: E501 - one tree a line
FOUNDER = "Fiji Fiji PROPN 2 nsubj; gave give VERB/VBD 0 root; aid aid NOUN 2 obj; to to ADP 5 case; airline airline NOUN 6 compound; founder founder NOUN 7 nmod:desc; Haas Haas PROPN 2 obl"  # noqa: E501 - one tree a line
AND_FIRED = "Men man NOUN 2 nsubj; seized seize VERB/VBD 0 root; huts hut NOUN 2 obj; and and CCONJ 5 cc; fired fire VERB/VBN 6 amod; rockets rocket NOUN 2 obj"  # noqa: E501 - one tree a line
AS_CRUEL = "Fiji Fiji PROPN 2 nsubj; denounced denounce VERB/VBD 0 root; plans plan NOUN 2 obj; as as ADV 5 advmod; cruel cruel ADJ 2 advcl; and and CCONJ 7 cc; left leave VERB/VBN 5 conj"  # noqa: E501 - one tree a line
NOT_TO = "Fiji Fiji PROPN 2 nsubj; pledged pledge VERB/VBD 0 root; not not PART 5 advmod; to to ADP 3 fixed; back back NOUN 6 amod; rebels rebel NOUN 2 obj"  # noqa: E501 - one tree a line
TO_FREE = "Fiji Fiji PROPN 2 nsubj; agreed agree VERB/VBD 0 root; to to ADP 5 case; free free ADJ 5 amod; sailors sailor NOUN 2 obl"  # noqa: E501 - one tree a line
TIMED = "Fiji Fiji PROPN 2 nsubj; left leave VERB/VBD 0 root; after after ADP 4 case; judges judge NOUN 2 obl; accused accuse VERB/VBN 4 acl; Haas Haas PROPN 5 obj"  # noqa: E501 - one tree a line
HELPED = "Fiji Fiji PROPN 4 nsubj; has have AUX 4 aux; also also ADV 4 advmod; cut cut VERB/VBN 5 amod; imports import NOUN 0 root"  # noqa: E501 - one tree a line
THROWING = "Miners miner NOUN 2 nsubj; throwing throw VERB/VBG 0 root; stones stone NOUN 2 obj; battled battle VERB/VBN 5 amod; police police NOUN 2 obj"  # noqa: E501 - one tree a line
GAVE = "Fiji Fiji PROPN 2 nsubj; gave give VERB/VBD 0 root; Peru Peru PROPN 4 compound; six six NUM 5 nummod; boats boat NOUN 2 obj"  # noqa: E501 - one tree a line
NEAR = "Peru Peru PROPN 2 nsubj; accused accuse VERB/VBD 0 root; neighbouring neighbour VERB/VBG 2 xcomp; Fiji Fiji PROPN 3 obj"  # noqa: E501 - one tree a line
FREE_POLLS = "Fiji Fiji PROPN 2 nsubj; agreed agree VERB/VBD 0 root; to to ADP 5 case; free free ADJ 5 amod; elections election NOUN 2 obl"  # noqa: E501 - one tree a line

FRONTED = "On on ADP 2 case; tour tour NOUN 4 obl; , , PUNCT 2 punct; bishops bishop NOUN 0 root; called call VERB/VBN 4 acl; for for ADP 7 case; calm calm NOUN 5 obl; . . PUNCT 4 punct"  # noqa: E501 - one tree a line
MEETING = "After after SCONJ 2 mark; meeting meet VERB/VBG 0 root; Haas Haas PROPN 2 obj; , , PUNCT 3 punct; bishops bishop NOUN 2 obj; called call VERB/VBN 5 acl; for for ADP 8 case; calm calm NOUN 6 obl; . . PUNCT 2 punct"  # noqa: E501 - one tree a line
MASKED = "Fiji Fiji PROPN 2 nmod:poss; premier premier ADJ 3 aux:pass; wrapped wrap VERB/VBN 0 root; up up ADP 3 compound:prt; talks talk NOUN 3 obj"  # noqa: E501 - one tree a line
ARRIVED = "Bishops bishop NOUN 2 nsubj:pass; clashed clash VERB/VBN 0 root; with with ADP 4 case; Fiji Fiji PROPN 2 obl"
PLEADED = "Bishops bishop NOUN 2 nsubj:pass; called call VERB/VBN 0 root; for for ADP 4 case; calm calm NOUN 2 obl"
HURT = "Bishops bishop NOUN 2 nsubj:pass; hurt hurt VERB/VBN 0 root; in in ADP 4 case; Fiji Fiji PROPN 2 obl"


@pytest.mark.parametrize(
    ("notation", "heads", "labels"),
    [
        (FRONTED, (1, 4, 1, 4, -1, 6, 4, 4), "case obl punct nsubj root case obl punct"),
        (MEETING, (1, 5, 1, 2, 5, -1, 7, 5, 5), "mark advcl obj punct nsubj root case obl punct"),
        (MASKED, (1, 2, -1, 2, 2), "nmod:poss nsubj root compound:prt obj"),
        (ARRIVED, (1, -1, 3, 1), "nsubj root case obl"),
        (PLEADED, (1, -1, 3, 1), "nsubj root case obl"),
        (HURT, (1, -1, 3, 1), "nsubj:pass root case obl"),
        (DESCRIBED, (6, 3, 3, 0, 3, 6, -1, 6), "nsubj punct nsubj acl:relcl obj punct root obj"),
        (ADDRESSED, (6, 0, 3, 4, 0, 6, -1, 6), "nsubj punct nmod:poss nsubj acl:relcl punct root obj"),
        (POWER, (5, 0, 3, 0, 3, -1), "nsubj punct det appos punct root"),
        (HOSTAGE, (1, -1, 3, 1, 1), "nsubj root det obj xcomp"),
        (TOUR, (1, -1, 1, 5, 5, 1, 5), "nsubj root obj mark nsubj advcl obj"),
        (CHARGE, (1, -1, 1, 1, 5, 1, 7, 5), "nsubj root obj punct det parataxis nsubj acl:relcl"),
        (WOUNDING, (1, 6, 3, 1, 3, 6, -1), "nsubj ccomp punct advcl obj nsubj root"),
        (OFFERED, (1, -1, 3, 1, 3), "nsubj root mark advcl obj"),
        (DISSOLVED, (5, 3, 3, 0, 3, -1, 5), "nsubj punct nsubj acl:relcl punct root obj"),
        (CROSSED, (4, 0, 3, 1, -1, 6, 4, 4), "nsubj acl case obl:agent root case obl punct"),
        (OUSTED, (1, -1, 3, 4, 1), "nsubj root amod nmod:desc obj"),
        (AGREED, (1, -1, 3, 1, 5, 1), "nsubj root det obl:unmarked mark advcl"),
        (FOUNDER, (1, -1, 1, 6, 5, 6, 1), "nsubj root obj case compound nmod:desc obl"),
        (AND_FIRED, (1, -1, 1, 4, 1, 4), "nsubj root obj cc conj obj"),
        (AS_CRUEL, (1, -1, 1, 4, 1, 6, 1), "nsubj root obj advmod advcl cc conj"),
        (NOT_TO, (1, -1, 4, 4, 1, 4), "nsubj root advmod mark xcomp obj"),
        (TO_FREE, (1, -1, 3, 1, 3), "nsubj root mark xcomp obj"),
        (TIMED, (1, -1, 4, 4, 1, 4), "nsubj root mark nsubj advcl obj"),
        (HELPED, (3, 3, 3, -1, 3), "nsubj aux advmod root obj"),
        (THROWING, (3, 0, 1, -1, 3), "nsubj acl obj root obj"),
        (GAVE, (1, -1, 1, 4, 1), "nsubj root iobj nummod obj"),
        (NEAR, (1, -1, 3, 1), "nsubj root amod obj"),
        (FREE_POLLS, (1, -1, 4, 4, 1), "nsubj root case amod obl"),
    ],
)
def test_repair_finds_the_verb_and_what_hangs_on_it(notation: str, heads: tuple[int, ...], labels: str) -> None:
    tree = repair_tree(build_tree(notation), WORDS)
    assert tree.heads == heads
    assert tree.labels == tuple(labels.split())


VISITING = "Visiting visit VERB/VBG 0 root; Lima Lima PROPN 1 obj; , , PUNCT 4 punct; Haas Haas PROPN 2 appos; accused accuse VERB/VBN 1 xcomp; Peru Peru PROPN 5 obj; . . PUNCT 1 punct"  # noqa: E501 - one tree a line


def test_repair_finds_the_subject_behind_a_participle() -> None:
    tree = repair_tree(build_tree(VISITING), WORDS)
    assert tree.heads == (4, 0, 1, 4, -1, 4, 4)
    assert tree.labels == ("advcl", "obj", "punct", "nsubj", "root", "obj", "punct")
