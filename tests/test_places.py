"""Where events happened: places in the clause, what only looks like one, ambiguous names, and the dateline."""

import csv
import datetime
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.actions.action import Action
from pipeline.codebook.folder import find_codebooks
from pipeline.errors import DemarcheError
from pipeline.places import Place, PlaceReader, load_places
from pipeline.records import Article, Event, Mention, Sentence
from pipeline.syntax import Tree
from tests.trees import build_tree

DAY = datetime.date(2012, 3, 14)
ARTICLE = Article(article_id="a", uri="a.txt", body="", publication_date=DAY, date_evidence="given")


@cache
def reader() -> PlaceReader:
    return load_places(find_codebooks() / "en")


def make_mention(code: str) -> Mention:
    return Mention(article_id="a", sentence_number=1, start=0, end=1, text="x", name=None, code=code, country=code[:3])


def make_action(trigger: int, *, cameo: str = "190", source: str = "SYRREB", target: str = "SYRMIL") -> Action:
    return Action(
        source=make_mention(source), target=make_mention(target), cameo=cameo, trigger_start=0, trigger_end=1,
        trigger=trigger, status="actual", attribution=None, confidence=0.9, rule="r", date=DAY, date_precision="day",
    )  # fmt: skip


def locate(
    tree: Tree,
    action: Action,
    *,
    article: Article = ARTICLE,
    number: int = 1,
    countries: tuple[str, ...] = (),
    places: PlaceReader | None = None,
) -> Place | None:
    text = " ".join(tree.words)
    sentence = Sentence(article_id="a", sentence_number=number, start=0, end=len(text), text=text, kind="body")
    return (places or reader()).locate(action, sentence, tree, article, countries)


ATTACK = "Rebels rebel NOUN 2 nsubj; attacked attack VERB 0 root; troops troops NOUN 2 obj; "
CLAUSES = [
    pytest.param(ATTACK + "in in ADP 5 case; Homs homs PROPN 2 obl", "Homs", id="on the trigger"),
    pytest.param(ATTACK + "outside outside ADP 5 case; Damascus damascus PROPN 3 nmod", "Damascus", id="in the object"),
    pytest.param(
        ATTACK + "at at ADP 6 case; the the DET 6 det; airport airport NOUN 2 obl; in in ADP 8 case; "
        "Ankara ankara PROPN 6 nmod",
        "Ankara",
        id="a place in a place",
    ),
    pytest.param(
        ATTACK + "near near ADP 7 case; the the DET 7 det; Syrian syrian ADJ 7 amod; port port NOUN 2 obl; "
        "of of ADP 9 case; Tartus tartus PROPN 7 nmod",
        "Tartus",
        id="part of a place",
    ),
    pytest.param(
        ATTACK + "in in ADP 7 case; West west PROPN 6 compound; Bank bank PROPN 7 compound; city city NOUN 2 obl; "
        "of of ADP 9 case; Hebron hebron PROPN 7 nmod",
        "Hebron",
        id="the name before the region",
    ),
    pytest.param(
        ATTACK + "across across ADP 6 case; northern northern ADJ 6 amod; Mali mali PROPN 2 obl", "Mali", id="a country"
    ),
    pytest.param(
        ATTACK + "in in ADP 6 case; Syrian syrian ADJ 6 amod; capital capital NOUN 2 obl", "Damascus", id="the capital"
    ),
    pytest.param(
        ATTACK + "north north ADV 2 advmod; of of ADP 6 case; Basra basra PROPN 4 obl", "Basra", id="the way from it"
    ),
    pytest.param(
        ATTACK + "off off ADP 6 case; the the DET 6 det; coast coast NOUN 2 obl; of of ADP 8 case; "
        "Somalia somalia PROPN 6 nmod",
        "Somalia",
        id="off the coast",
    ),
    pytest.param("Rebels rebel NOUN 2 nsubj; shelled shell VERB 0 root; Homs homs PROPN 2 obj", "Homs", id="object"),
    pytest.param(ATTACK + "of of ADP 5 case; Homs homs PROPN 3 nmod", None, id="whose"),
    pytest.param(ATTACK + "from from ADP 5 case; Homs homs PROPN 3 nmod", None, id="from where"),
    pytest.param(
        "Rebels rebel NOUN 2 nsubj; attacked attack VERB 0 root; Syria syria PROPN 2 obj", None, id="a target"
    ),
    pytest.param(
        ATTACK + "at at ADP 7 case; the the DET 7 det; Homs homs PROPN 7 compound; Trust trust PROPN 2 obl",
        None,
        id="a longer name",
    ),
    pytest.param(
        ATTACK + "who who PRON 5 nsubj; slept sleep VERB 3 acl:relcl; in in ADP 7 case; Homs homs PROPN 5 obl",
        None,
        id="another clause",
    ),
    pytest.param(
        ATTACK + "and and CCONJ 6 cc; Peru peru PROPN 6 nsubj; slept sleep VERB 2 conj; in in ADP 8 case; "
        "Lima lima PROPN 6 obl",
        None,
        id="the next clause",
    ),
]


