"""The lines of a page, and what each of them is: text of the article or page furniture.

Nothing is decided by the layout of one newspaper: a line is text if it reads like a sentence, stands after the title
and before the closing lines, and carries none of the phrases of ``furniture.toml``.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Final

from pipeline.ingest.cues import Cues
from pipeline.ingest.dateline import is_dateline
from pipeline.ingest.published import is_date_line

_BLANKS = re.compile(r"[^\S\n]+")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_BREAK = re.compile(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
_BOLD = re.compile(r"\*\*(?=\S)|(?<=\S)\*\*|__(?=\S)|(?<=\S)__")
_LINK = re.compile(r"\[([^\]\n]{1,200})\]\((?:https?:|/)[^)\s]{1,500}\)")
_CREDIT = re.compile(r"[.!?\"”]\s*(?:\*\*|__)[A-Z][\w.'’-]*(?: [\w.'’/-]+){0,5}(?:\*\*|__)$")
_ENDED = re.compile(r"[.!?…][\"”’'»)\]]*(?:\s?\[\d{1,3}\])*$")
_ADDRESS = re.compile(r"<?(?:https?://|www\.)\S+>?$")
_LABEL = re.compile(r"([^\W\d_][\w' ]{1,24}?)\s?:\s*(\S.{0,300})?$")
_MARK = re.compile(r"(?:[•·▪◦●*>|]|[-–—]{1,2}|#{1,6})\s+")
_ITEM = re.compile(r"(?:[•·▪◦●*>|]|#{1,6})\s")
_MENU = re.compile(r"(?:[^|»›]{1,40}\s?[|»›]\s?){2,}")
_YEAR = re.compile(r"\d{4}|^$")
_DAY_LABELS: Final = frozenset({"published", "updated", "ignored"})
_LONGEST_HEAD: Final = 160
_MOST_BANNERS: Final = 2
_WIDEST: Final = 0.97

BODY, HEADING, DATE, BYLINE, CAPTION, WIDGET, CLOSING, LABEL, DATELINE, TITLE, OUTSIDE = (
    "body", "heading", "date", "byline", "caption", "widget", "closing", "label", "dateline", "title", "outside",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page.

    Args:
        text: the line without markup and surplus blanks.
        kind: body, or the furniture that it is.
    """

    text: str
    kind: str


def clean_text(text: str) -> str:
    """The text with one kind of line break and one kind of blank, without unseen characters and surplus blanks."""
    text = _BREAK.sub("\n", _UNSEEN.sub("", text))
    return "\n".join(line.strip() for line in _BLANKS.sub(" ", text).split("\n"))


def join_lines(text: str, cues: Cues) -> list[str]:
    """The lines of a cleaned text; lines that were broken inside a sentence are one again, empty lines are gone."""
    pieces: list[str] = []
    width = _find_width(text, cues)
    opening, blocks = True, text.strip().split("\n\n")
    for block in blocks:
        previous = ""
        for line in filter(None, block.split("\n")):
            headed = opening and len(blocks) == 1 and _is_headline(previous)
            if previous and not headed and _goes_on(previous, line, width, cues, opening=opening):
                pieces.append("" if _is_cut_word(previous) else " ")
            else:
                pieces.append("\n")
            pieces.append(line)
            previous = line
            opening = opening and not (is_ended(line) and len(line) >= cues.limits["sentence_length"])
    return "".join(pieces[1:]).split("\n") if pieces else []


def sort_lines(lines: Sequence[str], cues: Cues, *, title: str | None = None) -> list[Line]:
    """Every line with its kind; at most one is the title."""
    sorted_lines = [_first_kind(line, cues) for line in lines]
    sorted_lines = list(_drop_repeats(sorted_lines))
    if not any(line.kind == BODY for line in sorted_lines):
        sorted_lines = [replace(line, kind=BODY) if line.kind == HEADING else line for line in sorted_lines]
        return [replace(line, kind=TITLE) if title and line.text == title else line for line in sorted_lines]
    sorted_lines = _close_body(sorted_lines, cues)
    index = _find_title(lines, sorted_lines, cues, title)
    if index is None:
        return sorted_lines
    return [
        replace(line, kind=TITLE)
        if number == index
        else replace(line, kind=OUTSIDE)
        if number < index and line.kind == BODY
        else line
        for number, line in enumerate(sorted_lines)
    ]


