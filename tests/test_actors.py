"""Who acts: matcher, roles by date, composition and reference, with a small codebook and trees built by hand."""

from datetime import date
from pathlib import Path

import pytest

from pipeline.actors import ActorCoder
from pipeline.actors.matcher import Matcher
from pipeline.actors.tokens import make_key, split_forms, split_words
from pipeline.codebook.actors import ActorBook, load_actors
from pipeline.records import Article, Mention, Sentence
from tests.trees import build_tree

RULES = Path(__file__).parent.parent / "codebooks" / "en" / "actors" / "rules.toml"
COUNTRIES = """name,aliases,code,from,to,kind,adjective,demonyms,capital,iso3,cow,gw
Peru,,PER,,,place,Peruvian,Peruvian|Peruvians,Lima,PER,135,135
Chile,,CHL,,,place,Chilean,Chilean|Chileans,Santiago,CHL,155,155
Bolivia,,BOL,,,place,Bolivian,Bolivian|Bolivians,La Paz,BOL,145,145
Gran Colombia,,GCL,,1831-11-19,place,Gran Colombian,,,,,
United States,U.S.|US,USA,,,place,American|U.S.|US,American|Americans,Washington,USA,2,2
Jordan,,JOR,,,place,Jordanian,Jordanians,Amman,JOR,663,663
"""
AGENTS = """phrase,plural,role,kind
rebel,rebels,REB,person
soldier,soldiers,MIL,person
opposition,oppositions,OPP,body
government,governments,GOV,body
foreign minister,foreign ministers,GOV,person
president,presidents,GOV,person
senator,senators,LEG,person
envoy,envoys,GOV,person
official,officials,GOV,person
leader,leaders,GOV,person
force,forces,MIL,people
commander,commanders,MIL,person
army,armies,MIL,body
protester,protesters,OPP,person
"""
ACTORS = """name,aliases,code,from,to,kind
Ana Quispe,Quispe,PERGOV,2001-07-28,2006-07-27,person
Ana Quispe,Quispe,PERLEG,2006-07-28,,person
Juan Quispe,Quispe,PERMIL,1990,1999,person
Luz Rojas,,CHLGOV,,,person
Luz Rojas,,CHLOPP,2010,2012,person
United Nations,UN|U.N.,IGOUNO,,,organisation
Andean Community,,IGOAND,1996,,organisation
Andean Front,AF,BOLREB,2005,,organisation
Arequipa,,PER,,,place
Miners' Front,,PERREB,,,organisation
Miners' Front,,BOLREB,,,organisation
World Health Organization,WHO,IGOWHO,,,organisation
Front (United) of Peru+,,PEROPP,,,organisation
"""


@pytest.fixture(scope="module")
def book(tmp_path_factory) -> ActorBook:
    folder = tmp_path_factory.mktemp("books") / "en" / "actors"
    folder.mkdir(parents=True)
    for name, text in (("countries", COUNTRIES), ("agents", AGENTS), ("actors", ACTORS)):
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    (folder / "rules.toml").write_bytes(RULES.read_bytes())
    return load_actors(folder)


@pytest.fixture(scope="module")
def coder(book) -> ActorCoder:
    return ActorCoder(book)


def find(
    coder: ActorCoder, *texts: str, day: str = "2004-05-01", trees=None, dateline: str | None = None, **options
) -> list[Mention]:
    sentences = [
        Sentence(article_id="a", sentence_number=number, start=0, end=len(text), text=text, kind="body")
        for number, text in enumerate(texts, 1)
    ]
    article = Article(
        article_id="a", uri="a", body=" ".join(texts), publication_date=date.fromisoformat(day), date_evidence=day,
        dateline=dateline,
    )  # fmt: skip
    return coder.find_mentions(article, sentences, trees or [None] * len(texts), **options)


def spell(mentions: list[Mention]) -> list[str]:
    return [f"{mention.code} {mention.text}" for mention in mentions]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The U.S.-led force", ["The", "U.S.", "led", "force"]),
        ("Sana'a’s al-Sabah St.", ["Sana", "a", "s", "al", "Sabah", "St"]),
        ("the U.S can act", ["the", "U.S", "can", "act"]),
        ("J. P. Rojas", ["J.", "P.", "Rojas"]),
    ],
)
def test_words_of_names(text, words):
    assert split_forms(text) == words
    assert [text[a:b] for a, b in zip(split_words(text).starts, split_words(text).ends, strict=True)] == words


