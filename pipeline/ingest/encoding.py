"""Bytes to text: UTF-8 with or without its mark, UTF-16, Windows-1252; binary data is not text.

Bytes that UTF-8 does not allow are read one by one as Windows-1252. So a Windows-1252 file is read whole, and a UTF-8
file with one broken byte keeps its curly quotation marks.
"""

import codecs
import re
from typing import Final

# Beginnings of files that hold no plain text: PDF, ZIP (docx, xlsx), gzip, images, Parquet, old Word, RTF, SQLite.
_BINARY_STARTS: Final = (
    b"%PDF",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"PAR1",
    b"\xd0\xcf\x11\xe0",
    b"{\\rtf",
    b"SQLite format",
)
_SAMPLE: Final = 4096
_FEWEST_PAIRS: Final = 4
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f\x81\x8d\x8f\x90\x9d�]")
_SURROGATE = re.compile("[\udc80-\udcff]")
_MOST_CONTROLS: Final = 0.01


def find_encoding(start: bytes) -> str | None:
    """The codec for a file that begins with these bytes; None for binary data."""
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if start.startswith(_BINARY_STARTS):
        return None
    sample = start[:_SAMPLE]
    pairs = len(sample) // 2
    even, odd = sample[0 : 2 * pairs : 2].count(0), sample[1 : 2 * pairs : 2].count(0)
    if pairs >= _FEWEST_PAIRS and odd > 0.4 * pairs and even == 0:
        return "utf-16-le"
    if pairs >= _FEWEST_PAIRS and even > 0.4 * pairs and odd == 0:
        return "utf-16-be"
    return None if b"\x00" in sample else "utf-8-sig"


def decode_bytes(content: bytes) -> str | None:
    """The text that the bytes hold; None where they hold none."""
    encoding = find_encoding(content)
    if encoding is None:
        return None
    errors = "surrogateescape" if encoding == "utf-8-sig" else "replace"
    text = repair_text(content.decode(encoding, errors))
    controls = sum(1 for _ in _CONTROL.finditer(text, 0, 100 * _SAMPLE))
    return None if controls > max(1, _MOST_CONTROLS * min(len(text), 100 * _SAMPLE)) else text


def repair_text(text: str) -> str:
    """The text with the bytes that were no UTF-8 (kept as surrogates) read as Windows-1252."""
    if text.isascii():
        return text
    return _SURROGATE.sub(lambda found: bytes([ord(found[0]) - 0xDC00]).decode("cp1252", "replace"), text)
