"""The action codebook as it is read: parts of patterns, and what the messages say of mistakes."""

from pathlib import Path

import pytest

from pipeline.actions.coder import ActionCoder
from pipeline.codebook.actions import load_actions
from pipeline.codebook.parts import expand_part, expand_pattern, find_unused
from pipeline.errors import DemarcheError
from tests.smallbook import ACTIONS, write_small_codebooks
from tests.trees import build_tree, mark_words

ACTIVE = "Peru Peru PROPN 2 nsubj; attacked attack VERB 0 root; Chile Chile PROPN 2 obj"


@pytest.fixture
def codebooks(tmp_path: Path) -> Path:
    return write_small_codebooks(tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('cameo = "190"', "cameo = 190", "19-fight.toml:2: cameo is missing or has no quotes"),
        ('cameo = "190"', "cameo = 010", "not valid TOML"),
        ('cameo = "190"', 'cameo = "999"', "unknown CAMEO code '999'"),
        ('name = "Attack"', 'nmae = "Attack"', "unknown key 'nmae'"),
        ("SRC attack TGT", "SRC attack [villages] of TGT", r"unknown word set \[villages\]"),
        ('"SRC attack TGT", ', '"SRC attack TGT", "SRC attack TGT", ', "is there twice in 190"),
        ('cameo = "085"', 'cameo = "190"', "cameo 190 is there twice"),
        ("<s>Peru</s> attacked <t>Chile</t>", "Peru attacked Chile", "marks no actor"),
    ],
)
def test_codebook_mistakes_name_their_line(codebooks: Path, old: str, new: str, message: str) -> None:
    path = codebooks / "en/actions/19-fight.toml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DemarcheError, match=message):
        load_actions(codebooks)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("not_target =", "not_tragte =", r"grammar.toml:\d+: unknown key 'not_tragte' in a limit"),
        ("memory =", "memroy =", r"grammar.toml:\d+: unknown key 'memroy' in \[deeds\]"),
        ('holding_codes = ["171"', 'holding_codes = ["711"', r"grammar.toml:\d+: no CAMEO code begins with '711'"),
        ('codes = ["041"]', "codes = []", r"grammar.toml:\d+: a limit has no codes"),
    ],
)
def test_mistakes_in_limits_name_their_line(codebooks: Path, old: str, new: str, message: str) -> None:
    path = codebooks / "en/actions/grammar.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DemarcheError, match=message):
        load_actions(codebooks)


STRIKES = {
    "strike": ["SRC strike", "SRC go on [strike]"],
    "asking": ["for", "to demand|seek"],
    "rights": ["{asking} [right] from TGT", "{asking} TGT's [right]"],
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SRC attack TGT", ["SRC attack TGT"]),
        ("{strike}", ["SRC strike", "SRC go on [strike]"]),
        ("{strike} in TGT", ["SRC strike in TGT", "SRC go on [strike] in TGT"]),
        ("SRC march {asking} [right]", ["SRC march for [right]", "SRC march to demand|seek [right]"]),
        (
            "{strike} {asking} TGT",
            [
                "SRC strike for TGT",
                "SRC strike to demand|seek TGT",
                "SRC go on [strike] for TGT",
                "SRC go on [strike] to demand|seek TGT",
            ],
        ),
        (
            "SRC riot {rights}",
            [
                "SRC riot for [right] from TGT",
                "SRC riot to demand|seek [right] from TGT",
                "SRC riot for TGT's [right]",
                "SRC riot to demand|seek TGT's [right]",
            ],
        ),
    ],
)
def test_parts_stand_for_their_pieces(text: str, expected: list[str]) -> None:
    assert list(expand_pattern(text, {name: expand_part(name, STRIKES) for name in STRIKES})) == expected