@pytest.mark.parametrize(
    ("form", "key"), [("U.N.", "un"), ("Córdoba", "cordoba"), ("Erdoğan", "erdogan"), ("PERU", "peru")]
)
def test_keys_are_small_and_plain(form, key):
    assert make_key(form) == key


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Peru met the Andean Community", ["Peru", "Andean Community"]),
        ("PERU WARNS CHILE", ["PERU", "CHILE"]),
        ("peru is no name", []),
        ("who told us", []),
        ("WHO told the US", ["WHO", "US"]),
        ("U.S. and UN aid", ["U.S.", "UN"]),
        ("the U.N. and the U.S.", ["U.N.", "U.S."]),
        ("Ana M. Quispe spoke", ["Ana M. Quispe"]),
        ("Peruvian-Chilean talks", ["Peruvian", "Chilean"]),
        ("Front (United) of Peru+ marched", ["Front (United) of Peru"]),
        ("Foreign Ministers and foreign minister", ["Foreign Ministers", "foreign minister"]),
    ],
)
def test_the_longest_name_with_its_capitals_is_matched(book, text, found):
    words = split_words(text)
    hits = Matcher(book).find(words.keys, words.forms)
    assert [text[words.starts[hit.first] : words.ends[hit.last]] for hit in hits] == found


@pytest.mark.parametrize(
    ("text", "day", "expected"),
    [
        ("Ana Quispe spoke.", "2004-05-01", ["PERGOV Ana Quispe"]),
        ("Ana Quispe spoke.", "2006-07-27", ["PERGOV Ana Quispe"]),
        ("Ana Quispe spoke.", "2006-07-28", ["PERLEG Ana Quispe"]),
        ("Ana Quispe spoke.", "1999-05-01", ["PER Ana Quispe"]),
        ("Quispe spoke.", "1995-05-01", ["PERMIL Quispe"]),
        ("Juan Quispe spoke. ", "2004-05-01", ["PERELI Juan Quispe"]),
        ("Luz Rojas spoke.", "2004-05-01", ["CHLGOV Luz Rojas"]),
        ("Luz Rojas spoke.", "2011-05-01", ["CHLOPP Luz Rojas"]),
        ("Gran Colombia spoke.", "1830-05-01", ["GCL Gran Colombia"]),
        ("Gran Colombia spoke.", "2004-05-01", []),
        ("The Andean Front of the Andean Community spoke.", "1990-05-01", []),
    ],
)
def test_the_role_of_the_day_wins(coder, text, day, expected):
    assert spell(find(coder, text, day=day)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Peruvian Foreign Minister Carla Inti met rebels.",
            ["PERGOV Peruvian Foreign Minister Carla Inti", "PERREB rebels"],
        ),
        ("the foreign ministers of Peru and Chile", ["PERGOV foreign ministers of Peru", "CHLGOV Chile"]),
        ("Peruvian and Chilean soldiers", ["PERMIL Peruvian", "CHLMIL Chilean soldiers"]),
        ("rebels in Peru", ["PERREB rebels in Peru"]),
        ("Peru's rebels", ["PERREB Peru's rebels"]),
        ("Peru’s rebels", ["PERREB Peru’s rebels"]),
        ("UN envoy Carla Inti", ["IGOUNO UN envoy Carla Inti"]),
        ("the U.S.-Peruvian pact", ["USA U.S.", "PER Peruvian"]),
        ("anti-Peruvian sentiment", []),
        ("former President Ana Quispe", ["PERGOV former President Ana Quispe"]),
        ("Protester Ana Quispe", ["PEROPP Protester Ana Quispe"]),  # the words beat the dictionary
        ("Senator Ana Quispe", ["PERGOV Senator Ana Quispe"]),  # but a minister may be a senator
        ("former Chilean President Luz Rojas", ["CHLELI former Chilean President Luz Rojas"]),
        ("rebel commander", ["---REB rebel commander"]),
        ("Chilean rebel leaders", ["CHLREB Chilean rebel leaders"]),
        ("Chilean government forces", ["CHLMIL Chilean government forces"]),
        ("Andean Front leaders", ["BOLREB Andean Front leaders"]),
        ("soldiers in Lima", ["PERMIL soldiers in Lima"]),
        ("Jordan Smith visited Jordan", ["JOR Jordan"]),
        ("the Syria envoy", ["---GOV envoy"]),
        ("Quispe's forces", ["PERMIL Quispe's forces"]),
    ],
)
def test_phrases_are_joined_without_a_tree(coder, text, expected):
    assert spell(find(coder, text)) == expected


