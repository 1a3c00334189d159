import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import DemarcheError
from pipeline.lemmas import Lemmatizer
from pipeline.syntax import (
    LONGEST_PIECE,
    LONGEST_TEXT,
    LONGEST_WORD,
    Parser,
    Tree,
    is_headline,
    load_parser,
    normalise,
)

RELATIONS = [
    ("The rebels were condemned by the Security Council.", "rebels", "nsubj:pass", "condemned"),
    ("The village was shelled by government troops.", "troops", "obl:agent", "shelled"),
    ("The envoy, who met the president on Monday, left Damascus.", "met", "acl:relcl", "envoy"),
    ("The envoy, who met the president on Monday, left Damascus.", "president", "obj", "met"),
    ("Rebels backed by Iran attacked the airport.", "backed", "acl", "Rebels"),
    ("Rebels backed by Iran attacked the airport.", "Iran", "obl:agent", "backed"),
    ("France and Chad signed a defence pact in Paris.", "Chad", "conj", "France"),
    ("France and Chad signed a defence pact in Paris.", "France", "nsubj", "signed"),
    ("Soldiers entered the town and arrested two journalists.", "arrested", "conj", "entered"),
    ("Soldiers entered the town and arrested two journalists.", "journalists", "obj", "arrested"),
    ("Turkey agreed to send troops to Iraq.", "send", "xcomp", "agreed"),
    ("Turkey agreed to send troops to Iraq.", "Turkey", "nsubj", "agreed"),
    ("The minister said that Russia would veto the resolution.", "veto", "ccomp", "said"),
    ("The minister's visit to Cairo angered Israel.", "minister", "nmod:poss", "visit"),
    ("The minister's visit to Cairo angered Israel.", "Cairo", "nmod", "visit"),
    ("Russia did not condemn the attack.", "not", "advmod", "condemn"),
    ("Russia vetoed a U.S.-drafted resolution on Syria.", "resolution", "obj", "vetoed"),
    ("“We don’t want war,” the minister said.", "want", "ccomp", "said"),
    ("“We don’t want war,” the minister said.", "n’t", "advmod", "want"),
    ("Moscow’s envoy praised the plan.", "Moscow", "nmod:poss", "envoy"),
    ("CAIRO (AP) — Police arrested dozens of protesters on Friday.", "Police", "nsubj", "arrested"),
    ("U.N. Secretary-General Ban Ki-moon urged Sudan to end the fighting.", "Sudan", "obj", "urged"),
    ("RUSSIA CONDEMNS ATTACK ON EMBASSY IN KABUL", "RUSSIA", "nsubj", "CONDEMNS"),
    ("TURKEY AND IRAN AGREE TO RELEASE PRISONERS", "PRISONERS", "obj", "RELEASE"),
    ("Turkish President Visits Baghdad Amid Talks on Border", "President", "nsubj", "Visits"),
    ("Turkish President Visits Baghdad Amid Talks on Border", "Baghdad", "obj", "Visits"),
    ("Gen. Smith met Mr. Brown at 5 a.m. in the U.S.", "Brown", "obj", "met"),
]

TOKENS = [
    ("The U.S. and the U.N. met.", "The U.S. and the U.N. met ."),
    ("Gen. Lee spoke at 5 a.m. on Feb. 3.", "Gen. Lee spoke at 5 a.m. on Feb. 3 ."),
    ("It paid $16bn.", "It paid $ 16 bn ."),
    ("an anti-government, pro-Beijing mayor", "an anti-government , pro-Beijing mayor"),
    ("Ban Ki-moon met Kim Jong-un.", "Ban Ki-moon met Kim Jong-un ."),
    ("the U.S.-drafted text", "the U.S. - drafted text"),
    ("the Russian-led bloc", "the Russian - led bloc"),
    ("They can’t say it’s “over”.", "They ca n’t say it ’s “ over ” ."),
    ("He returned to the U.S.", "He returned to the U.S."),
    (" two\n\n lines\tand \u00a0 spaces ", "two lines and spaces"),
]

LEMMAS = [
    ("Russia vetoed the text.", "vetoed", "veto"),
    ("They condemned it.", "condemned", "condemn"),
    ("The rebels were beaten.", "were", "be"),
    ("The rebels were beaten.", "beaten", "beat"),
    ("He has left.", "has", "have"),
    ("Rwandan tanks reoccupied Goma.", "reoccupied", "reoccupy"),
    ("A Somali militant was shot dead by two policemen.", "shot", "shoot"),
    ("The armies fought.", "armies", "army"),
    ("Britain re-elected him.", "re-elected", "re-elect"),
    ("They don’t negotiate.", "n’t", "not"),
]

pytestmark = pytest.mark.parser


@pytest.fixture(scope="module")
def parser() -> Parser:
    return load_parser()


def parse(parser: Parser, text: str) -> Tree:
    tree = next(parser.parse([text]))
    assert tree is not None
    return tree


