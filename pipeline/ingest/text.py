"""Articles as plain text files, one article a file."""

from pathlib import Path
from typing import Final

from pipeline.ingest.article import IngestOptions, make_article
from pipeline.ingest.encoding import decode_bytes
from pipeline.ingest.reasons import BINARY_FILE, EMPTY_FILE, TOO_LONG, make_reject
from pipeline.records import Article, Reject

_BYTES_PER_CHARACTER: Final = 4


def read_text(path: Path, options: IngestOptions) -> Article | Reject:
    """The one article of a plain text file."""
    content = read_content(path, options)
    if isinstance(content, Reject):
        return content
    text = decode_bytes(content)
    if text is None:
        return make_reject(str(path), BINARY_FILE, "neither UTF-8, UTF-16 nor Windows-1252 text")
    return make_article(text, uri=str(path), options=options)


def read_content(path: Path, options: IngestOptions) -> bytes | Reject:
    """The bytes of a file that holds one article; a reject where it is empty, or too long to be one."""
    size = path.stat().st_size
    if size > _BYTES_PER_CHARACTER * options.cues.limits["characters"]:
        return make_reject(str(path), TOO_LONG, f"{size:,} bytes; give one article per file, line or row")
    content = path.read_bytes()
    return content if content.strip() else make_reject(str(path), EMPTY_FILE, f"{len(content)} bytes")