@pytest.mark.parametrize(
    ("notation", "expected"),
    [
        (  # a title is a modifier of the name
            "Chilean chilean ADJ 3 amod; Foreign foreign PROPN 3 compound; Minister minister PROPN 4 nmod:desc;"
            "Eva eva PROPN 6 nsubj; Soto soto PROPN 4 flat; met meet VERB 0 root; Quispe quispe PROPN 6 obj",
            ["CHLGOV Chilean Foreign Minister Eva Soto", "PERGOV Quispe"],
        ),
        (  # the parser took the title for the head
            "Chilean chilean ADJ 3 amod; Foreign foreign ADJ 3 amod; Minister minister PROPN 6 nsubj;"
            "Eva eva PROPN 5 compound; Soto soto PROPN 3 appos; met meet VERB 0 root; Quispe quispe PROPN 6 obj",
            ["CHLGOV Chilean Foreign Minister Eva Soto", "PERGOV Quispe"],
        ),
        (  # two objects side by side are two actors
            "Chile chile PROPN 2 nsubj; gave give VERB 0 root; rebels rebel NOUN/NNS 2 iobj;"
            "Peruvian peruvian ADJ 5 amod; arms arm NOUN/NNS 2 obj",
            ["CHL Chile", "CHLREB rebels", "PER Peruvian"],
        ),
        (  # a verb is no agent
            "Chile chile PROPN 2 nsubj; forces force VERB 0 root; Peru peru PROPN 2 obj; out out ADV 2 advmod",
            ["CHL Chile", "PER Peru"],
        ),
        (  # the parser has taken the verb for a modifier
            "Andean andean PROPN 2 compound; Community community PROPN 4 compound; accused accuse VERB/VBN 4 amod;"
            "soldiers soldier NOUN/NNS 0 root",
            ["IGOAND Andean Community", "---MIL soldiers"],
        ),
        (  # a capital acts as a government
            "Lima lima PROPN 2 nsubj; accused accuse VERB 0 root; Santiago santiago PROPN 2 obj",
            ["PERGOV Lima", "CHLGOV Santiago"],
        ),
        (  # and is a place under "in"
            "Talks talk NOUN/NNS 2 nsubj; opened open VERB 0 root; in in ADP 4 case; Lima lima PROPN 2 obl", [],
        ),
        (  # a city is a target where something is done to it
            "Soldiers soldier NOUN/NNS 2 nsubj; shelled shell VERB 0 root; Arequipa arequipa PROPN 2 obj",
            ["PERMIL Soldiers", "PER Arequipa"],
        ),
        (  # also where it is not named
            "Chilean chilean ADJ 2 amod; soldiers soldier NOUN/NNS 3 nsubj; stormed storm VERB 0 root;"
            "a a DET 5 det; village village NOUN 3 obj; near near ADP 7 case; Arequipa arequipa PROPN 5 nmod",
            ["CHLMIL Chilean soldiers", "PER village"],
        ),
        (  # or only called a town
            "Peruvian peruvian ADJ 2 amod; soldiers soldier NOUN/NNS 3 nsubj; bombed bomb VERB 0 root;"
            "the the DET 5 det; town town NOUN 3 obj; of of ADP 7 case; Sumaq sumaq PROPN 5 nmod;"
            "in in ADP 9 case; Chile chile PROPN 5 nmod",
            ["PERMIL Peruvian soldiers", "CHL town of Sumaq", "CHL Chile"],
        ),
        (  # or where towns alone undergo it
            "Chilean chilean ADJ 2 amod; soldiers soldier NOUN/NNS 3 nsubj; shelled shell VERB 0 root;"
            "Sumaq sumaq PROPN 3 obj; near near ADP 6 case; Arequipa arequipa PROPN 4 nmod",
            ["CHLMIL Chilean soldiers", "PER Sumaq"],
        ),
        (  # who is attacked may be a person
            "Chilean chilean ADJ 2 amod; soldiers soldier NOUN/NNS 3 nsubj; attacked attack VERB 0 root;"
            "Sumaq sumaq PROPN 3 obj; near near ADP 6 case; Arequipa arequipa PROPN 4 nmod",
            ["CHLMIL Chilean soldiers"],
        ),
        (  # and nothing is done to a village that somebody leaves
            "Chilean chilean ADJ 2 amod; soldiers soldier NOUN/NNS 3 nsubj; left leave VERB 0 root;"
            "a a DET 5 det; village village NOUN 3 obj; near near ADP 7 case; Arequipa arequipa PROPN 5 nmod",
            ["CHLMIL Chilean soldiers"],
        ),
        (  # an army of which alone is told may be abroad
            "Peruvian peruvian ADJ 2 amod; soldiers soldier NOUN/NNS 3 nsubj; stormed storm VERB 0 root;"
            "a a DET 5 det; village village NOUN 3 obj",
            ["PERMIL Peruvian soldiers"],
        ),
        (  # of rebels and their backer only the rebels act
            "Soldiers soldier NOUN/NNS 2 nsubj; shelled shell VERB 0 root; Chilean-backed chilean-backed ADJ 4 amod;"
            "rebels rebel NOUN/NNS 2 obj; in in ADP 6 case; Peru peru PROPN 2 obl",
            ["PERMIL Soldiers", "PERREB rebels in Peru"],
        ),
        (  # whose plan it is, answers for it
            "Peru peru PROPN 2 nsubj; rejected reject VERB 0 root; a a DET 5 det;"
            "Chilean-backed chilean-backed ADJ 5 amod; plan plan NOUN 2 obj",
            ["PER Peru", "CHL Chilean"],
        ),
        (  # where a thing was made, nobody acts
            "Chilean-made chilean-made ADJ 2 amod; tanks tank NOUN/NNS 3 nsubj; shelled shell VERB 0 root;"
            "Arequipa arequipa PROPN 3 obj",
            ["PER Arequipa"],
        ),
        (
            "The the DET 3 det; Peruvian peruvian ADJ 3 amod; opposition opposition NOUN 6 nsubj; and and CCONJ 5 cc;"
            "rebels rebel NOUN/NNS 3 conj; marched march VERB 0 root",
            ["PEROPP Peruvian opposition", "PERREB rebels"],
        ),
    ],
)  # fmt: skip
def test_phrases_follow_the_tree(coder, notation, expected):
    tree = build_tree(notation)
    text = " ".join(tree.words)
    assert spell(find(coder, text, trees=[tree])) == expected


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["Peruvian Senator Carla Inti spoke.", "Later Inti left."], ["PERLEG Inti reference"]),
        (["Carla Inti, a senator from Peru, spoke.", "Later Inti left."], ["PERLEG Inti reference"]),
        (["The Coast Alliance (CA), a Peruvian rebel army, spoke.", "The CA left."], []),
        (["The Andean Community (ACN) spoke.", "Then ACN left."], ["IGOAND ACN reference"]),
        (["The Andean Community spoke.", "Then the Community left."], []),
    ],
)
def test_the_article_explains_its_names(coder, texts, expected):
    mentions = find(coder, *texts)
    assert [f"{each.code} {each.text} {each.how}" for each in mentions if each.sentence_number == 2][:1] == expected


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (  # who is named beside an office, lends it his country
            ["The foreign minister, Quispe, accused Chile."],
            ["PERGOV foreign minister", "PERGOV Quispe", "CHL Chile"],
        ),
        (["The Chilean president, Luz Rojas, left."], ["CHLGOV Chilean president", "CHLGOV Luz Rojas"]),
        (["The president, Quispe said, accused Chile."], ["---GOV president", "PERGOV Quispe", "CHL Chile"]),
        (["Senator Quispe, the foreign minister, left."], ["PERGOV Senator Quispe", "PERGOV foreign minister"]),
        (  # a paper that names ministers by their office alone is of their country
            ["Foreign Minister Quispe and Foreign Minister Quispe met Chilean rebels.", "The Government left Chile."],
            ["PERGOV Government", "CHL Chile"],
        ),
        (["The Chilean army left.", "Minister Luz Rojas met Peru.", "The Opposition left."], ["CHLOPP Opposition"]),
    ],
)
def test_offices_are_of_the_country_of_their_holders(coder, texts, expected):
    mentions = [each for each in find(coder, *texts) if each.sentence_number == len(texts)]
    assert [f"{each.code} {each.text}" for each in mentions] == expected