def split_label(line: str, cues: Cues) -> tuple[str, str] | None:
    """The kind of label before the colon of a line, and what follows it."""
    found = _LABEL.match(line)
    if found is None:
        return None
    name = found[1].strip().lower()
    for kind, words in cues.labels.items():
        if name in words:
            return kind, (found[2] or "").strip()
    return None


def is_ended(line: str) -> bool:
    """Whether a line ends like a sentence."""
    return _ENDED.search(line[-20:]) is not None


def _first_kind(line: str, cues: Cues) -> Line:
    """The kind of a line by itself."""
    if _CREDIT.search(line[-120:]):
        return Line(_strip_markup(line), CAPTION)
    text = _strip_markup(line)
    for kind, phrases in ((CAPTION, cues.caption), (CLOSING, cues.closing), (WIDGET, cues.widget)):
        if phrases.match(text):
            return Line(text, kind)
    if _ADDRESS.match(text) or _is_label(text, cues):
        return Line(text, LABEL)
    if is_date_line(text, cues):
        return Line(text, DATE)
    if is_dateline(text, cues):
        return Line(text, DATELINE)
    if _is_byline(text, cues):
        return Line(text, BYLINE)
    return Line(text, BODY if _is_text(text, cues) else HEADING)


def _is_label(text: str, cues: Cues) -> bool:
    """Whether a short line says what follows its colon; a label of days counts only before a year."""
    if len(text) > cues.date_length or (label := split_label(text, cues)) is None:
        return False
    return label[0] not in _DAY_LABELS or _YEAR.search(label[1]) is not None


def _is_text(text: str, cues: Cues) -> bool:
    """Whether a line reads like a sentence, or like a paragraph that lost its full stop."""
    if _MENU.match(text) or text.startswith(("•", "·", "▪", "|")):
        return False
    if len(text) >= cues.limits["sentence_length" if is_ended(text) else "open_length"]:
        return True
    words = text.split()
    clause = 2 if is_ended(text) else 4 if text.endswith(":") else len(words) + 1
    return len(words) >= clause and any(word.rstrip(".!?:").islower() for word in words)


def _is_byline(text: str, cues: Cues) -> bool:
    """Whether a line names a writer: ``By Ada Noor``, ``Ada Noor, AFP``, ``Ada Noor |``."""
    if is_ended(text) or len(text) > cues.date_length:
        return False
    first, _, rest = text.partition(" ")
    if first.lower() in cues.labels["author"] and rest[:1].isupper():
        return True
    agency = text.rpartition(",")[2].strip()
    return text.endswith("|") or (agency in cues.agencies and "," in text)


def _drop_repeats(lines: Iterable[Line]) -> Iterator[Line]:
    """A line that stands twice is text only once, and no heading at all."""
    held = list(lines)
    counts = Counter(line.text for line in held)
    seen: set[str] = set()
    for line in held:
        repeated = line.text in seen if line.kind == BODY else counts[line.text] > 1
        yield replace(line, kind=WIDGET) if repeated and line.kind in (BODY, HEADING) else line
        seen.add(line.text)


def _close_body(lines: Sequence[Line], cues: Cues) -> list[Line]:
    """The text after the first closing line is outside, unless too much of the whole would go with it."""
    before = _count_text(lines)
    total = before[-1]
    for index, line in enumerate(lines):
        after = total - before[index]
        if line.kind == CLOSING and after <= cues.limits["closing_share"] * total and after < total:
            rest = [replace(later, kind=OUTSIDE) if later.kind == BODY else later for later in lines[index:]]
            return [*lines[:index], *rest]
    return list(lines)


def _find_title(raw: Sequence[str], lines: Sequence[Line], cues: Cues, title: str | None) -> int | None:
    """The index of the title: the given one, the one with a mark, or the best line before the text."""
    start, mark = _find_start(lines, cues)
    head = [index for index in range(start) if len(lines[index].text) <= _LONGEST_HEAD]
    if title is not None:
        return next((index for index in head if lines[index].text.lower() == title.lower()), None)
    marked = [index for index in head if raw[index].startswith("# ")]
    if len(marked) == 1:
        return marked[0]
    words = set(_content_words(" ".join(line.text for line in lines if line.kind == BODY)))
    scores = {
        index: _score_title(lines[index], words, cues)
        for index in head
        if lines[index].kind == HEADING or (lines[index].kind == BODY and index < mark)
    }
    best = max(scores, key=lambda index: scores[index], default=None)
    return best if best is not None and scores[best] > 0 else None


