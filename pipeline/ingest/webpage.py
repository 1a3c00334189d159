"""Articles as HTML pages: trafilatura finds the text, the page's own fields tell day, title and publisher."""

import json
import logging
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from pipeline.ingest.article import Facts, IngestOptions, make_article
from pipeline.ingest.encoding import decode_bytes
from pipeline.ingest.furniture import clean_text
from pipeline.ingest.published import Finding, find_published, read_address, read_date
from pipeline.ingest.reasons import BINARY_FILE, NO_BODY, NO_DATE, make_reject
from pipeline.ingest.text import read_content
from pipeline.records import Article, Reject

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w-]{2,30})", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_WINDOWS: Final = frozenset({"iso-8859-1", "latin-1", "latin1", "us-ascii"})  # read by browsers as Windows-1252
_HEAD: Final = 4096
_PARAGRAPH_LENGTH: Final = 150


def looks_like_page(start: str) -> bool:
    """Whether a text begins like an HTML page."""
    return _HTML.match(start[:_HEAD]) is not None


def read_page(path: Path, options: IngestOptions) -> Article | Reject:
    """The one article of an HTML file."""
    content = read_content(path, options)
    if isinstance(content, Reject):
        return content
    page = _decode_page(content)
    if page is None:
        return make_reject(str(path), BINARY_FILE, "not an HTML page")
    return make_page_article(page, uri=str(path), options=options)


def make_page_article(page: str, *, uri: str, options: IngestOptions) -> Article | Reject:
    """The article that an HTML page holds."""
    from trafilatura import bare_extraction, load_html

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it complains of becomes a reject
    page = _DECLARATION.sub("", page)
    tree = load_html(page)
    document = bare_extraction(page, include_comments=False, include_tables=False) if tree is not None else None
    text = getattr(document, "text", None)
    if tree is None or not text:
        return make_reject(uri, NO_BODY, "no article was found on the page")
    return make_article(text.replace("\n", "\n\n"), uri=uri, options=options, facts=_read_facts(tree, options))


def _decode_page(content: bytes) -> str | None:
    """The page by the character set that it states, else by its bytes."""
    stated = _CHARSET.search(content[:_HEAD])
    name = stated[1].decode().lower() if stated else "utf-8"
    if not name.startswith("utf") and decode_bytes(content) is not None:
        try:
            return content.decode("cp1252" if name in _WINDOWS else name, "replace")
        except LookupError:
            pass
    return decode_bytes(content)


def _read_facts(tree: Any, options: IngestOptions) -> Facts:
    """What the fields of the page say."""
    fields = _read_fields(tree)
    linked = _read_linked(tree)
    url = next(iter(tree.xpath("//link[@rel='canonical']/@href")), None) or fields.get("og:url")
    headline = " ".join(" ".join(tree.xpath("(//h1)[1]//text()")).split())
    publisher = next((fields[name] for name in options.cues.metadata["publisher"] if fields.get(name)), None)
    title = fields.get("og:title") or headline or " ".join(" ".join(tree.xpath("//head/title//text()")).split())
    stated = [(name, fields[name]) for name in options.cues.metadata["date"] if fields.get(name)]
    stated = [("datePublished", day) for day in linked] + stated + [("time", day) for day in _read_times(tree)]
    return Facts(
        title=title or None,
        published=_find_day(stated, tree, title, url, options),
        url=url if url and url.startswith("http") else None,
        publisher=publisher,
        language=next(iter(tree.xpath("/html/@lang")), None),
    )


def _find_day(
    stated: Sequence[tuple[str, str]], tree: Any, title: str, url: str | None, options: IngestOptions
) -> Finding:
    """The day by the first field that holds one, by the address, else by the lines that a reader sees."""
    cues = options.cues
    findings = [(name, value, read_date(value, cues, day_first=options.day_first)) for name, value in stated]
    for name, value, finding in findings:
        if finding.date is not None:
            return Finding(date=finding.date, evidence=f"{name}: {value.strip()}")
    if url and (day := read_address(url)):
        return Finding(date=day, evidence=url)
    lines = _read_lines(tree)
    header = next((index for index, line in enumerate(lines) if len(line) >= _PARAGRAPH_LENGTH), len(lines))
    place = next((index for index, line in enumerate(lines) if line == title), None)
    seen = find_published(lines, cues, header=header, title=place, day_first=options.day_first)
    unsure = next((finding for _, _, finding in findings), None)
    return unsure if unsure is not None and seen.reason == NO_DATE else seen


def _read_fields(tree: Any) -> dict[str, str]:
    """The ``meta`` fields of the page by name, in small letters; the first of a name counts."""
    fields: dict[str, str] = {}
    for element in tree.xpath("//meta[@content]"):
        for key in ("property", "name", "itemprop", "http-equiv"):
            if name := element.get(key):
                fields.setdefault(name.strip().lower(), element.get("content").strip())
    return fields


def _read_linked(tree: Any) -> list[str]:
    """The days of publication in the page's JSON-LD."""
    days: list[str] = []
    for content in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            days.extend(_walk_linked(json.loads(content)))
        except (ValueError, RecursionError):
            continue
    return days


def _walk_linked(node: Any) -> Iterator[str]:
    """Every ``datePublished`` below a JSON-LD node."""
    children: Iterable[Any] = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    if isinstance(node, dict) and isinstance(node.get("datePublished"), str):
        yield node["datePublished"]
    for child in children:
        yield from _walk_linked(child)


def _read_times(tree: Any) -> list[str]:
    """The ``time`` element of the publication; all others only if they agree on one day."""
    marked = tree.xpath("//time[@pubdate or @itemprop='datePublished']/@datetime")
    other = tree.xpath("//time/@datetime")
    return list(marked) or (list(other[:1]) if len({day[:10] for day in other}) == 1 else [])


def _read_lines(tree: Any) -> list[str]:
    """The visible lines of the page."""
    pieces = tree.xpath("//body//text()[not(ancestor::script or ancestor::style or ancestor::noscript)]")
    return [line for line in clean_text("\n".join(" ".join(piece.split()) for piece in pieces)).split("\n") if line]
