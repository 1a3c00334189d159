"""The action coder on trees built by hand: every derived form of a pattern, operators, status, attribution."""

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.actions.coder import ActionCoder
from pipeline.actions.graph import Graph
from pipeline.actions.lexicon import Lexicon
from pipeline.actions.slots import Cast, place_actors
from pipeline.codebook.actions import load_actions
from tests.smallbook import write_small_codebooks
from tests.trees import build_tree, mark_words

CASES = {
    "active": ("Peru Peru PROPN 2 nsubj; attacked attack VERB 0 root; Chile Chile PROPN 2 obj", ["PER 190 CHL actual"]),
    "passive": (
        "Chile Chile PROPN 3 nsubj:pass; was be AUX 3 aux:pass; attacked attack VERB/VBN 0 root; by by ADP 5 case;"
        "Peru Peru PROPN 3 obl:agent",
        ["PER 190 CHL actual"],
    ),
    "reported future is an intention": (
        "Fiji Fiji PROPN 2 nsubj; said say VERB 0 root; Peru Peru PROPN 5 nsubj; would would AUX 5 aux;"
        "meet meet VERB 2 ccomp; Chile Chile PROPN 5 obj",
        ["PER 036 CHL actual"],
    ),
    "would without speech is hypothetical": (
        "Peru Peru PROPN 3 nsubj; would would AUX 3 aux; meet meet VERB 0 root; Chile Chile PROPN 3 obj",
        ["PER 040 CHL hypothetical", "CHL 040 PER hypothetical"],
    ),
    "passive without agent": (
        "Chile Chile PROPN 3 nsubj:pass; was be AUX 3 aux:pass; attacked attack VERB/VBN 0 root",
        ["None 190 CHL actual"],
    ),
    "participle": (
        "Chile Chile PROPN 5 nsubj; attacked attack VERB/VBN 1 acl; by by ADP 4 case; Peru Peru PROPN 2 obl:agent;"
        "slept sleep VERB 0 root",
        ["PER 190 CHL actual"],
    ),
    "relative clause": (
        "Peru Peru PROPN 5 nsubj; which which PRON 3 nsubj; attacked attack VERB 1 acl:relcl; Chile Chile PROPN 3 obj;"
        "slept sleep VERB 0 root",
        ["PER 190 CHL actual"],
    ),
    "coordinated verbs": (
        "Peru Peru PROPN 2 nsubj; slept sleep VERB 0 root; and and CCONJ 4 cc; attacked attack VERB 2 conj;"
        "Chile Chile PROPN 4 obj",
        ["PER 190 CHL actual"],
    ),
    "coordinated objects": (
        "Peru Peru PROPN 2 nsubj; attacked attack VERB 0 root; Chile Chile PROPN 2 obj; and and CCONJ 5 cc;"
        "Fiji Fiji PROPN 3 conj",
        ["PER 190 CHL actual", "PER 190 FJI actual"],
    ),
    "control": (
        "Peru Peru PROPN 2 nsubj; began begin VERB 0 root; to to PART 4 mark; attack attack VERB/VB 2 xcomp;"
        "Chile Chile PROPN 4 obj",
        ["PER 190 CHL actual"],
    ),
    "noun with possessor": (
        "Peru Peru PROPN 3 nmod:poss; 's 's PART 1 case; attack attack NOUN 0 root; on on ADP 5 case;"
        "Chile Chile PROPN 3 nmod",
        ["PER 190 CHL actual"],
    ),
    "noun with agent": (
        "attack attack NOUN 0 root; by by ADP 3 case; Peru Peru PROPN 1 nmod; on on ADP 5 case;"
        "Chile Chile PROPN 1 nmod",
        ["PER 190 CHL actual"],
    ),
    "light verb": (
        "Peru Peru PROPN 2 nsubj; launched launch VERB 0 root; an a DET 4 det; attack attack NOUN 2 obj;"
        "on on ADP 6 case; Chile Chile PROPN 4 nmod",
        ["PER 190 CHL actual"],
    ),
    "target inside the object": (
        "Peru Peru PROPN 2 nsubj; attacked attack VERB 0 root; villages village NOUN 2 obj; in in ADP 5 case;"
        "Chile Chile PROPN 3 nmod",
        ["PER 190 CHL actual"],
    ),
    "reciprocal": (
        "Peru Peru PROPN 2 nsubj; met meet VERB 0 root; Chile Chile PROPN 2 obj",
        ["PER 040 CHL actual", "CHL 040 PER actual"],
    ),
    "reciprocal coordination": (
        "Peru Peru PROPN 4 nsubj; and and CCONJ 3 cc; Chile Chile PROPN 1 conj; met meet VERB 0 root",
        ["PER 040 CHL actual", "CHL 040 PER actual"],
    ),
    "noun between two": (
        "talks talk NOUN 0 root; between between ADP 3 case; Peru Peru PROPN 1 nmod; and and CCONJ 5 cc;"
        "Chile Chile PROPN 3 conj",
        ["PER 040 CHL actual", "CHL 040 PER actual"],
    ),
    "operator over a clause": (
        "Peru Peru PROPN 2 nsubj; demanded demand VERB 0 root; that that SCONJ 5 mark; Chile Chile PROPN 5 nsubj;"
        "lift lift VERB 2 ccomp; sanctions sanction NOUN 5 obj",
        ["PER 1054 CHL actual"],
    ),
    "who wrote the letter demands": (
        "Peru Peru PROPN 2 nsubj; sent send VERB 0 root; letters letter NOUN 2 obj; to to ADP 5 case;"
        "Chile Chile PROPN 6 nsubj; demanding demand VERB/VBG 3 acl; that that SCONJ 9 mark; Fiji Fiji PROPN 9 nsubj;"
        "lift lift VERB 6 ccomp; sanctions sanction NOUN 9 obj",
        ["PER 1054 FJI actual"],
    ),
    "who wrote the letter that demands": (
        "Peru Peru PROPN 2 nsubj; sent send VERB 0 root; letters letter NOUN 2 obj; that that PRON 5 nsubj;"
        "demanded demand VERB 3 acl:relcl; that that SCONJ 8 mark; Fiji Fiji PROPN 8 nsubj; lift lift VERB 5 ccomp;"
        "sanctions sanction NOUN 8 obj",
        ["PER 1054 FJI actual"],
    ),
    "operator over an infinitive": (
        "Peru Peru PROPN 2 nsubj; threatened threaten VERB 0 root; to to PART 4 mark; attack attack VERB/VB 2 xcomp;"
        "Chile Chile PROPN 4 obj",
        ["PER 138 CHL actual"],
    ),
    "operator twice": (
        "Peru Peru PROPN 2 nsubj; threatened threaten VERB 0 root; to to PART 4 mark; attack attack VERB/VB 2 xcomp;"
        "Chile Chile PROPN 4 obj; and and CCONJ 7 cc; Fiji Fiji PROPN 5 conj",
        ["PER 138 CHL actual", "PER 138 FJI actual"],
    ),
    "negated": (
        "Peru Peru PROPN 4 nsubj; did do AUX 4 aux; not not PART 4 advmod; attack attack VERB/VB 0 root;"
        "Chile Chile PROPN 4 obj",
        ["PER 190 CHL negated"],
    ),
    "a refusal holds its own negation": (
        "Peru Peru PROPN 2 nsubj; has have VERB/VBZ 0 root; no no DET 4 det; wish wish NOUN 2 obj;"
        "to to PART 6 mark; meet meet VERB/VB 4 acl; Chile Chile PROPN 6 obj",
        ["PER 125 CHL actual"],
    ),
    "a refusal that is denied": (
        "Peru Peru PROPN 3 nsubj; never never ADV/RB 3 advmod; had have VERB/VBD 0 root; no no DET 5 det;"
        "wish wish NOUN 3 obj; to to PART 7 mark; meet meet VERB/VB 5 acl; Chile Chile PROPN 7 obj",
        ["PER 125 CHL negated"],
    ),
    "hypothetical": (
        "Peru Peru PROPN 3 nsubj; may may AUX 3 aux; attack attack VERB/VB 0 root; Chile Chile PROPN 3 obj",
        ["PER 190 CHL hypothetical"],
    ),
    "threatened with will": (
        "Peru Peru PROPN 3 nsubj; will will AUX 3 aux; attack attack VERB/VB 0 root; Chile Chile PROPN 3 obj",
        ["PER 138 CHL actual"],
    ),
    "not threatened": (
        "Peru Peru PROPN 4 nsubj; will will AUX 4 aux; not not PART 4 advmod; attack attack VERB/VB 0 root;"
        "Chile Chile PROPN 4 obj",
        ["PER 190 CHL negated"],
    ),
    "announced": (
        "Peru Peru PROPN 3 nsubj; will will AUX 3 aux; meet meet VERB/VB 0 root; Chile Chile PROPN 3 obj",
        ["PER 036 CHL actual"],
    ),
    "planned": (
        "Peru Peru PROPN 4 nsubj; is be AUX 4 cop; to to PART 4 mark; meet meet VERB/VB 0 root;Chile Chile PROPN 4 obj",
        ["PER 036 CHL actual"],
    ),
    "no longer": (
        "Peru Peru PROPN 4 nsubj; no no ADV 3 advmod; longer long ADV 4 advmod; attacks attack VERB/VBZ 0 root;"
        "Chile Chile PROPN 4 obj",
        ["PER 087 CHL actual"],
    ),
    "refused": (
        "Peru Peru PROPN 4 nsubj; will will AUX 4 aux; not not PART 4 advmod; meet meet VERB/VB 0 root;"
        "Chile Chile PROPN 4 obj",
        ["PER 125 CHL actual"],
    ),
    "a call": (
        "Peru Peru PROPN 2 nsubj; called call VERB 0 root; Chile Chile PROPN 2 obj",
        [
            "PER 040 CHL actual",
            "CHL 040 PER actual",
        ],
    ),
    "a name is no call": (
        "Peru Peru PROPN 2 nsubj; called call VERB 0 root; Chile Chile PROPN 2 obj; weak weak ADJ 2 xcomp",
        [],
    ),
    "asked is no asking": (
        "attacked attack VERB/VBD 6 advcl; about about ADP 3 case; talks talk NOUN 1 obl; , , PUNCT 6 punct;"
        "Fiji Fiji PROPN 6 nsubj; slept sleep VERB 0 root",
        ["None 190 FJI actual"],
    ),
    "a preposition is no particle": (
        "Peru Peru PROPN 2 nsubj; took take VERB 0 root; Chile Chile PROPN 2 obj; in in ADP 5 case; May may NOUN 2 obl",
        [],
    ),
    "done before": (
        "Peru Peru PROPN 2 nsubj; lifted lift VERB 0 root; sanctions sanction NOUN 2 obj; on on ADP 5 case;"
        "Chile Chile PROPN 3 nmod; it it PRON 8 nsubj; had have AUX 8 aux; attacked attack VERB/VBN 3 acl:relcl",
        ["PER 085 CHL actual"],
    ),
    "a day is nobody": (
        "Peru Peru PROPN 2 nsubj; met meet VERB 0 root; with with ADP 4 case; Monday Monday PROPN 2 obl;"
        "Chile Chile PROPN 2 obj",
        ["PER 040 CHL actual", "CHL 040 PER actual"],
    ),
    "agent below any other phrase": (
        "Chile Chile PROPN 3 nsubj:pass; was be AUX 3 aux:pass; attacked attack VERB/VBN 0 root; with with ADP 5 case;"
        "stones stone NOUN 3 obl; by by ADP 7 case; Peru Peru PROPN 5 nmod",
        ["PER 190 CHL actual"],
    ),
    "agent below what came of it": (
        "Chile Chile PROPN 3 nsubj:pass; was be AUX 3 aux:pass; attacked attack VERB/VBN 0 root; dead dead ADJ 3 xcomp;"
        "by by ADP 6 case; Peru Peru PROPN 4 obl:agent",
        ["PER 190 CHL actual"],
    ),
    "a subject that must be certain words": (
        "Peru Peru PROPN 2 compound; soldiers soldier NOUN 3 nsubj; entered enter VERB 0 root; Chile Chile PROPN 3 obj",
        ["PER 190 CHL actual"],
    ),
    "a subject that is none of them": (
        "Peru Peru PROPN 2 compound; banks bank NOUN 3 nsubj; entered enter VERB 0 root; Chile Chile PROPN 3 obj",
        [],
    ),
    "agent below a place": (
        "Chile Chile PROPN 3 nsubj:pass; was be AUX 3 aux:pass; attacked attack VERB/VBN 0 root; from from ADP 5 case;"
        "hills hill NOUN 3 obl; by by ADP 7 case; Peru Peru PROPN 5 nmod",
        ["PER 190 CHL actual"],
    ),
    "a purpose is no embedded action": (
        "Peru Peru PROPN 2 nsubj; threatened threaten VERB 0 root; towns town NOUN 2 obj; to to PART 5 mark;"
        "attack attack VERB/VB 2 advcl; Chile Chile PROPN 5 obj",
        ["PER 190 CHL hypothetical"],
    ),
    "no pattern": ("Peru Peru PROPN 2 nsubj; likes like VERB 0 root; Chile Chile PROPN 2 obj", []),
}
CODES = {"Peru": "PER", "Chile": "CHL", "Fiji": "FJI"}


