"""The closed list of reasons for which something is not read, and the row that says so."""

from typing import Final

from pipeline.records import Reject

AMBIGUOUS_DATE: Final = "ambiguous publication date"
BAD_DATE: Final = "impossible publication date"
BINARY_FILE: Final = "binary file"
BROKEN_LINE: Final = "broken line"
EMPTY_FILE: Final = "empty file"
FUTURE_DATE: Final = "publication date in the future"
NO_BODY: Final = "no body text"
NO_DATE: Final = "no publication date"
OTHER_LANGUAGE: Final = "another language"
TOO_LONG: Final = "text too long"
UNKNOWN_FORMAT: Final = "unknown format"
UNREADABLE: Final = "unreadable file"

REASONS: Final = frozenset(
    {
        AMBIGUOUS_DATE,
        BAD_DATE,
        BINARY_FILE,
        BROKEN_LINE,
        EMPTY_FILE,
        FUTURE_DATE,
        NO_BODY,
        NO_DATE,
        OTHER_LANGUAGE,
        TOO_LONG,
        UNKNOWN_FORMAT,
        UNREADABLE,
    }
)

_LONGEST_DETAIL = 300


def make_reject(uri: str, reason: str, detail: str | None = None) -> Reject:
    """A row of the rejects table for something that ingest did not read."""
    if reason not in REASONS:
        raise AssertionError(f"{reason!r} is not in the list of reasons")
    return Reject(stage="ingest", uri=uri, reason=reason, detail=detail and detail[:_LONGEST_DETAIL])