@pytest.mark.parametrize(("notation", "name"), CLAUSES)
def test_the_place_of_the_clause(notation: str, name: str | None) -> None:
    found = locate(build_tree(notation), make_action(1))
    assert (found and found.name) == name


def test_a_city_has_coordinates_and_a_country_has_none() -> None:
    city = locate(build_tree(ATTACK + "in in ADP 5 case; Homs homs PROPN 2 obl"), make_action(1))
    country = locate(build_tree(ATTACK + "in in ADP 5 case; Mali mali PROPN 2 obl"), make_action(1))
    assert city == Place("Homs", 34.72, 36.73, "SYR")
    assert country == Place("Mali", None, None, "MLI")


def test_a_city_is_preferred_to_its_country() -> None:
    notation = "in in ADP 2 case; Syria syria PROPN 4 obl; Rebels rebel NOUN 4 nsubj; fought fight VERB 0 root; "
    found = locate(build_tree(notation + "near near ADP 6 case; Homs homs PROPN 3 nmod"), make_action(3))
    assert found is not None
    assert found.name == "Homs"


SPEECH = "France france PROPN 2 nsubj; condemned condemn VERB 0 root; "


@pytest.mark.parametrize(
    ("notation", "name"),
    [
        (SPEECH + "attacks attack NOUN 2 obj; in in ADP 5 case; Homs homs PROPN 3 nmod", None),
        (SPEECH + "attacks attack NOUN 2 obj; in in ADP 5 case; Homs homs PROPN 2 obl", None),
        (SPEECH + "Syria syria PROPN 2 obj; in in ADP 5 case; Geneva geneva PROPN 2 obl", "Geneva"),
        (
            SPEECH + "Syria syria PROPN 2 obj; speaking speak VERB 2 advcl; in in ADP 6 case; "
            "Geneva geneva PROPN 4 obl",
            "Geneva",
        ),
    ],
)
def test_words_are_said_elsewhere_than_what_they_are_about(notation: str, name: str | None) -> None:
    found = locate(build_tree(notation), make_action(1, cameo="111", source="FRA", target="SYR"))
    assert (found and found.name) == name


TALKS = "France france PROPN 2 nsubj; discussed discuss VERB 0 root; "


@pytest.mark.parametrize(
    ("notation", "name"),
    [
        (TALKS + "crises crisis NOUN 2 obj; in in ADP 5 case; Syria syria PROPN 3 nmod", None),
        (TALKS + "this this PRON 2 obj; in in ADP 5 case; Geneva geneva PROPN 2 obl", "Geneva"),
        (
            TALKS + "at at ADP 5 case; a a DET 5 det; meeting meeting NOUN 2 obl; in in ADP 7 case; "
            "Geneva geneva PROPN 5 nmod",
            "Geneva",
        ),
        (TALKS + "in in ADP 6 case; the the DET 5 det; past past NOUN 6 compound; Peru peru PROPN 2 obl", None),
    ],
)
def test_talks_are_held_elsewhere_than_what_they_are_about(notation: str, name: str | None) -> None:
    found = locate(build_tree(notation), make_action(1, cameo="040", source="FRA", target="SYR"))
    assert (found and found.name) == name