@pytest.mark.parametrize(
    ("patterns", "unused"),
    [
        (["{strike} {rights}"], []),
        (["{strike} to demand TGT"], ["asking", "rights"]),
        (["SRC attack TGT"], ["strike", "asking", "rights"]),
        (["{unknown} {rights}"], ["strike"]),
    ],
)
def test_unused_parts(patterns: list[str], unused: list[str]) -> None:
    assert find_unused(STRIKES, patterns) == unused


def declare_parts(codebooks: Path, parts: str, pattern: str) -> None:
    """Put parts at the top of the small codebook, and a pattern in the place of its first."""
    path = codebooks / "en/actions/19-fight.toml"
    text = path.read_text(encoding="utf-8").replace("SRC attack TGT", pattern, 1)
    path.write_text(f"[parts]\n{parts}\n{text}", encoding="utf-8")


def test_rule_names_the_pattern_of_its_parts(codebooks: Path) -> None:
    declare_parts(codebooks, 'force = ["SRC strike", "SRC attack"]', "{force} TGT")
    tree = build_tree(ACTIVE)
    (action,) = ActionCoder(load_actions(codebooks)).code_sentence(tree, mark_words(tree, Peru="PER", Chile="CHL"))
    assert action.rule == "en/actions/19-fight.toml:8 SRC attack TGT"


PART_MISTAKES = [
    ('hit = ["attack"]', "SRC {hits} TGT", ":8: error: unknown part {hits} in 'SRC {hits} TGT'"),
    ("", "SRC {hit} TGT", ":8: error: unknown part {hit} in 'SRC {hit} TGT'"),
    ('hit = ["{hits}"]', "SRC {hit} TGT", ":2: error: unknown part {hits} in '{hits}'"),
    ("hit = []", "SRC {hit} TGT", ":2: error: the part {hit} is empty or has an empty piece"),
    ('hit = ["attack", " "]', "SRC {hit} TGT", ":2: error: the part {hit} is empty or has an empty piece"),
    ('hit = "attack"', "SRC {hit} TGT", ":2: error: the part {hit} is no list of strings"),
    ('hit = ["{hit}"]', "SRC {hit} TGT", ":2: error: the part {hit} contains itself: hit > hit"),
    ('hit = ["attack"]', "SRC {hit TGT", ":8: error: a brace is not closed, or holds no name, in 'SRC {hit TGT'"),
    ('hit = ["attack"]', "SRC {} TGT", ":8: error: a brace is not closed, or holds no name, in 'SRC {} TGT'"),
    ('hit = ["att}ack"]', "SRC {hit} TGT", ":2: error: a brace is not closed, or holds no name, in 'att}ack'"),
    ('hit = ["attack", "attack"]', "SRC {hit} TGT", ":8: error: the pattern 'SRC attack TGT' is there twice in 190"),
    ('hit = ["attack [x]"]', "SRC {hit} TGT", ":8: error: unknown word set [x] in 'SRC attack [x] TGT'"),
    ('hit = ["attack"]', "SRC attack TGT", ":2: warning: no pattern uses the part {hit}"),
]


@pytest.mark.parametrize(("parts", "pattern", "message"), PART_MISTAKES)
def test_mistakes_in_parts_name_their_line(codebooks: Path, parts: str, pattern: str, message: str) -> None:
    declare_parts(codebooks, parts, pattern)
    problems = load_actions(codebooks, strict=False).problems
    (problem,) = [each for each in problems if each.severity == "error"] or problems
    assert str(problem).startswith(f"en/actions/19-fight.toml{message}")


def test_parts_are_a_table(codebooks: Path) -> None:
    path = codebooks / "en/actions/19-fight.toml"
    path.write_text(f'parts = ["SRC strike"]\n{ACTIONS}', encoding="utf-8")
    with pytest.raises(DemarcheError, match=r"19-fight.toml:1: parts is no table"):
        load_actions(codebooks)


def test_an_unused_part_stops_nothing(codebooks: Path) -> None:
    declare_parts(codebooks, 'hit = ["attack"]', "SRC attack TGT")
    assert load_actions(codebooks).rules
