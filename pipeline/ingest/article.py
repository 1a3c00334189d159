"""One text to one article: title, day, publisher, body, or the reason why it is none."""

import datetime
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

from pipeline.ingest.cues import Cues
from pipeline.ingest.dateline import find_agency, split_dateline
from pipeline.ingest.furniture import (
    BODY,
    BYLINE,
    DATELINE,
    HEADING,
    LABEL,
    TITLE,
    Line,
    clean_text,
    is_masthead,
    join_lines,
    sort_lines,
    split_label,
)
from pipeline.ingest.language import find_language
from pipeline.ingest.published import Finding, find_published
from pipeline.ingest.reasons import EMPTY_FILE, FUTURE_DATE, NO_BODY, NO_DATE, OTHER_LANGUAGE, TOO_LONG, make_reject
from pipeline.records import Article, Reject

_ADDRESS = re.compile(r"https?://[^\s<>\"]{4,2000}")
_SUFFIX = re.compile(r"\s(?:\||[-–—])\s([^|]{2,40})$")
_DATELINE_PARAGRAPHS: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestOptions:
    """How articles are read.

    Args:
        cues: the cue lists of the language.
        date: day of publication of the articles that state none.
        columns: column of a table by our field (body, title, date, url, publisher, language).
        day_first: whether 3/4/2012 is 3 April; None leaves it ambiguous.
        today: an article of a later day is rejected.
    """

    cues: Cues
    date: datetime.date | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    day_first: bool | None = None
    today: datetime.date = field(default_factory=datetime.date.today)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of an article beside its text: the cells of a row, the fields of a web page."""

    title: str | None = None
    published: Finding | None = None
    url: str | None = None
    publisher: str | None = None
    language: str | None = None


NO_FACTS: Final = Facts()


def make_article(text: str, *, uri: str, options: IngestOptions, facts: Facts = NO_FACTS) -> Article | Reject:
    """The article that a text holds, freed of page furniture; facts win over what the text says."""
    cues = options.cues
    if not text.strip():
        return make_reject(uri, EMPTY_FILE if facts is NO_FACTS else NO_BODY, "the text is empty")
    if len(text) > cues.limits["characters"]:
        return make_reject(uri, TOO_LONG, f"{len(text):,} characters; give one article per file, line or row")
    lines = sort_lines(join_lines(clean_text(text), cues), cues, title=facts.title)
    if reject := _check_language(lines, facts, uri, cues):
        return reject
    dateline, body = _split_body(lines, cues)
    if not body:
        return make_reject(uri, NO_BODY, "no line reads like a sentence")
    finding = _find_day(lines, facts, dateline, options)
    if finding.date is None:
        detail = finding.evidence or "none was found"
        return make_reject(uri, finding.reason or NO_DATE, f"{detail}; give --date, a date column or --day-first")
    if finding.date > options.today:
        return make_reject(uri, FUTURE_DATE, f"{finding.date}, read from {finding.evidence!r}")
    title, suffix = _find_title(lines, facts, cues)
    url = facts.url or _find_url(lines, cues)
    return Article(
        article_id=hash_article(title, body, finding.date),
        uri=uri,
        url=url,
        publisher=facts.publisher or _find_publisher(lines, dateline, suffix, url, cues),
        title=title,
        body=body,
        publication_date=finding.date,
        date_evidence=finding.evidence or "",
        dateline=dateline,
        language=cues.language,
    )


def keep_article(text: str, *, date: datetime.date, uri: str, evidence: str, language: str = "en") -> Article:
    """A text taken as it stands, every character kept, so that offsets into it stay those of the caller."""
    return Article(
        article_id=hash_article(None, text, date),
        uri=uri,
        body=text,
        publication_date=date,
        date_evidence=evidence,
        language=language,
    )


def hash_article(title: str | None, body: str, date: datetime.date) -> str:
    """The article_id: 16 hexadecimal digits over title, body and publication date."""
    return hashlib.sha256("\x1f".join([title or "", body, date.isoformat()]).encode()).hexdigest()[:16]


def _check_language(lines: Sequence[Line], facts: Facts, uri: str, cues: Cues) -> Reject | None:
    """A reject where the text, or the table or page it comes from, says that it is in another language."""
    stated = (facts.language or cues.language).strip().lower()
    if re.split(r"[-_]", stated)[0] not in {cues.language, "eng", "english", ""}:
        return make_reject(uri, OTHER_LANGUAGE, f"stated as {facts.language!r}; these codebooks read {cues.language!r}")
    text = "\n".join(line.text for line in lines if line.kind == BODY)
    found = find_language(text or "\n".join(line.text for line in lines), cues)
    if found == cues.language:
        return None
    return make_reject(uri, OTHER_LANGUAGE, f"reads like {found!r}; these codebooks read {cues.language!r}")


def _split_body(lines: Sequence[Line], cues: Cues) -> tuple[str | None, str]:
    """The dateline and the text of the article, its paragraphs apart by one empty line."""
    paragraphs = [line.text for line in lines if line.kind == BODY]
    dateline = next((line.text for line in lines if line.kind == DATELINE), None)
    for index in range(min(_DATELINE_PARAGRAPHS, len(paragraphs))):
        found, rest = split_dateline(paragraphs[index], cues)
        if found is not None:
            dateline = dateline or found
            paragraphs[index] = rest
    return dateline, "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def _find_day(lines: Sequence[Line], facts: Facts, dateline: str | None, options: IngestOptions) -> Finding:
    """The day of publication: stated beside the text, then stated in it, then the option for those that state none."""
    cues = options.cues
    if facts.published is not None:
        finding = facts.published
    else:
        first = next((index for index, line in enumerate(lines) if line.kind == BODY), len(lines))
        title = next((index for index, line in enumerate(lines) if line.kind == TITLE), None)
        finding = find_published(
            [line.text for line in lines],
            cues,
            header=first,
            title=title,
            dateline=dateline,
            url=facts.url or _find_url(lines, cues),
            day_first=options.day_first,
        )
    if finding.date is None and options.date is not None:
        return Finding(date=options.date, evidence="option --date")
    return finding


def _find_title(lines: Sequence[Line], facts: Facts, cues: Cues) -> tuple[str | None, str | None]:
    """The headline, and the newspaper's name that followed it after a dash or a bar."""
    labelled = (split_label(line.text, cues) for line in lines if line.kind == LABEL)
    stated = next((label[1] for label in labelled if label and label[0] == "title" and label[1]), None)
    title = facts.title or stated or next((line.text for line in lines if line.kind == TITLE), None)
    if title is None:
        return None, None
    title = " ".join(title.split())
    if (suffix := _SUFFIX.search(title)) and is_masthead(suffix[1], cues):
        return title[: suffix.start()].strip(), suffix[1]
    return title or None, None