CLASHED = (
    "Peruvian peruvian ADJ 2 amod; soldiers soldier NOUN/NNS 3 nsubj; fought fight VERB 0 root;"
    "Chilean chilean ADJ 5 amod; rebels rebel NOUN/NNS 3 obj; as as SCONJ 8 mark; they they PRON 8 nsubj;"
    "left leave VERB 3 advcl; Peru peru PROPN 8 obj"
)
SPOKE = (
    "Senator senator PROPN 4 nsubj; Quispe quispe PROPN 1 flat; has have AUX 4 aux; said say VERB 0 root;"
    "Senator senator PROPN 7 nsubj; Rojas rojas PROPN 5 flat; lied lie VERB 4 ccomp"
)
QUOTED = (
    '" " PUNCT 4 punct; He he PRON 4 nsubj; had have AUX 4 aux; fled flee VERB 0 root; '
    'Peru peru PROPN 4 obj; " " PUNCT 4 punct'
)
MARCHED = (
    "Chilean chilean ADJ 2 amod; soldiers soldier NOUN/NNS 3 nsubj; entered enter VERB 0 root;Peru peru PROPN 3 obj"
)
FOUGHT = (
    "The the DET 2 det; army army NOUN 3 nsubj; fought fight VERB 0 root; with with ADP 6 case;"
    "Peruvian peruvian ADJ 6 amod; rebels rebel NOUN/NNS 3 obl; in in ADP 8 case; Arequipa arequipa PROPN 3 obl"
)
SENT = (
    "Peru peru PROPN 4 nsubj; and and CCONJ 3 cc; Chile chile PROPN 1 conj; massed mass VERB 0 root;"
    "soldiers soldier NOUN/NNS 4 obj"
)