@pytest.fixture
def codebooks(tmp_path: Path) -> Path:
    return write_small_codebooks(tmp_path)


@pytest.mark.parametrize("name", CASES)
def test_code_sentence(codebooks: Path, name: str) -> None:
    notation, expected = CASES[name]
    tree = build_tree(notation)
    actions = ActionCoder(load_actions(codebooks)).code_sentence(tree, mark_words(tree, **CODES))
    found = [f"{a.source and a.source.code} {a.cameo} {a.target and a.target.code} {a.status}" for a in actions]
    assert found == expected


def test_rivals_are_somebody_else() -> None:
    tree = build_tree(
        "Peru Peru PROPN 3 nmod:poss; 's 's PART 1 case; rivals rival NOUN 4 nsubj; slept sleep VERB 0 root"
    )
    reach = {"farthest_given": 0.9, "nmod:poss": 0.1}
    for lexicon, expected in ((Lexicon(), [0]), (Lexicon(others=frozenset({"rival"})), [])):
        graph = Graph(tree, lexicon)
        actors = place_actors(graph, mark_words(tree, **CODES))
        assert [filler.actor.first for filler in Cast(graph, actors, reach).fill(2)] == expected


def test_attribution_is_the_speaker(codebooks: Path) -> None:
    tree = build_tree(
        "Fiji Fiji PROPN 2 nsubj; said say VERB 0 root; Peru Peru PROPN 4 nsubj; attacked attack VERB 2 ccomp;"
        "Chile Chile PROPN 4 obj"
    )
    (action,) = ActionCoder(load_actions(codebooks)).code_sentence(tree, mark_words(tree, **CODES))
    assert action.attribution == "FJI"