@pytest.mark.parametrize(("text", "word", "label", "head"), RELATIONS)
def test_relation(parser: Parser, text: str, word: str, label: str, head: str) -> None:
    tree = parse(parser, text)
    found = tree.words.index(word)
    assert (tree.labels[found], tree.words[tree.heads[found]]) == (label, head)


@pytest.mark.parametrize(("text", "tokens"), TOKENS)
def test_tokens(parser: Parser, text: str, tokens: str) -> None:
    assert list(parse(parser, text).words) == tokens.split()
    assert [text[start:end] for start, end in parser.tokenise(text)] == tokens.split()


@pytest.mark.parametrize(("text", "word", "lemma"), LEMMAS)
def test_lemma(parser: Parser, text: str, word: str, lemma: str) -> None:
    tree = parse(parser, text)
    assert tree.lemmas[tree.words.index(word)] == lemma


def well_formed(tree: Tree, text: str) -> None:
    assert tree.heads.count(-1) == tree.labels.count("root") == 1
    assert tree.labels[tree.heads.index(-1)] == "root"
    assert all(0 <= head < len(tree.words) or head == -1 for head in tree.heads)
    assert tree.words == tuple(text[start:end] for start, end in zip(tree.starts, tree.ends, strict=True))
    assert "".join(tree.words) == "".join(text.split())
    assert len({len(getattr(tree, column)) for column in Tree.__slots__}) == 1
    for number in range(len(tree.heads)):
        seen = {number}
        while (number := tree.heads[number]) >= 0:
            assert number not in seen
            seen.add(number)


@given(text=st.text(max_size=80) | st.text("aB.’'\"“-— \n\t\u00a0é1$İǅ\u200b", max_size=60))
@settings(max_examples=150, deadline=None)
def test_any_text(parser: Parser, text: str) -> None:
    (tree,) = parser.parse([text])
    if tree is None:
        assert not text.strip()
    else:
        well_formed(tree, text)


def test_order_and_gaps(parser: Parser) -> None:
    texts = ["Rebels fled.", " ", "", "Police fired.", "\n"] * 40
    trees = list(parser.parse(iter(texts)))
    assert [tree and tree.words[0] for tree in trees] == ["Rebels", None, None, "Police", None] * 40


def test_neighbours_change_nothing(parser: Parser) -> None:
    texts = list(dict.fromkeys(row[0] for row in RELATIONS))
    assert list(parser.parse(texts)) == [parse(parser, text) for text in texts]


def test_long_sentence(parser: Parser) -> None:
    text = "the army and " * LONGEST_PIECE + "the rebels fought."
    well_formed(parse(parser, text), text)


@pytest.mark.parametrize("text", ["a " * LONGEST_TEXT, "(" * (LONGEST_WORD + 1)])
def test_overlong_text(parser: Parser, text: str) -> None:
    assert list(parser.parse([text])) == [None]


def test_several_sentences_stay_one_tree(parser: Parser) -> None:
    text = "Police fired. Protesters fled. The mayor resigned."
    well_formed(parse(parser, text), text)


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("The Thai premier, in Lima for talks, said prices had risen.", "premier", ("premier", "NOUN", "nsubj")),
        ("Norway's premiers met in Lima.", "premiers", ("premier", "NOUN", "nsubj")),
        ("Thai troops retook Lima.", "retook", ("retake", "VERB", "root")),
        ("Thousands fled.", "fled", ("flee", "VERB", "root")),
        ("Thai rebels attacked two bases.", "bases", ("base", "NOUN", "obj")),
    ],
)
def test_words_that_the_model_misreads(parser: Parser, text: str, word: str, expected: tuple[str, str, str]) -> None:
    tree = parse(parser, text)
    at = tree.words.index(word)
    assert (tree.lemmas[at], tree.tags[at].replace("PROPN", "NOUN"), tree.labels[at]) == expected


def test_fingerprint(parser: Parser) -> None:
    assert parser.fingerprint == load_parser().fingerprint


def test_missing_model(tmp_path: Path) -> None:
    with pytest.raises(DemarcheError, match="python -m training"):
        load_parser(tmp_path)


def test_import_is_cheap() -> None:
    code = "import sys, pipeline.syntax; sys.exit('spacy' in sys.modules or 'numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_normalise() -> None:
    assert normalise("a’s “b”") == ('a\'s "b"', None)
    assert normalise(" a \n b") == ("a b", [1, 4, 5])


def test_headline() -> None:
    assert is_headline("TROOPS ENTER CAPITAL") and is_headline("Turkey Agrees to Send Troops to Iraq")
    assert not is_headline("The U.S. and NATO") and not is_headline("NATO") and not is_headline("Turkey agrees")


def test_recase() -> None:
    tables = {
        "exceptions": {"NOUN": {}},
        "rules": {"NOUN": [["s", ""]]},
        "words": {"NOUN": ["troop", "rebel"]},
        "cases": ["UN", "with", "Syria"],
    }
    recased = Lemmatizer(tables).recase("TROOPS CLASH WITH SYRIA'S REBELS, U.N. SAYS")
    assert recased == "Troops Clash with Syria's rebels, U.N. Says"
