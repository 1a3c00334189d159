"""The tables: one dataclass a table, with grain, units and meaning of every column (design section 4).

Offsets are ``[start, end)`` in Unicode characters. Codes are strings. A missing value is ``None``.
The Parquet schemas are made from the dataclasses by :func:`pipeline.store.make_schema`, so a column is stated once.
"""

import datetime
from dataclasses import dataclass, field
from typing import Any

PLACE = "place"
"""How a town is a mention that stands for its country, because something is done to it."""
VOICE = "voice"
"""How the last sign of a wholly quoted sentence is a mention of who speaks there."""


def column(meaning: str, **options: Any) -> Any:
    """A dataclass field whose meaning is kept in its metadata, and so in the Parquet schema and the docs."""
    return field(metadata={"meaning": meaning}, **options)


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article: grain is one document of the input."""

    article_id: str = column("stable hash of title, body and publication date, 16 hexadecimal digits")
    uri: str = column("where the article was read: path of the file, and the line or row after '#'")
    url: str | None = column("address of the article on the web, where the input states it", default=None)
    publisher: str | None = column("who published it, where the input states it", default=None)
    title: str | None = column("headline", default=None)
    body: str = column("text without page furniture; paragraphs are separated by one empty line")
    publication_date: datetime.date = column("day of publication")
    date_evidence: str = column("what the publication date was taken from: the words of the text, or the column name")
    dateline: str | None = column("place and agency before the first sentence, kept out of the body", default=None)
    language: str = column("ISO 639-1 code of the language of the body", default="en")
    duplicate_of: str | None = column("article_id of the first article with (nearly) the same body", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence of an article: the headline is number 0, the body begins with 1."""

    article_id: str = column("the article")
    sentence_number: int = column("0 for the headline, then 1, 2, 3 in the order of the body")
    start: int = column("first character in the body (in the title for the headline)")
    end: int = column("one after the last character in the body (in the title for the headline)")
    text: str = column("the sentence, exactly body[start:end] (title[start:end] for the headline)")
    kind: str = column("headline or body")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One actor at one place of one sentence."""

    article_id: str = column("the article")
    sentence_number: int = column("the sentence")
    start: int = column("first character in the sentence")
    end: int = column("one after the last character in the sentence")
    text: str = column("the words of the mention, sentence[start:end]")
    name: str | None = column("name of the actor in the codebook; of a reference, the name of the actor meant")
    code: str = column("full actor code: country or organisation, then roles, e.g. TURGOV")
    country: str | None = column("first three letters of the code where they name a country", default=None)
    role: str | None = column("role letters after the country, e.g. GOV", default=None)
    entry: str | None = column("codebook file and line that gave the code, e.g. en/actors/leaders.csv:17", default=None)
    how: str = column(
        "dictionary, composed, apposition, reference, place (a town to which something is done), given, deed (named "
        "again) or voice (who speaks in a wholly quoted sentence; its last sign)",
        default="dictionary",
    )
    referent_sentence: int | None = column("of a reference, the sentence of the mention it goes back to", default=None)
    referent_start: int | None = column("of a reference, where that mention begins in its sentence", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One event: grain is one (sentence, source, action, target)."""

    event_id: str = column("stable hash of article, sentence, source, action and target, 16 hexadecimal digits")
    duplicate_of: str | None = column("event_id of the first report of this event in the same article", default=None)
    date: datetime.date = column("day on which the event happened; the first day where only month or year is known")
    date_precision: str = column("day, month, year, or publication (no time expression: the publication date)")
    publication_date: datetime.date = column("day of publication of the article")
    source: str | None = column("full actor code of the source; null where the text names none", default=None)
    source_country: str | None = column("country of the source", default=None)
    source_role: str | None = column("role of the source", default=None)
    source_name: str | None = column("name of the source in the codebook", default=None)
    target: str | None = column("full actor code of the target; null where the text names none", default=None)
    target_country: str | None = column("country of the target", default=None)
    target_role: str | None = column("role of the target", default=None)
    target_name: str | None = column("name of the target in the codebook", default=None)
    cameo: str = column("CAMEO code, 2 to 4 digits")
    cameo_root: str = column("first two digits of the CAMEO code")
    plover: str | None = column("PLOVER event type; null for 01 (PLOVER has no statements)", default=None)
    plover_mode: str | None = column("PLOVER mode", default=None)
    plover_context: str | None = column("PLOVER context", default=None)
    quad_class: int = column("1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict")
    goldstein: float = column("Goldstein score of the CAMEO code, -10 (conflict) to 10 (cooperation)")
    status: str = column("actual, negated, hypothetical, future or history")
    attribution: str | None = column("who is cited for the event: actor code, else the words", default=None)
    confidence: float = column("0 to 1: how sure the coder is of this row")
    latitude: float | None = column("degrees north of the place, null where none is named", default=None)
    longitude: float | None = column("degrees east of the place", default=None)
    place: str | None = column("name of the place of the event", default=None)
    place_country: str | None = column("country of the place, three letters as in source_country", default=None)
    article_id: str = column("the article")
    uri: str = column("where the article was read")
    url: str | None = column("address of the article", default=None)
    publisher: str | None = column("publisher of the article", default=None)
    sentence_number: int = column("the sentence")
    sentence: str = column("text of the sentence")
    source_text: str | None = column("words of the source", default=None)
    source_start: int | None = column("first character of the source in the sentence", default=None)
    source_end: int | None = column("one after the last character of the source", default=None)
    trigger_text: str = column("words that carry the action")
    trigger_start: int = column("first character of the trigger in the sentence")
    trigger_end: int = column("one after the last character of the trigger")
    target_text: str | None = column("words of the target", default=None)
    target_start: int | None = column("first character of the target in the sentence", default=None)
    target_end: int | None = column("one after the last character of the target", default=None)
    rule: str = column("codebook file, line and pattern that coded the event, or model")
    codebook: str = column("fingerprint of the codebook")
    pipeline_version: str = column("version of demarche")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reject:
    """One thing that was not coded, and why."""

    stage: str = column("ingest, sentences, actors, actions or events")
    uri: str | None = column("where it was read", default=None)
    article_id: str | None = column("the article", default=None)
    sentence_number: int | None = column("the sentence", default=None)
    reason: str = column("one short phrase from a closed list, e.g. no publication date")
    detail: str | None = column("what was seen, and what to do", default=None)