def test_rule_names_file_and_line(codebooks: Path) -> None:
    tree = build_tree(CASES["active"][0])
    (action,) = ActionCoder(load_actions(codebooks)).code_sentence(tree, mark_words(tree, **CODES))
    assert action.rule == "en/actions/19-fight.toml:6 SRC attack TGT"


FOUND_ONLY = {
    "press": ("FJI", "CHLMED", "Peru Peru PROPN 2 nsubj; met meet VERB 0 root; Chile Chile PROPN 2 obj", []),
    "near": (
        "PER", "CHL",
        "Peru Peru PROPN 2 nsubj; attacked attack VERB 0 root; towns town NOUN 2 obj; near near ADP 5 case;"
        "Chile Chile PROPN 3 nmod",
        ["PER 190 CHL"],
    ),
    "support for a thing is not for each other": (
        "PER", "CHL",
        "plan plan NOUN 2 nsubj:pass; met meet VERB/VBN 0 root; by by ADP 4 case; Peru Peru PROPN 2 obl:agent;"
        "and and CCONJ 6 cc; Chile Chile PROPN 4 conj",
        ["PER 040 None", "CHL 040 None"],
    ),
    "who rejects a letter did not write it": (
        "PER", "CHL",
        "Peru Peru PROPN 2 nsubj; rejected reject VERB 0 root; letter letter NOUN 2 obj;"
        "attacking attack VERB/VBG 3 acl; Chile Chile PROPN 4 obj",
        [],
    ),
    "than": (
        "PER", "CHL",
        "Peru Peru PROPN 2 nsubj; attacked attack VERB 0 root; towns town NOUN 2 obj; than than ADP 5 case;"
        "Chile Chile PROPN 3 nmod",
        ["PER 190 None"],
    ),
    "whom a deed is done to acts not by it": (
        "PER", "CHL",
        "attack attack NOUN 4 nsubj; on on ADP 3 case; Peru Peru PROPN 1 nmod; met meet VERB 0 root;"
        "Chile Chile PROPN 4 obj",
        [],
    ),
    "no talk of the press": (
        "FJIMED", "CHL",
        "Peru Peru PROPN 2 nsubj; threatened threaten VERB 0 root; to to PART 4 mark; meet meet VERB/VB 2 xcomp;"
        "Chile Chile PROPN 4 obj",
        [],
    ),
    "far": (
        "PER", "CHL",
        "Peru Peru PROPN 2 nsubj; attacked attack VERB 0 root; towns town NOUN 2 obj; that that PRON 5 nsubj;"
        "fear fear VERB 3 acl:relcl; Chile Chile PROPN 5 obj",
        ["PER 190 None"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FOUND_ONLY)
def test_actors_of_an_article_stand_near_and_are_no_press(codebooks: Path, name: str) -> None:
    source, target, notation, expected = FOUND_ONLY[name]
    tree = build_tree(notation)
    mentions = [replace(m, how="dictionary") for m in mark_words(tree, Peru=source, Chile=target)]
    actions = ActionCoder(load_actions(codebooks)).code_sentence(tree, mentions)
    assert [f"{a.source and a.source.code} {a.cameo} {a.target and a.target.code}" for a in actions] == expected
