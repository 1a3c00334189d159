"""What is text of the article and what stands around it: titles, bodies, datelines, publishers of made pages."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.ingest import IngestOptions, load_cues, make_article
from pipeline.ingest.dateline import find_agency, split_dateline
from pipeline.ingest.furniture import BODY, clean_text, join_lines, sort_lines
from pipeline.records import Article

CUES = load_cues(Path(__file__).parents[1] / "codebooks" / "en")
OPTIONS = IngestOptions(cues=CUES, date=date(2012, 3, 4))
FIRST = "Niger recalled its ambassador from Chad after a raid on a border town in which four traders were killed."
SECOND = "Chad rejected the charge and asked the African Union to send observers to the town before the end of May."
THIRD = "Mali and Niger will meet in Gao on Monday, the foreign ministry said."
BODY_TEXT = f"{FIRST}\n\n{SECOND}\n\n{THIRD}"
TITLE = "Niger recalls ambassador from Chad"


def read(page: str) -> Article:
    article = make_article(page, uri="page.txt", options=OPTIONS)
    assert isinstance(article, Article), article
    return article


FURNITURE = [
    "Home | World | Africa | Sport",
    "Share on Facebook",
    "Tweet this",
    "Comments (41)",
    "Sign up for our newsletter to get the news of the Sahel every morning.",
    "Read more: How the border was drawn in 1911.",
    "We use cookies to make this page better for you and for our partners.",
    "Advertisement",
    "Story continues below",
    "• World",
    "Border trouble",
    "Follow us on Twitter for the latest news from the region.",
    "Traders at the market of Diffa last year. AFP/File",
    "The market of Diffa seen from the air. Reuters/Stringer",
    "Photo: Ada Noor",
    "The town hall of Diffa after the raid in which traders were killed. **Ada Noor**",
    "To contact the reporters on this story, write to the desk in Niamey.",
    "Additional reporting by Ada Noor in Niamey; Editing by Sam Bell",
    "Ada Noor contributed to this report from Niamey.",
    "© 2012 The Sahel Courier. All rights reserved.",
    "https://courier.example/niger",
    "By Ada Noor",
    "blog comments powered by Talkbox",
]


@pytest.mark.parametrize("line", FURNITURE)
@pytest.mark.parametrize("place", ["before", "between", "after"])
def test_furniture_is_left_out(line: str, place: str) -> None:
    pieces = [TITLE, FIRST, SECOND, THIRD]
    pieces.insert({"before": 1, "between": 3, "after": 4}[place], line)
    article = read("\n\n".join(pieces))
    assert article.body == BODY_TEXT
    assert article.title == TITLE


TEXT = [
    "Niger agreed.",
    "“We will not go.”",
    "The minister told reporters in Niamey on Monday:",
    "The Sahel Courier reports:",
    "Chad, which holds the chair of the union this year, has asked all of its members for troops and money",
    "The share of Niger in the company rose.",
    "Warning of a wider war, Mali closed its border with Niger.",
    "Follow-up talks in Gao failed after an hour, diplomats said.",
    "Sponsored by Mali, the resolution condemned Chad.",
    "The photo agency closed its office in Chad.",
    "In a file of the ministry, Chad was called a friend of Niger.",
    "The council met on March 3, 2012, and condemned the raid in the strongest terms.",
    "Why did Chad attack? Nobody in the town knows.",
    "Released: all prisoners whom Chad took at the border.",
    "Niger shares a border with Chad, and both use the comments of the union as a weapon.",
]


@pytest.mark.parametrize("line", TEXT)
def test_sentences_are_kept(line: str) -> None:
    assert read("\n\n".join([TITLE, FIRST, SECOND, line, THIRD])).body == "\n\n".join([FIRST, SECOND, line, THIRD])


HEADS = {
    "first line": TITLE,
    "mark": f"# {TITLE}",
    "after the newspaper": f"The Sahel Courier\n\n{TITLE}",
    "after a caption": f"A guard on the border between Niger and Chad. AFP/File\n\n{TITLE}",
    "after a banner": f"Hello! We have moved to courier.example. Please visit us there!\n\n{TITLE}",
    "before byline and day": f"{TITLE}\nBy Ada Noor\nMarch 4, 2012",
    "after byline and day": f"By Ada Noor\nMarch 4, 2012\n{TITLE}",
    "label": f"Title: {TITLE}\nSource: The Sahel Courier",
    "newspaper at the end": f"{TITLE} | The Sahel Courier",
    "after repeated lines": f"Ambassador of Niger in Chad\nAmbassador of Niger in Chad\n{TITLE}",
    "byline with office": f"{TITLE}\n\nAda Noor |\nMarch 4, 2012 | 10:32 a.m.\n\nForeign Editor",
}


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS.keys())
def test_titles(head: str) -> None:
    article = read(f"{head}\n\n{BODY_TEXT}")
    assert article.title == TITLE
    assert article.body == BODY_TEXT


def test_a_question_can_be_a_title() -> None:
    article = read(
        f"Will Niger and Chad go to war over a border town at last?\n\nBy Ada Noor\nMarch 4, 2012\n\n{BODY_TEXT}"
    )
    assert article.title == "Will Niger and Chad go to war over a border town at last?"
    assert article.body == BODY_TEXT


def test_a_text_without_a_title_has_none() -> None:
    assert read(BODY_TEXT).title is None


@pytest.mark.parametrize("text", ["Niger attacked Chad", FIRST, "Niger agreed."])
def test_a_sentence_alone_is_the_body(text: str) -> None:
    article = read(text)
    assert (article.title, article.body) == (None, text)


PUBLISHERS = {
    "newspaper": (f"The Sahel Courier\n\n{TITLE}", "The Sahel Courier"),
    "byline": (f"{TITLE}\n\nAda Noor, AFP", "Agence France-Presse"),
    "label": (f"{TITLE}\n\nSource: Sahel Wire", "Sahel Wire"),
    "end of the title": (f"{TITLE} - The Sahel Courier", "The Sahel Courier"),
    "none": (TITLE, None),
}


@pytest.mark.parametrize(("head", "publisher"), PUBLISHERS.values(), ids=PUBLISHERS.keys())
def test_publishers(head: str, publisher: str | None) -> None:
    assert read(f"{head}\n\n{BODY_TEXT}").publisher == publisher


def test_the_address_names_the_publisher_last() -> None:
    article = read(f"{TITLE}\n\n{BODY_TEXT}\n\nOriginal url:\n\n<https://www.courier.example/niger>")
    assert (article.url, article.publisher) == ("https://www.courier.example/niger", "courier.example")


DATELINES = {
    "NIAMEY (Reuters) - Niger agreed.": "NIAMEY (Reuters)",
    "(Reuters) - Niger agreed.": "(Reuters)",
    "PARIS, Feb. 3 (AP) -- Niger agreed.": "PARIS, Feb. 3 (AP)",
    "UNITED NATIONS — Niger agreed.": "UNITED NATIONS",
    "BEIRUT, Lebanon — Niger agreed.": "BEIRUT, Lebanon",
    "Washington (CNN) -- Niger agreed.": "Washington (CNN)",
    "MOSCOW, January 25 (RIA Novosti) – Niger agreed.": "MOSCOW, January 25 (RIA Novosti)",
    "Damascus, 30 Jan (SANA) – Niger agreed.": "Damascus, 30 Jan (SANA)",
    "AMMAN/BEIRUT (Reuters) - Niger agreed.": "AMMAN/BEIRUT (Reuters)",
    "TUNIS: Niger agreed.": "TUNIS",
    "Tehran, Feb 7, IRNA – Niger agreed.": "Tehran, Feb 7, IRNA",
    "Thursday, May 7, 2015 Niger agreed.": "Thursday, May 7, 2015",
    "DAMASCUS, Feb. 3, 2012 (Xinhua) -- Niger agreed.": "DAMASCUS, Feb. 3, 2012 (Xinhua)",
    "Niger agreed.": None,
    "Niger (then under siege) agreed.": None,
    "NATO - which met - agreed.": None,
    "U.S. officials — nobody else — agreed.": None,
    "Niger agreed (AFP) - Chad did not.": None,
}


@pytest.mark.parametrize(("paragraph", "dateline"), DATELINES.items(), ids=DATELINES.keys())
def test_datelines(paragraph: str, dateline: str | None) -> None:
    found, rest = split_dateline(paragraph, CUES)
    assert found == dateline
    assert rest == ("Niger agreed." if dateline else paragraph)


def test_a_dateline_names_the_publisher_and_leaves_the_body() -> None:
    article = read(f"{TITLE}\n\nNIAMEY (Reuters) - {BODY_TEXT}")
    assert (article.dateline, article.publisher, article.body) == ("NIAMEY (Reuters)", "Reuters", BODY_TEXT)


def test_a_dateline_on_its_own_line() -> None:
    article = read(f"{TITLE}\n\nNIAMEY, March 4 (Xinhua)\n\n{BODY_TEXT}")
    assert (article.dateline, article.publisher, article.body) == ("NIAMEY, March 4 (Xinhua)", "Xinhua", BODY_TEXT)


@pytest.mark.parametrize(
    ("text", "agency"),
    [("Ada Noor, AFP", "Agence France-Presse"), ("(RFE/RL)", "Radio Free Europe/Radio Liberty"), ("By Ada Noor", None)],
)
def test_agencies(text: str, agency: str | None) -> None:
    assert find_agency(text, CUES) == agency


WRAPPED = """Niger recalls ambassador from Chad