def _find_url(lines: Sequence[Line], cues: Cues) -> str | None:
    """The address behind a label, on its line or on the next."""
    for index, line in enumerate(lines):
        label = split_label(line.text, cues)
        if label is not None and label[0] == "url":
            following = lines[index + 1].text if index + 1 < len(lines) else ""
            if found := _ADDRESS.search(label[1] or following):
                return found[0]
    return None


def _find_publisher(
    lines: Sequence[Line], dateline: str | None, suffix: str | None, url: str | None, cues: Cues
) -> str | None:
    """The publisher by a label, the newspaper's name, the agency of the dateline or byline, or the address."""
    for line in lines:
        label = split_label(line.text, cues) if line.kind == LABEL else None
        if label is not None and label[0] == "publisher" and label[1]:
            return label[1]
    first = next((index for index, line in enumerate(lines) if line.kind == BODY), len(lines))
    headings = (line.text.rpartition(", ")[2] for line in lines[:first] if line.kind == HEADING)
    masthead = next((text for text in headings if is_masthead(text, cues)), None)
    bylines = (find_agency(line.text, cues) for line in lines[:first] if line.kind == BYLINE)
    agency = find_agency(dateline, cues) if dateline else None
    host = urlsplit(url).hostname if url else None
    stated = suffix or masthead or agency or next(filter(None, bylines), None)
    return stated or (host.removeprefix("www.") if host else None)