def write_places(folder: Path, *rows: tuple[str, ...]) -> Path:
    """A language folder with the word lists and countries of the codebook, and cities of its own."""
    source, actors = find_codebooks() / "en", folder / "actors"
    actors.mkdir(parents=True)
    (folder / "places.toml").write_bytes((source / "places.toml").read_bytes())
    (actors / "countries.csv").write_bytes((source / "actors" / "countries.csv").read_bytes())
    with (actors / "cities.csv").open("w", encoding="utf-8", newline="") as opened:
        header = ("name", "aliases", "code", "from", "to", "kind", "latitude", "longitude")
        csv.writer(opened).writerows([header, *rows])
    return folder


@pytest.mark.parametrize(
    ("source", "countries", "kinds", "country"),
    [
        ("PERGOV", (), ("place", "place"), "PER"),
        ("FRA", ("CHL", "USA"), ("place", "place"), "CHL"),
        ("FRA", (), ("place", "capital"), "CHL"),
        ("FRA", (), ("place", "place"), None),
        ("FRA", ("CHL", "PER"), ("place", "place"), None),
        ("PERGOV", ("CHL",), ("place", "capital"), "PER"),
    ],
)
def test_an_ambiguous_name(
    tmp_path: Path, source: str, countries: tuple[str, ...], kinds: tuple[str, str], country: str | None
) -> None:
    rows = [
        ("Twinville", "", "PER", "", "", kinds[0], "-12", "-77"),
        ("Twinville", "", "CHL", "", "", kinds[1], "-33", "-70"),
    ]
    places = load_places(write_places(tmp_path / "en", *rows))
    tree = build_tree(ATTACK + "in in ADP 5 case; Twinville twinville PROPN 2 obl")
    action = make_action(1, source=source, target="USAMIL")
    found = locate(tree, action, countries=tuple(c for c in countries if c != "USA"), places=places)
    assert (found and found.country) == country


@pytest.mark.parametrize(("countries", "found"), [((), None), (("GEO",), "Georgia")])
def test_a_doubtful_country_must_be_named(countries: tuple[str, ...], found: str | None) -> None:
    tree = build_tree(ATTACK + "in in ADP 5 case; Georgia georgia PROPN 2 obl")
    action = make_action(1, source="USACVL", target="USACOP")
    place = locate(tree, action, countries=countries)
    assert (place and place.name) == found


@pytest.mark.parametrize(
    ("change", "number", "dateline", "name"),
    [
        ({}, 1, "DAMASCUS, March 14 (Reuters)", "Damascus"),
        ({}, 0, "DAMASCUS, Syria (AP)", "Damascus"),
        ({"date": DAY - datetime.timedelta(days=1)}, 2, "DAMASCUS", "Damascus"),
        ({"date_precision": "publication"}, 1, "DAMASCUS", "Damascus"),
        ({"date": DAY - datetime.timedelta(days=2)}, 1, "DAMASCUS", None),
        ({"date": DAY + datetime.timedelta(days=1)}, 1, "DAMASCUS", None),
        ({"date_precision": "month"}, 1, "DAMASCUS", None),
        ({"status": "future"}, 1, "DAMASCUS", None),
        ({}, 3, "DAMASCUS", None),
        ({}, 1, "BEIRUT", None),
        ({}, 1, "REUTERS in DAMASCUS", None),
        ({}, 1, None, None),
    ],
)
def test_the_dateline(change: dict[str, object], number: int, dateline: str | None, name: str | None) -> None:
    action = replace(make_action(1), **change)  # type: ignore[arg-type] # values of the table
    found = locate(build_tree(ATTACK), action, article=replace(ARTICLE, dateline=dateline), number=number)
    assert (found and found.name) == name


def test_the_dateline_is_not_where_an_unknown_place_is_named() -> None:
    tree = build_tree(ATTACK + "in in ADP 5 case; Nowhereton nowhereton PROPN 2 obl")
    assert locate(tree, make_action(1), article=replace(ARTICLE, dateline="DAMASCUS")) is None


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Talks in New York and Port-au-Prince", ["new york", "port au prince"]),
        ("They told us in mali.", []),
        ("the capital of Syria", ["capital of syria"]),
        ("the capital of", []),
        ("East Jerusalem, then Jerusalem", ["east jerusalem", "jerusalem"]),
    ],
)
def test_names_are_found(text: str, keys: list[str]) -> None:
    assert [spot.key for spot in reader().find(text)] == keys