By Ada Noor
March 4, 2012

Niger recalled its ambassador from Chad after a raid on a border
town in which four traders were killed.

Chad rejected the charge and asked the African Union to send
observers to the town before the end of May. Mali and Niger will
meet in Gao on Monday, the foreign ministry said."""


def test_lines_that_were_broken_by_hand_are_joined() -> None:
    article = read(WRAPPED)
    assert article.title == TITLE
    assert article.body == f"{FIRST}\n\n{SECOND} {THIRD}"


def test_lines_without_empty_lines_between_are_paragraphs() -> None:
    article = read(f"{TITLE}\nMarch 4, 2012\n{FIRST}\n{SECOND}\n{THIRD}")
    assert article.body == BODY_TEXT


def test_a_line_broken_inside_a_sentence_goes_on() -> None:
    broken = BODY_TEXT.replace("after a raid", "after\na raid").replace("to send observers", "to send\nobservers")
    assert read(f"{TITLE}\n\n{broken}").body == BODY_TEXT


def test_a_word_cut_at_a_hyphen_is_joined_without_a_blank() -> None:
    assert join_lines("Niger spoke of a threat to the security of the post-\ncolonial order.", CUES) == [
        "Niger spoke of a threat to the security of the post-colonial order."
    ]


def test_the_language_is_that_of_the_text_and_not_of_what_stands_around_it() -> None:
    around = "\n".join(f"• Rubrik {number}" for number in range(80))
    assert read(f"{TITLE}\n\n{BODY_TEXT}\n\n{around}").body == BODY_TEXT


def test_blanks_and_unseen_characters_are_cleaned() -> None:
    assert clean_text("\ufeffNiger\u00a0 agreed.\r\nCh\u00adad\u200b did\tnot. ") == "Niger agreed.\nChad did not."


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("Ab .:|\n#*“-12(—)"), max_size=300))
def test_every_line_gets_a_kind_and_no_word_is_lost(text: str) -> None:
    lines = join_lines(clean_text(text), CUES)
    assert "".join("".join(lines).split()) == "".join(clean_text(text).split())
    assert len(sort_lines(lines, CUES)) == len(lines)


@pytest.mark.parametrize(
    "line", ["x" * 200_000, "a." * 100_000, "A - " * 50_000, "(AP) - " * 30_000, "1/2/2012 " * 20_000]
)
def test_a_long_line_is_read_in_one_pass(line: str) -> None:
    assert [one.kind for one in sort_lines(join_lines(clean_text(line), CUES), CUES)] == [BODY]