@pytest.mark.parametrize(
    ("notations", "expected"),
    [
        ([CLASHED], "PERMIL Peruvian soldiers, CHLREB Chilean rebels, PERMIL they, PER Peru"),
        ([SPOKE, QUOTED], 'PERLEG He, PER Peru, PERGOV "'),  # whoever is quoted speaks of somebody else
        ([MARCHED, FOUGHT], "CHLMIL army, PERREB Peruvian rebels"),  # who strikes is not of the country struck
        ([FOUGHT, MARCHED, FOUGHT], "CHLMIL army, PERREB Peruvian rebels"),
        ([FOUGHT], "PERMIL army, PERREB Peruvian rebels"),  # where no other forces are told of, they are its own
        ([MARCHED.replace("Chilean chilean", "Peruvian peruvian"), FOUGHT], "PERMIL army, PERREB Peruvian rebels"),
        ([SENT], "PER Peru, CHL Chile"),  # each its own soldiers
        (
            [SENT.replace("and and CCONJ", "beside beside ADP").replace("1 conj", "4 obl")],
            "PER Peru, CHL Chile, PERMIL soldiers",
        ),
    ],
)
def test_pronouns_follow_the_tree(coder, notations, expected):
    trees = [build_tree(notation) for notation in notations]
    mentions = find(coder, *(" ".join(tree.words) for tree in trees), trees=trees)
    assert ", ".join(spell([each for each in mentions if each.sentence_number == len(trees)])) == expected


