"""Clauses, objects and participles that the parser hung on a wrong word, one case a repair."""

import pytest

from pipeline.actions.lexicon import Lexicon
from pipeline.actions.repairs import repair_tree
from tests.trees import build_tree

WORDS = Lexicon(
    say=frozenset({"say"}),
    informing=frozenset({"tell"}),
    harming=frozenset({"hurt", "injure", "kill"}),
    striking=frozenset({"attack", "shoot", "storm"}),
    times=frozenset({"January"}),
    intransitive=frozenset({"clash"}),
    stating=frozenset({"claim"}),
    infinitives=frozenset({"free"}),
    wanting=frozenset({"urge"}),
    giving=frozenset({"hand", "sell"}),
    recipients=frozenset({"army"}),
)

# name: tree as parsed, heads and labels after the repair
CASES = {
    "what came of a deed that is told": (
        "Peru Peru PROPN 2 nsubj; said say VERB 0 root; its its PRON 4 nmod:poss; "
        "soldiers soldier NOUN 6 nsubj; had have AUX 6 aux; stormed storm VERB/VBN 2 ccomp; a a DET 9 det; "
        "Chilean chilean ADJ 9 amod; ship ship NOUN 6 obj; , , PUNCT 11 punct; "
        "injuring injure VERB/VBG 2 advcl; two two NUM 13 nummod; sailors sailor NOUN 11 obj; "
        ". . PUNCT 2 punct",
        (1, -1, 3, 5, 5, 1, 8, 8, 5, 10, 5, 12, 10, 1),
        "nsubj root nmod:poss nsubj aux ccomp det amod obj punct advcl nummod obj punct",
    ),
    "what came of a deed, not of whom it struck": (
        "Guards guard NOUN 2 nsubj; shot shoot VERB/VBN 0 root; at at ADP 4 case; miners miner NOUN 2 obl; "
        "who who PRON 6 nsubj; blocked block VERB 4 acl:relcl; a a DET 8 det; gate gate NOUN 6 obj; "
        ", , PUNCT 10 punct; hurting hurt VERB/VBG 6 advcl; ten ten NUM 10 obj; . . PUNCT 2 punct",
        (1, -1, 3, 1, 5, 3, 7, 5, 9, 1, 9, 1),
        "nsubj root case obl nsubj acl:relcl det obj punct advcl obj punct",
    ),
    "a conjunction taken for a preposition opens a clause": (
        "Fiji Fiji PROPN 2 nsubj; wept weep VERB 0 root; after after ADP 4 case; men man NOUN 6 nsubj:pass; "
        "were be AUX 6 aux:pass; jailed jail VERB/VBN 2 conj",
        (1, -1, 5, 5, 5, 1),
        "nsubj root mark nsubj:pass aux:pass advcl",
    ),
    "what is joined stays joined": (
        "Fiji Fiji PROPN 2 nsubj; wept weep VERB 0 root; and and CCONJ 7 cc; after after ADP 5 case; "
        "men man NOUN 7 nsubj:pass; were be AUX 7 aux:pass; jailed jail VERB/VBN 2 conj",
        (1, -1, 6, 6, 6, 6, 1),
        "nsubj root cc mark nsubj:pass aux:pass conj",
    ),
    "a third person is joined to the others": (
        "Fiji Fiji PROPN 2 nsubj; met meet VERB 0 root; ministers minister NOUN/NNS 2 obj; of of ADP 5 case; "
        "Peru Peru PROPN 3 nmod; and and CCONJ 9 cc; the the DET 9 det; Union Union PROPN 9 compound; "
        "chief chief NOUN/NN 5 conj",
        (1, -1, 1, 4, 2, 8, 8, 8, 2),
        "nsubj root obj case nmod cc det compound conj",
    ),
    "a second country is joined to the first": (
        "Fiji Fiji PROPN 2 nsubj; met meet VERB 0 root; ministers minister NOUN/NNS 2 obj; of of ADP 5 case; "
        "Peru Peru PROPN 3 nmod; and and CCONJ 7 cc; Chile Chile PROPN 5 conj",
        (1, -1, 1, 4, 2, 6, 4),
        "nsubj root obj case nmod cc conj",
    ),
    "what a man had done stays his deed": (
        "Police police NOUN 2 nsubj; arrested arrest VERB 0 root; a a DET 4 det; man man NOUN 2 obj; "
        "who who PRON 6 nsubj; attacked attack VERB 4 acl:relcl; a a DET 8 det; mosque mosque NOUN 6 obj; "
        ", , PUNCT 10 punct; killing kill VERB/VBG 6 advcl; two two NUM 10 obj",
        (1, -1, 3, 1, 5, 3, 7, 5, 9, 5, 9),
        "nsubj root det obj nsubj acl:relcl det obj punct advcl obj",
    ),
    "the subject of a second clause is no part of a list": (
        "Spain Spain PROPN 2 nsubj; condemned condemn VERB 0 root; the the DET 4 det; "
        "coup coup NOUN 2 obj; in in ADP 6 case; Mali Mali PROPN 4 nmod; and and CCONJ 8 cc; "
        "Peru Peru PROPN 6 conj; froze freeze VERB 2 advcl; its its PRON 11 nmod:poss; aid aid NOUN 9 obj",
        (1, -1, 3, 1, 5, 3, 8, 8, 1, 10, 8),
        "nsubj root det obj case nmod cc nsubj conj nmod:poss obj",
    ),
    "a conjunction is no preposition of the subject after it": (
        "Nurses nurse NOUN 2 nsubj; went go VERB 0 root; back back ADV 2 advmod; after after ADP 6 case; "
        "the the DET 6 det; cabinet cabinet NOUN 7 nsubj; paid pay VERB 2 advcl",
        (1, -1, 1, 6, 5, 6, 1),
        "nsubj root advmod mark det nsubj advcl",
    ),
    "a conjunction and a subject hung beside their verb": (
        "Prices price NOUN 2 nsubj; rose rise VERB 0 root; after after ADP 4 case; Peru Peru PROPN 2 obl; "
        "froze freeze VERB 2 advcl; its its PRON 7 nmod:poss; aid aid NOUN 5 obj",
        (1, -1, 4, 4, 1, 6, 4),
        "nsubj root mark nsubj advcl nmod:poss obj",
    ),
    "a participle set off by a comma has no subject before it": (
        "Haas Haas PROPN 2 nsubj; left leave VERB 0 root; after after ADP 5 case; the the DET 5 det; "
        "vote vote NOUN 2 obl; , , PUNCT 7 punct; accused accuse VERB/VBN 2 advcl; of of ADP 9 case; "
        "fraud fraud NOUN 7 obl",
        (1, -1, 4, 4, 1, 6, 1, 8, 6),
        "nsubj root case det obl punct advcl case obl",
    ),
    "a clause that opens the sentence is not its main clause": (
        "After after ADP 2 case; Peru Peru PROPN 3 obl; froze freeze VERB 0 root; its its PRON 5 nmod:poss; "
        "aid aid NOUN 3 obj; , , PUNCT 8 punct; prices price NOUN 8 nsubj; rose rise VERB 3 conj",
        (2, 2, 7, 4, 2, 7, 7, -1),
        "mark nsubj advcl nmod:poss obj punct nsubj root",
    ),
    "a phrase of time that opens the sentence stays one": (
        "After after ADP 2 case; talks talk NOUN 4 obl; Peru Peru PROPN 4 nsubj; froze freeze VERB 0 root; "
        "its its PRON 6 nmod:poss; aid aid NOUN 4 obj; , , PUNCT 9 punct; prices price NOUN 9 nsubj; "
        "rose rise VERB 4 conj",
        (1, 3, 3, -1, 5, 3, 8, 8, 3),
        "case obl nsubj root nmod:poss obj punct nsubj conj",
    ),
    "a verb with subject and conjunction is no adjective": (
        "Prices price NOUN 2 nsubj; rose rise VERB 0 root; after after ADP 5 mark; Peru Peru PROPN 5 nsubj; "
        "suspended suspend VERB/VBN 6 amod; imports import NOUN 2 obj",
        (1, -1, 4, 4, 1, 4),
        "nsubj root mark nsubj advcl obj",
    ),
    "what could be no passive participle is the verb of its clause": (
        "Haas Haas PROPN 2 nsubj; left leave VERB 0 root; after after ADP 5 case; the the DET 5 det; "
        "judge judge NOUN 2 obl; clashed clash VERB/VBN 5 acl; with with ADP 8 case; Peru Peru PROPN 6 obl",
        (1, -1, 5, 4, 5, 1, 7, 5),
        "nsubj root mark det nsubj advcl case obl",
    ),
    "the verb behind an apposition, hung on it": (
        "Chad Chad PROPN 0 root; , , PUNCT 4 punct; a a DET 4 det; member member NOUN 1 appos; , , PUNCT 6 punct; "
        "appealed appeal VERB/VBN 4 acl; to to ADP 8 case; Peru Peru PROPN 6 obl; . . PUNCT 1 punct",
        (5, 3, 3, 0, 5, -1, 7, 5, 5),
        "nsubj punct det appos punct root case obl punct",
    ),
    "the verb behind an apposition, hung on its object": (
        "Chad Chad PROPN 0 root; , , PUNCT 4 punct; a a DET 4 det; member member NOUN 1 appos; , , PUNCT 4 punct; "
        "froze freeze VERB/VBD 7 amod; aid aid NOUN 1 conj; . . PUNCT 1 punct",
        (5, 3, 3, 0, 3, -1, 5, 5),
        "nsubj punct det appos punct root obj punct",
    ),
    "the last of a list, joined by a word, has no verb before it": (
        "Chad Chad PROPN 0 root; , , PUNCT 4 punct; a a DET 4 det; member member NOUN 1 appos; , , PUNCT 8 punct; "
        "embattled embattle VERB/VBN 8 amod; and and CCONJ 8 cc; Fiji Fiji PROPN 1 conj; . . PUNCT 1 punct",
        (-1, 3, 3, 0, 7, 7, 7, 0, 0),
        "root punct det appos punct amod cc conj punct",
    ),
    "that is the object of a clause that lacks one": (
        "The the DET 2 det; frigate frigate NOUN 6 nsubj; that that SCONJ 5 mark; Peru Peru PROPN 5 nsubj; "
        "dispatched dispatch VERB 2 acl; sank sink VERB 0 root",
        (1, 5, 4, 4, 1, -1),
        "det nsubj obj nsubj acl:relcl root",
    ),
    "that begins what a claim says": (
        "The the DET 2 det; claim claim NOUN 6 nsubj; that that SCONJ 5 mark; Peru Peru PROPN 5 nsubj; "
        "attacked attack VERB 2 acl; spread spread VERB 0 root",
        (1, 5, 4, 4, 1, -1),
        "det nsubj mark nsubj acl root",
    ),
    "what stands behind a second verb is its own": (
        "Peru Peru PROPN 2 nsubj; slept sleep VERB 0 root; and and CCONJ 4 cc; claimed claim VERB 2 conj; "
        "full full ADJ 6 amod; victory victory NOUN 2 obj; . . PUNCT 2 punct",
        (1, -1, 3, 1, 5, 3, 1),
        "nsubj root cc conj amod obj punct",
    ),
    "a third thing joined to two verbs is none of the second": (
        "Peru Peru PROPN 2 nsubj; slept sleep VERB 0 root; , , PUNCT 4 punct; rested rest VERB 2 conj; "
        "and and CCONJ 6 cc; ate eat VERB 2 conj",
        (1, -1, 3, 1, 5, 1),
        "nsubj root punct conj cc conj",
    ),
    "as a mark is no clause of what was told": (
        "Haas Haas PROPN 2 nsubj; sent send VERB 0 root; gifts gift NOUN 2 obj; as as ADP 6 case; a a DET 6 det; "
        "mark mark NOUN 2 obl; was be AUX 8 aux:pass; told tell VERB/VBN 2 advcl",
        (1, -1, 1, 5, 5, 1, 7, 1),
        "nsubj root obj case det obl aux:pass advcl",
    ),
    "a verb without an auxiliary that has an object is active": (
        "Haas Haas PROPN 2 nsubj:pass; ruled rule VERB/VBN 0 root; out out ADP 2 compound:prt; "
        "leaving leave VERB/VBG 2 xcomp",
        (1, -1, 1, 1),
        "nsubj root compound:prt xcomp",
    ),
    "a participle has no time before it": (
        "Papers paper NOUN 0 root; on on ADP 3 case; Monday Monday PROPN 4 obl; hailed hail VERB/VBN 1 acl; "
        "as as ADP 6 case; fair fair NOUN 4 obl; . . PUNCT 1 punct",
        (3, 2, 3, -1, 5, 3, 3),
        "nsubj case obl root case obl punct",
    ),
    "a second verb is no part of its object": (
        "Turkey Turkey PROPN 2 nsubj; closed close VERB 0 root; its its PRON 4 nmod:poss; "
        "border border NOUN 2 obj; with with ADP 6 case; Syria Syria PROPN 2 obl; , , PUNCT 9 punct; "
        "and and CCONJ 9 cc; Jordan Jordan PROPN 10 compound; tightened tighten VERB 11 amod; "
        "controls control NOUN 2 obj; . . PUNCT 2 punct",
        (1, -1, 3, 1, 5, 1, 8, 9, 9, 1, 9, 1),
        "nsubj root nmod:poss obj case obl punct cc nsubj conj obj punct",
    ),
    "two are asked, each something else": (
        "Norway Norway PROPN 2 nsubj; urged urge VERB 0 root; Sudan Sudan PROPN 2 obj; "
        "to to PART/TO 5 mark; free free VERB/VB 2 xcomp; the the DET 7 det; pilots pilot NOUN 5 obj; "
        "and and CCONJ 9 cc; Chad Chad PROPN 7 conj; to to PART/TO 11 mark; close close VERB/VB 5 advcl; "
        "its its PRON 13 nmod:poss; camps camp NOUN 11 obj",
        (1, -1, 1, 4, 1, 6, 4, 10, 10, 10, 4, 12, 10),
        "nsubj root obj mark xcomp det obj cc nsubj mark conj nmod:poss obj",
    ),
    "a list stays a list": (
        "The the DET 2 det; president president NOUN 7 nsubj; of of ADP 4 case; Mali Mali PROPN 2 nmod; "
        "and and CCONJ 6 cc; Niger Niger PROPN 4 conj; signed sign VERB 0 root; the the DET 9 det; "
        "accord accord NOUN 7 obj",
        (1, 6, 3, 1, 5, 3, -1, 8, 6),
        "det nsubj case nmod cc conj root det obj",
    ),
    "a clause about the last noun": (
        "Chile Chile PROPN 2 nsubj; wants want VERB/VBZ 0 root; help help VERB/VB 2 xcomp; "
        "from from ADP 5 case; Lima Lima PROPN 3 obl; , , PUNCT 11 punct; which which PRON 11 obj; "
        "it it PRON 11 nsubj; has have AUX/VBZ 11 aux; long long ADV/RB 11 advmod; "
        "accused accuse VERB/VBN 2 parataxis; of of SCONJ/IN 13 mark; arming arm VERB/VBG 11 advcl; "
        "rebels rebel NOUN 13 obj; . . PUNCT 2 punct",
        (1, -1, 1, 4, 2, 10, 10, 10, 10, 10, 4, 12, 10, 12, 1),
        "nsubj root xcomp case obl punct obj nsubj aux advmod acl:relcl mark advcl obj punct",
    ),
    "a clause without a pronoun": (
        "Turkish turkish ADJ 2 amod; forces force NOUN 4 nsubj; still still ADV/RB 4 advmod; "
        "hold hold VERB/VBP 0 root; six six NUM 6 nummod; Syrians Syrians PROPN 4 obj; "
        "they they PRON 8 nsubj; arrested arrest VERB 4 parataxis; in in ADP 10 case; "
        "Idlib Idlib PROPN 8 obl; in in ADP 12 case; May May PROPN 8 obl; . . PUNCT 4 punct",
        (1, 3, 3, -1, 5, 3, 7, 5, 9, 7, 11, 7, 3),
        "amod nsubj advmod root nummod obj nsubj acl:relcl case obl case obl punct",
    ),
    'what "that" stands for': (
        "Seoul Seoul PROPN 2 nsubj; published publish VERB 0 root; a a DET 4 det; "
        "report report NOUN 2 obj; that that SCONJ/IN 7 obj; Pyongyang Pyongyang PROPN 7 nsubj; "
        "denounced denounce VERB 4 acl; . . PUNCT 2 punct",
        (1, -1, 3, 1, 6, 6, 3, 1),
        "nsubj root det obj obj nsubj acl:relcl punct",
    ),
    'what "whose" owns is the object': (
        "Troops troops NOUN 2 nsubj; attacked attack VERB 0 root; the the DET 4 det; "
        "militia militia NOUN 2 obj; , , PUNCT 9 punct; whose whose PRON 7 nmod:poss; "
        "leaders leader NOUN 9 nsubj; Sudan Sudan PROPN 9 nsubj; denies deny VERB/VBZ 2 parataxis; "
        "funding funding NOUN 9 obj; . . PUNCT 2 punct",
        (1, -1, 3, 1, 8, 6, 8, 8, 3, 8, 1),
        "nsubj root det obj punct nmod:poss obj nsubj acl:relcl obj punct",
    ),
    "a name of two words with a clause about it": (
        "UN UN PROPN 2 compound; envoy envoy NOUN 3 nmod:desc; Jan Jan PROPN 0 root; "
        "Haas Haas PROPN 3 flat; , , PUNCT 7 punct; who who PRON 7 nsubj; visited visit VERB 3 acl:relcl; "
        "Harare Harare PROPN 7 obj; last last ADJ 10 amod; week week NOUN 7 obl:unmarked; "
        ", , PUNCT 12 punct; appealed appeal VERB/VBN 7 advcl; to to ADP 14 case; "
        "rebels rebel NOUN 12 obl",
        (1, 2, 11, 2, 6, 6, 2, 6, 9, 6, 11, -1, 13, 11),
        "compound nmod:desc nsubj flat punct nsubj acl:relcl obj amod obl:unmarked punct root case obl",
    ),
    "a name whose property the clause is about": (
        "Norway Norway PROPN 7 nsubj:pass; , , PUNCT 1 punct; whose whose PRON 5 nmod:poss; "
        "own own ADJ 5 amod; embassy embassy NOUN 7 nsubj:pass; was be AUX 7 aux:pass; "
        "attacked attack VERB/VBN 0 root; , , PUNCT 9 punct; demanded demand VERB 7 conj; "
        "compensation compensation NOUN 9 obj",
        (8, 0, 4, 4, 6, 6, 0, 8, -1, 8),
        "nsubj punct nmod:poss amod nsubj:pass aux:pass acl:relcl punct root obj",
    ),
    "who gets something before a number": (
        "France France PROPN 2 nsubj; handed hand VERB 0 root; the the DET 7 det; "
        "navy navy NOUN 7 compound; ten ten NUM 4 flat; old old ADJ 7 amod; boats boat NOUN 2 obj; "
        ". . PUNCT 2 punct",
        (1, -1, 3, 1, 6, 6, 1, 1),
        "nsubj root det iobj nummod amod obj punct",
    ),
    "who gets something without a number": (
        "China China PROPN 2 nsubj; sold sell VERB 0 root; the the DET 5 det; army army NOUN 5 compound; "
        "rifles rifle NOUN 2 obj; worth worth ADJ 7 amod; millions million NOUN 2 obj",
        (1, -1, 3, 1, 1, 6, 1),
        "nsubj root det iobj obj amod obj",
    ),
    "a participle before the verb": (
        "An a DET 4 det; African african ADJ 3 amod; Union Union PROPN 4 compound; team team NOUN 5 nsubj; "
        "monitoring monitor VERB/VBG 0 root; the the DET 7 det; truce truce NOUN 5 obj; "
        "blamed blame VERB/VBN 7 acl; rebels rebel NOUN 8 obj; . . PUNCT 5 punct",
        (3, 2, 3, 7, 3, 6, 4, -1, 7, 7),
        "det amod compound nsubj acl det obj root obj punct",
    ),
    "a participle with an object that looks like a subject": (
        "Police police NOUN 2 nsubj; hunting hunt VERB/VBG 0 root; the the DET 4 det; "
        "kidnappers kidnapper NOUN 5 nsubj; arrested arrest VERB 2 ccomp; two two NUM 7 nummod; "
        "Syrians Syrians PROPN 5 obj",
        (4, 0, 3, 1, -1, 6, 4),
        "nsubj acl det obj root nummod obj",
    ),
    "a participle taken for a clause that is the subject": (
        "Rebels rebel NOUN 2 nsubj; fighting fight VERB/VBG 0 root; the the DET 4 det; "
        "government government NOUN 2 obj; attacked attack VERB 2 xcomp; a a DET 7 det; "
        "mine mine NOUN 5 obj; . . PUNCT 2 punct",
        (4, 0, 3, 1, -1, 6, 4, 4),
        "nsubj acl det obj root det obj punct",
    ),
    'what is told without "that"': (
        "Haas Haas PROPN 2 nsubj; told tell VERB 0 root; supporters supporter NOUN 2 iobj; "
        "Chile Chile PROPN 6 nsubj; had have AUX 6 aux; attacked attack VERB/VBN 3 acl:relcl; "
        "a a DET 8 det; ship ship NOUN 6 obj",
        (1, -1, 1, 5, 5, 1, 7, 5),
        "nsubj root iobj nsubj aux ccomp det obj",
    ),
    "a second verb after an infinitive": (
        "Haas Haas PROPN 2 nsubj; urged urge VERB 0 root; Fiji Fiji PROPN 2 obj; to to PART/TO 5 mark; "
        "stop stop VERB/VB 2 xcomp; the the DET 7 det; tests test NOUN 5 obj; and and CCONJ 9 cc; "
        "named name VERB/VBN 5 conj; a a DET 12 det; new new ADJ 12 amod; "
        "ambassador ambassador NOUN 9 obj; . . PUNCT 2 punct",
        (1, -1, 1, 4, 1, 6, 4, 8, 1, 11, 11, 8, 1),
        "nsubj root obj mark xcomp det obj cc conj det amod obj punct",
    ),
    "a titled name is an object": (
        "Opposition opposition NOUN 2 compound; leader leader NOUN 12 nsubj; Jan Jan PROPN 2 appos; "
        "Haas Haas PROPN 3 flat; , , PUNCT 8 punct; who who PRON 8 nsubj:pass; was be AUX 8 aux:pass; "
        "jailed jail VERB/VBN 3 acl:relcl; on on ADP 10 case; Saturday Saturday PROPN 8 obl; "
        ", , PUNCT 2 punct; blamed blame VERB 0 root; outgoing outgoing ADJ 14 amod; "
        "President President PROPN 15 nmod:desc; Ken Ken PROPN 12 xcomp; Hart Hart PROPN 15 flat; "
        "for for ADP 19 case; the the DET 19 det; raid raid NOUN 12 obl; . . PUNCT 12 punct",
        (1, 11, 1, 2, 7, 7, 7, 2, 9, 7, 1, -1, 13, 14, 11, 14, 18, 18, 11, 11),
        "compound nsubj appos flat punct nsubj:pass aux:pass acl:relcl case obl "
        "punct root amod nmod:desc obj flat case det obl punct",
    ),
    "a participle before a title describes it": (
        "Unions union NOUN 2 nsubj; ended end VERB 0 root; a a DET 4 det; strike strike NOUN 2 obj; "
        "after after SCONJ/IN 6 mark; ailing ail VERB/VBG 9 csubj; President President PROPN 8 nmod:desc; "
        "Haas Haas PROPN 6 obj; agreed agree VERB 2 advcl; to to PART/TO 11 mark; "
        "talks talk VERB/NNS 9 xcomp; . . PUNCT 2 punct",
        (1, -1, 3, 1, 8, 7, 7, 8, 1, 10, 8, 1),
        "nsubj root det obj mark amod nmod:desc nsubj advcl mark xcomp punct",
    ),
    "a place before the sentence is no root": (
        "In in ADP 3 case; the the DET 3 det; town town NOUN 0 root; of of ADP 5 case; "
        "Pisco Pisco PROPN 3 nmod; , , PUNCT 9 punct; some some DET 9 det; 200 200 NUM 9 nummod; "
        "miners miner NOUN 3 appos; clashed clash VERB/VBN 9 acl; with with ADP 13 case; "
        "riot riot NOUN 13 compound; police police NOUN 10 obl; . . PUNCT 3 punct",
        (2, 2, 9, 4, 2, 8, 8, 8, 9, -1, 12, 12, 9, 9),
        "case det obl case nmod punct det nummod nsubj root case compound obl punct",
    ),
    "the end of a compound is no verb": (
        "President President PROPN 3 obl:unmarked; - - PUNCT 1 punct; elect elect VERB/VB 0 root; "
        "Jan Jan PROPN 6 nsubj; Haas Haas PROPN 4 flat; accused accuse VERB 3 xcomp; "
        "Chad Chad PROPN 6 obj; of of ADP 9 case; meddling meddling NOUN 7 nmod; . . PUNCT 3 punct",
        (3, 0, 3, 5, 3, -1, 5, 8, 6, 5),
        "compound punct nmod:desc nsubj flat root obj case nmod punct",
    ),
    "what shall be done is no adjective": (
        "The the DET 2 det; rebels rebel NOUN 3 nsubj; demand demand VERB/VBP 0 root; "
        "that that SCONJ/IN 7 mark; the the DET 6 det; government government NOUN 7 nsubj; "
        "free free ADJ 10 amod; two two NUM 9 compound; hundred hundred NUM 10 nummod; "
        "fighters fighter NOUN 3 obj; . . PUNCT 3 punct",
        (1, 2, -1, 6, 5, 6, 2, 8, 9, 6, 2),
        "det nsubj root mark det nsubj ccomp compound nummod obj punct",
    ),
    "a second verb after a phrase": (
        "The the DET 2 det; envoy envoy NOUN 3 nsubj; met meet VERB 0 root; with with ADP 6 case; "
        "election election NOUN 6 compound; commissioners commissioner NOUN 3 obl; on on ADP 8 case; "
        "Monday Monday PROPN 3 obl; and and CCONJ 10 cc; voiced voice VERB/VBN 11 amod; "
        "alarm alarm NOUN 3 obl; over over ADP 14 case; the the DET 14 det; raid raid NOUN 10 obl; "
        ". . PUNCT 3 punct",
        (1, 2, -1, 5, 5, 2, 7, 2, 9, 2, 9, 13, 13, 9, 2),
        "det nsubj root case compound obl case obl cc conj obj case det obl punct",
    ),
    "a clause of time with an object beside": (
        "Cuba Cuba PROPN 2 nsubj; cut cut VERB/VBN 11 amod; ties tie NOUN 2 obj; with with ADP 5 case; "
        "Peru Peru PROPN 3 nmod; after after ADP 8 case; President President PROPN 8 nmod:desc; "
        "Haas Haas PROPN 2 obl; nationalised nationalise VERB/VBN 11 amod; American american ADJ 11 amod; "
        "mines mine NOUN 0 root; . . PUNCT 11 punct",
        (1, -1, 1, 4, 2, 8, 7, 8, 1, 10, 8, 1),
        "nsubj root obj case nmod mark nmod:desc nsubj advcl amod obj punct",
    ),
    "who throws is no part of what he does": (
        "Police police NOUN 4 compound; used use VERB/VBN 4 amod; stun stun NOUN 4 compound; "
        "guns gun NOUN 7 nsubj:pass; but but CCONJ 7 cc; were be AUX 7 aux:pass; "
        "driven drive VERB/VBN 0 root; back back ADV/RB 7 advmod; by by ADP 12 case; a a DET 12 det; "
        "crowd crowd NOUN 12 compound; throwing throw VERB/VBG 7 obl; stones stone NOUN 12 obj; "
        ". . PUNCT 7 punct",
        (3, 3, 3, 6, 6, 6, -1, 6, 10, 10, 6, 10, 11, 6),
        "compound amod compound nsubj:pass cc aux:pass root advmod case det obl:agent acl obj punct",
    ),
    "what is said of what was told, with a long name": (
        "Chad Chad PROPN 2 nsubj; said say VERB 0 root; Sudan Sudan PROPN 4 nsubj; had have AUX 5 aux; "
        "armed arm VERB/VBN 2 ccomp; the the DET 7 det; rebels rebel NOUN 5 obj; , , PUNCT 12 punct; "
        "a a DET 12 det; claim claim NOUN 11 compound; President President PROPN 12 nmod:desc; "
        "Jan Jan PROPN 14 nsubj; Haas Haas PROPN 12 flat; denied deny VERB/VBN 5 advcl; . . PUNCT 2 punct",
        (1, -1, 4, 4, 1, 6, 4, 11, 9, 4, 11, 13, 11, 9, 1),
        "nsubj root nsubj aux ccomp det obj punct det parataxis nmod:desc nsubj flat acl:relcl punct",
    ),
    "a clause with a subject of its own is no participle": (
        "Chad Chad PROPN 2 nsubj; froze freeze VERB 0 root; the the DET 4 det; "
        "accounts account NOUN 2 obj; , , PUNCT 7 punct; a a DET 7 det; "
        "decision decision NOUN 2 parataxis; Fijian fijian ADJ 9 amod; Finance finance NOUN 10 compound; "
        "Minister Minister PROPN 11 nmod:desc; Jan Jan PROPN 13 nsubj; Haas Haas PROPN 11 flat; "
        "criticised criticise VERB/VBN 7 acl; . . PUNCT 2 punct",
        (1, -1, 3, 1, 6, 6, 1, 8, 9, 10, 12, 10, 6, 1),
        "nsubj root det obj punct det parataxis amod compound nmod:desc nsubj flat acl:relcl punct",
    ),
    "what was told is no second object": (
        "Kenya Kenya PROPN 2 nsubj; accused accuse VERB 0 root; Eritrea Eritrea PROPN 2 obj; "
        "of of SCONJ/IN 5 mark; lying lie VERB/VBG 2 advcl; , , PUNCT 8 punct; an a DET 8 det; "
        "allegation allegation NOUN 2 obj; the the DET 11 det; Eritrean eritrean ADJ 11 amod; "
        "government government NOUN 12 nsubj; rejects reject VERB/VBZ 8 acl:relcl; . . PUNCT 2 punct",
        (1, -1, 1, 4, 1, 7, 7, 1, 10, 10, 11, 7, 1),
        "nsubj root obj mark advcl punct det parataxis det amod nsubj acl:relcl punct",
    ),
    "money is no part of who gets it": (
        "Washington Washington PROPN 2 nsubj; sold sell VERB 0 root; the the DET 4 det; "
        "island island NOUN 5 compound; $ $ SYM/$ 2 obj; 700 700 NUM 7 compound; "
        "million million NUM 5 nummod; worth worth NOUN 5 appos; of of ADP 10 case; food food NOUN 8 nmod; "
        ". . PUNCT 2 punct",
        (1, -1, 3, 1, 1, 6, 4, 4, 9, 7, 1),
        "nsubj root det iobj obj compound nummod appos case nmod punct",
    ),
    "a second verb beside an object": (
        "Haas Haas PROPN 2 nsubj; claimed claim VERB/VBN 0 root; victory victory NOUN 2 obj; and and CCONJ 5 cc; "
        "accused accuse VERB 3 conj; Fiji Fiji PROPN 5 obj",
        (1, -1, 1, 4, 1, 4),
        "nsubj root obj cc conj obj",
    ),
    '"not only" denies nothing': (
        "Turkey Turkey PROPN 4 nsubj; not not PART/RB 4 advmod; only only ADV/RB 4 advmod; "
        "closed close VERB 0 root; its its PRON 6 nmod:poss; border border NOUN 4 obj; but but CCONJ 9 cc; "
        "also also ADV/RB 9 advmod; expelled expel VERB 4 conj; the the DET 11 det; "
        "envoy envoy NOUN 9 obj; . . PUNCT 4 punct",
        (3, 2, 3, -1, 5, 3, 8, 8, 3, 10, 8, 3),
        "nsubj advmod advmod root nmod:poss obj cc advmod conj det obj punct",
    ),
    '"neither" denies what the subjects do': (
        "Neither neither CCONJ 2 cc:preconj; Chad Chad PROPN 6 nsubj; nor nor CCONJ 4 cc; "
        "Sudan Sudan PROPN 2 conj; has have AUX/VBZ 6 aux; signed sign VERB/VBN 0 root; the the DET 8 det; "
        "deal deal NOUN 6 obj; . . PUNCT 6 punct",
        (5, 5, 3, 1, 5, -1, 7, 5, 5),
        "advmod nsubj cc conj aux root det obj punct",
    ),
    '"nor" denies a second clause': (
        "Serbia serbia NOUN 4 nsubj; would would AUX/MD 4 aux; not not PART/RB 4 advmod; "
        "recognise recognise VERB/VB 0 root; Fiji Fiji PROPN 4 obj; , , PUNCT 10 punct; "
        "nor nor CCONJ 10 cc; would would AUX/MD 10 aux; it it PRON 10 nsubj; free free ADJ 4 conj; "
        "the the DET 12 det; men man NOUN 10 obj; . . PUNCT 4 punct",
        (3, 3, 3, -1, 3, 9, 9, 9, 9, 3, 11, 9, 3),
        "nsubj aux advmod root obj punct advmod aux nsubj conj det obj punct",
    ),
    "a name that the sentence puts first": (
        "It it PRON 3 expl; was be AUX 3 cop; Norway Norway PROPN 0 root; that that PRON 5 nsubj; "
        "asked ask VERB 3 advcl:relcl; Chad Chad PROPN 5 iobj; to to PART/TO 8 mark; "
        "free free VERB/VB 5 advcl; the the DET 10 det; men man NOUN 8 obj; . . PUNCT 3 punct",
        (2, 2, -1, 4, 2, 4, 7, 4, 9, 7, 2),
        "expl cop root nsubj acl:relcl iobj mark advcl det obj punct",
    ),
    "a second person is no country": (
        "The the DET 2 det; president president NOUN 17 nsubj; of of ADP 4 case; Chad Chad PROPN 2 nmod; "
        ", , PUNCT 6 punct; Jan Jan PROPN 4 appos; Haas Haas PROPN 6 flat; , , PUNCT 12 punct; "
        "and and CCONJ 12 cc; his his PRON 12 nmod:poss; Sudanese sudanese ADJ 12 amod; "
        "counterpart counterpart NOUN 4 conj; , , PUNCT 14 punct; Ken Ken PROPN 2 appos; "
        "Hart Hart PROPN 14 flat; , , PUNCT 17 punct; signed sign VERB 0 root; an a DET 19 det; "
        "accord accord NOUN 17 obj; . . PUNCT 17 punct",
        (1, 16, 3, 1, 5, 1, 5, 11, 11, 11, 11, 1, 13, 1, 13, 16, -1, 18, 16, 16),
        "det nsubj case nmod punct appos flat punct cc nmod:poss amod conj punct appos flat punct root det obj punct",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_repair_hangs_words_where_they_belong(name: str) -> None:
    notation, heads, labels = CASES[name]
    tree = repair_tree(build_tree(notation), WORDS)
    assert (tree.heads, tree.labels) == (heads, tuple(labels.split()))