def _find_start(lines: Sequence[Line], cues: Cues) -> tuple[int, int]:
    """The index of the first line of the text proper, and that of the last day or byline before it (-1 for none).

    A caption or a banner that reads like text may stand before the day or the byline, but no more than that.
    """
    before = _count_text(lines)
    texts = list(accumulate((line.kind == BODY for line in lines), initial=0))
    marks = (
        index
        for index, line in enumerate(lines)
        if line.kind in (DATE, BYLINE)
        and texts[index] <= _MOST_BANNERS
        and before[index] <= cues.limits["opening_share"] * before[-1]
    )
    mark = max(marks, default=-1)
    return next(index for index, line in enumerate(lines) if line.kind == BODY and index > mark), mark


def _score_title(line: Line, words: set[str], cues: Cues) -> float:
    """How much a line looks like the headline of a text with these words."""
    own = _content_words(line.text)
    if len(line.text.split()) < 3 or not own or is_masthead(line.text, cues):
        return 0.0
    overlap = sum(1 for word in own if word in words) / len(own)
    return 0.0 if overlap < 0.3 else overlap * min(len(own), 8) * (0.4 if is_ended(line.text) else 1.0)


def is_masthead(text: str, cues: Cues) -> bool:
    """Whether a line is the name of a newspaper or an agency."""
    words = re.findall(r"[\w.]+", text.lower())
    if text in cues.agencies or text in cues.agencies.values():
        return True
    return 0 < len(words) <= cues.masthead_words and not cues.mastheads.isdisjoint(words) and not is_ended(text)


def _content_words(text: str) -> list[str]:
    """The words of at least four letters, in small letters."""
    return re.findall(r"[^\W\d_]{4,}", text.lower())


def _count_text(lines: Iterable[Line]) -> list[int]:
    """Characters of text before each line, and at the end before none."""
    return list(accumulate((len(line.text) if line.kind == BODY else 0 for line in lines), initial=0))


def _strip_markup(line: str) -> str:
    """The line without the marks of headings, lists, emphasis and links."""
    return _LINK.sub(r"\1", _BOLD.sub("", _MARK.sub("", line, count=1) if line.startswith("#") else line)).strip()


def _find_width(text: str, cues: Cues) -> int:
    """The width at which the lines of a text were broken; 0 where they were not."""
    lines = [line for line in text.split("\n") if " " in line]
    short = sorted((line for line in lines if len(line) <= cues.limits["line_width"]), key=len)
    if len(short) < max(4, 0.9 * len(lines)):
        return 0
    width = len(short[int(_WIDEST * (len(short) - 1))])
    full = [line for line in short if len(line) >= 0.8 * width]
    if width < cues.limits["sentence_length"] or len(full) < 0.3 * len(short):
        return 0
    return width if sum(map(is_ended, full)) < len(full) / 2 else 0


def _goes_on(line: str, after: str, width: int, cues: Cues, *, opening: bool) -> bool:
    """Whether the next line of a block goes on with the sentence of this one."""
    if any(_ITEM.match(edge) or ((opening or not width) and _stands_alone(edge, cues)) for edge in (line, after)):
        return False
    if not width and (is_ended(line) or _MARK.match(after)):
        return False
    if line[-1] in ",;" or (after[0].islower() and not is_ended(line)):
        return line.count(" ") >= 2
    if line.rpartition(" ")[2].lower() in cues.common[cues.language] and len(line) >= 30:
        return True
    return bool(width) and len(line) + 1 + len(after.partition(" ")[0]) > width


def _stands_alone(line: str, cues: Cues) -> bool:
    """Whether a line is a day, a byline or a label, which no other line goes on with."""
    return is_date_line(line, cues) or _is_byline(line, cues) or split_label(line, cues) is not None


def _is_headline(line: str) -> bool:
    """Whether a line without a full stop has a capital at nearly every long word."""
    words = [word for word in line.split() if len(word) >= 5]
    return not is_ended(line) and len(words) >= 3 and sum(word[0].isupper() for word in words) >= 0.8 * len(words)


def _is_cut_word(line: str) -> bool:
    """Whether a line ends with a hyphen inside a word."""
    return re.search(r"[^\W\d_]-$", line) is not None