@pytest.mark.parametrize(
    ("texts", "dateline", "expected"),
    [
        (["Peru met Chile.", "Protesters left."], None, "---OPP"),
        (["Peru met Chile.", "Protesters left."], "LIMA, May 1", "PEROPP"),
        (["Peru met Chile.", "Protesters left."], "SANTIAGO, May 1", "CHLOPP"),
        (["Peru met Chile.", "Protesters left."], "LIMA, Chile", "CHLOPP"),  # a town of that name
        (["Peru met Chile.", "Peru left.", "Peru slept.", "Peru woke.", "Protesters left."], "LIMA, Chile", "PEROPP"),
        (["Peru met Chile.", "Peruvian rebels left.", "Protesters left."], None, "PEROPP"),
    ],
)
def test_protesters_are_of_the_country_of_the_article(coder, texts, dateline, expected):
    assert find(coder, *texts, dateline=dateline)[-1].code == expected


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["Peru met Chile.", "Both countries left."], ["CHL", "PER"]),
        (["Peru met Chile.", "Chile left Peru.", "Bolivia left.", "Both countries agreed."], ["CHL", "PER"]),
        (["Peru, Chile and Bolivia met.", "The three leaders left."], ["BOLGOV", "CHLGOV", "PERGOV"]),
        (["Peru and Chile met.", "The three leaders left."], []),
        (["Peruvian rebels met the Peruvian government.", "Both sides left."], ["PERGOV", "PERREB"]),
        (["Rebels in Peru met the Peruvian army in Chile.", "It rained.", "All sides left."], ["PERMIL", "PERREB"]),
        (
            ["Chilean rebels met the Chilean army.", "The Peruvian army met rebels.", "Both sides in Chile left."],
            ["CHL", "CHLMIL", "CHLREB"],
        ),
        (["Peru met Chile.", "The presidents of both countries left."], ["CHL", "CHLGOV", "PER", "PERGOV"]),
    ],
)
def test_pairs_and_groups_are_found_in_the_article(coder, texts, expected):
    assert sorted(each.code for each in find(coder, *texts) if each.sentence_number == len(texts)) == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The Miners' Front left.", "PERREB"),
        ("The Miners' Front met Bolivian soldiers.", "BOLREB"),
        ("Peru said the Miners' Front met Bolivian soldiers.", "PERREB"),
    ],
)
def test_of_two_groups_that_of_the_country_named_is_meant(coder, text, code):
    assert code in [mention.code for mention in find(coder, text)]


def test_given_actors_win_over_the_dictionary(coder):
    text = "Peruvian soldiers attacked Chile."
    given = [(0, 17, "PERREB"), (27, 32, "BOL")]
    assert spell(find(coder, text, given=given)) == ["PERREB Peruvian soldiers", "BOL Chile"]
    assert {mention.how for mention in find(coder, text, given=given)} == {"given"}


def test_only_given_actors(coder):
    text = "Peruvian soldiers attacked Chile."
    assert spell(find(coder, text, given=[(27, 32, "BOL")], given_only=True)) == ["BOL Chile"]
    assert spell(find(coder, text, given=[(27, 32, "BOL")])) == ["PERMIL Peruvian soldiers", "BOL Chile"]


def test_given_actors_belong_to_their_sentence(coder):
    mentions = find(coder, "It rained.", "It snowed.", given={2: [(3, 9, "CHL")]})
    assert [(mention.sentence_number, mention.text) for mention in mentions] == [(2, "snowed")]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["Peru attacked Chile."], True),
        (["Peru attacked it."], True),
        (["Soldiers shot protesters."], True),
        (["Soldiers met Carla Inti."], True),
        (["Carla Inti, a former senator, spoke.", "Inti condemned Peru."], True),
        (["Inti condemned Peru."], False),
        (["Inti met Soto and he smiled."], False),
        (["Both countries signed."], True),
        (["Peru signed."], False),
        (["Peru condemned the latest arrests."], True),
        (["Peru closed its embassy."], True),
        (["Peru joined the league."], True),
        (["The embassy was closed."], False),
        (["The arrests went on."], False),
        (["Rain fell on Monday."], False),
        (["The price of tin rose in March."], False),
    ],
)
def test_only_sentences_with_two_actors_are_parsed(coder, texts, expected):
    assert coder.select(texts)[-1] is expected


def test_mentions_say_where_their_code_comes_from(coder):
    mention = find(coder, "Peruvian soldiers left.")[0]
    assert (mention.country, mention.role, mention.how) == ("PER", "MIL", "composed")
    assert mention.entry == "en/actors/countries.csv:2 + en/actors/agents.csv:3"
    assert (mention.start, mention.end) == (0, 17)