@given(st.lists(st.sampled_from(["capital", "of", "Syria", "New", "York", "Homs", ",", "the", "'s", "Gaza", "City"])))
def test_names_lie_in_the_text_and_do_not_overlap(words: list[str]) -> None:
    text = " ".join(words)
    spots = reader().find(text)
    assert all(0 <= spot.start < spot.end <= len(text) for spot in spots)
    assert all(one.end <= other.start for one, other in pairwise(spots))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('capital = "capital"', "", r"places\.toml: \[place\] capital is missing or wrong; write a word in quotes"),
        ("sentences = 2", 'sentences = "2"', r"\[dateline\] sentences is missing or wrong; write a whole number"),
        ("days = 1", "days = ", r"cannot read the words for places"),
        ('"outside", "inside"', '"outside", 5', r"\[place\] prepositions: every word stands in quotes"),
        ("[speech]", "[spoken]", r"\[speech\] roots is missing or wrong; write a list of words"),
    ],
)
def test_a_mistake_in_the_words_is_told(codebooks: Path, old: str, new: str, message: str) -> None:
    path = codebooks / "en" / "places.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(DemarcheError, match=message):
        load_places(codebooks / "en")


@pytest.mark.parametrize("latitude", ["34,72", "north", "91", "nan"])
def test_a_mistake_in_a_coordinate_is_told_with_its_line(tmp_path: Path, latitude: str) -> None:
    folder = write_places(
        tmp_path / "en",
        ("Oneham", "", "PER", "", "", "place", "1", "1"),
        ("Twoham", "", "PER", "", "", "place", latitude, "1"),
    )
    with pytest.raises(DemarcheError, match=rf"cities\.csv:3: latitude '{latitude}' must be degrees"):
        load_places(folder)


def test_a_missing_list_is_told(codebooks: Path) -> None:
    (codebooks / "en" / "actors" / "cities.csv").unlink()
    with pytest.raises(DemarcheError, match="the list of places is missing"):
        load_places(codebooks / "en")


@pytest.mark.parser
@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Turkish police arrested a Russian diplomat at the airport in Ankara.", {("Ankara", "TUR", 39.92)}),
        ("Russia attacked Syrian rebels near the Syrian port of Tartus.", {("Tartus", "SYR", 34.89)}),
        ("Egyptian police in Cairo arrested Libyan protesters.", {("Cairo", "EGY", 30.06)}),
        ("Turkey bombed Kurdish rebels 30 kilometers north of Mosul.", {("Mosul", "IRQ", 36.34)}),
        ("France attacked Malian rebels across northern Mali.", {("Mali", "MLI", None)}),
        ("India and Pakistan held talks in the Afghan capital.", {("Kabul", "AFG", 34.53)}),
        # the attacks, which name nobody attacked, have the place; the condemnation has none
        ("France condemned Syrian attacks in Homs.", {(None, None, None), ("Homs", "SYR", 34.72)}),
        ("The Damascus government attacked Turkish soldiers.", {(None, None, None)}),
    ],
)
def test_events_of_the_library_have_places(text: str, places: set[tuple[object, ...]]) -> None:
    import pipeline

    events = pipeline.Coder().code(text, date=DAY)
    assert {(event.place, event.place_country, event.latitude) for event in events} == places
    assert all((event.latitude is None) == (event.longitude is None) for event in events)


@pytest.mark.parser
@pytest.mark.slow
def test_a_run_fills_the_same_places_as_the_library(tmp_path: Path) -> None:
    import pipeline
    from pipeline.runs import run_pipeline
    from pipeline.stages import InputOptions
    from pipeline.tables import read_rows

    text = "Egyptian police arrested Libyan protesters in Cairo. France condemned Chad. Syria shelled Homs and Hama."
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    run_pipeline(
        [tmp_path / "a.txt"],
        tmp_path / "out",
        codebooks=find_codebooks(),
        options=InputOptions(date=DAY),
        workers=1,
        start=lambda articles: lambda stage, count: None,
        wait=lambda reason: None,
    )
    rows = [event for table in ("events", "monadic") for event in read_rows(tmp_path / "out", table, Event)]
    ran = {(event.place, event.place_country, event.latitude, event.longitude) for event in rows}
    events = pipeline.Coder().code(text, date=DAY)
    coded = {(event.place, event.place_country, event.latitude, event.longitude) for event in events}
    assert {row[0] for row in ran} >= {"Cairo", None}
    assert ran == coded
