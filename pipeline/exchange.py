"""JSON Lines of ``demarche code --jsonl``: one text a line in, its events a line out, in the same order."""

import datetime
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.coder import Coder, Coding, Request
from pipeline.errors import DemarcheError
from pipeline.records import Event
from pipeline.stages import Given

# Longest text of a line, in characters; more is no article.
LONGEST = 2_000_000
KEYS = (
    *("source", "target", "cameo", "plover", "plover_mode", "plover_context", "quad_class", "goldstein"),
    *("date", "date_precision", "status", "attribution", "confidence"),
    *("source_text", "source_span", "trigger_text", "trigger_span", "target_text", "target_span", "rule"),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the input: its id, and the text to code or the reason why there is none."""

    name: Any
    request: Request | None = None
    reject: str | None = None


def read_line(line: bytes, *, date: datetime.date) -> Line:
    """One line of the input; whatever is wrong with it becomes its reject.

    Args:
        line: the bytes.
        date: day of publication where the line gives none.
    """
    name = None
    try:
        row = json.loads(line.decode("utf-8"))
        if not isinstance(row, dict):
            raise DemarcheError(f"an object is wanted, not {str(row)[:40]!r}")
        name = row.get("id")
        return Line(name, _read_request(row, date))
    except UnicodeDecodeError as error:
        return Line(name, reject=f"broken line: not UTF-8 (byte {error.start}); save the file as UTF-8")
    except DemarcheError as error:
        return Line(name, reject=f"broken line: {error}")
    except (ValueError, RecursionError) as error:
        return Line(name, reject=f"broken line: not JSON: {error}")


def _read_request(row: Mapping[str, Any], date: datetime.date) -> Request:
    text = row.get("text")
    if not isinstance(text, str) or not text.strip():
        raise DemarcheError('"text" is missing or empty')
    if len(text) > LONGEST:
        raise DemarcheError(f'"text" has {len(text):,} characters; give one article a line')
    text = text.encode("utf-8", "replace").decode("utf-8")
    return Request(text=text, date=_read_date(row.get("date"), date), actors=_read_actors(row.get("actors"), len(text)))


def _read_date(value: Any, default: datetime.date) -> datetime.date:
    if value is None or value == "":
        return default
    try:
        return datetime.date.fromisoformat(str(value)[:10])
    except ValueError:
        raise DemarcheError(f'"date" is {value!r}; write it as 2012-03-12') from None


def _read_actors(value: Any, length: int) -> tuple[Given, ...]:
    if not isinstance(value, list | None):
        raise DemarcheError('"actors" is a list of {"start", "end", "code"}')
    return tuple(_read_actor(actor, length) for actor in value or ())


def _read_actor(actor: Any, length: int) -> Given:
    try:
        start, end, code = actor["start"], actor["end"], actor["code"]
    except (TypeError, KeyError):
        raise DemarcheError(f'an actor is {{"start", "end", "code"}}, not {str(actor)[:60]}') from None
    whole = all(isinstance(value, int) and not isinstance(value, bool) for value in (start, end))
    if not whole or not isinstance(code, str) or not code or not 0 <= start < end <= length:
        raise DemarcheError(f"actor {code!r} at [{start}, {end}) does not lie in the text of {length} characters")
    return start, end, code


def code_lines(
    lines: Iterable[bytes], coder: Coder, *, date: datetime.date, given_only: bool = False
) -> Iterator[dict[str, Any]]:
    """The answers to some lines, in their order.

    Args:
        lines: lines of the input; empty ones have no answer.
        coder: the coder.
        date: day of publication of lines that give none.
        given_only: no other actors than the given ones.
    """
    read = [read_line(line, date=date) for line in lines if line.strip()]
    codings = coder.code_texts((line.request for line in read if line.request is not None), given_only=given_only)
    for line in read:
        if line.request is None:
            yield {"id": line.name, "events": [], "reject": line.reject}
        else:
            yield {"id": line.name, **describe_coding(next(codings))}


def describe_coding(coding: Coding) -> dict[str, Any]:
    """Events with offsets into the text, and why there is none."""
    starts = {sentence.sentence_number: sentence.start for sentence in coding.dossier.sentences}
    events = [describe_event(event, starts[event.sentence_number]) for event in coding.events]
    reasons = dict.fromkeys(reject.reason for reject in coding.rejects)
    return {"events": events, "reject": None if events else "; ".join(reasons) or "no sentence"}


def describe_event(event: Event, start: int) -> dict[str, Any]:
    """One event as JSON; `start` is where its sentence begins in the text."""
    spans = {f"{name}_span": _find_span(event, name, start) for name in ("source", "trigger", "target")}
    values = {name: spans[name] if name in spans else getattr(event, name) for name in KEYS}
    return {**values, "plover": event.plover or "", "date": event.date.isoformat()}


def _find_span(event: Event, name: str, start: int) -> list[int] | None:
    first, last = getattr(event, f"{name}_start"), getattr(event, f"{name}_end")
    return None if first is None else [start + first, start + last]
