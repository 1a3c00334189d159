"""``demarche code``: one text to the terminal, or JSON Lines from standard input to standard output."""

import datetime
import json
import queue
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from pipeline.coder import CHUNK, Coder, Coding, Request
from pipeline.commands.display import open_console, print_events
from pipeline.errors import DemarcheError
from pipeline.exchange import code_lines
from pipeline.faults import Fault, contain


def code_stream(*, codebooks: Path | None, date: datetime.date | None, given_only: bool, model: bool) -> None:
    """Answer every line of standard input; whoever sends one line and waits gets its answer."""
    coder = Coder(codebooks, model=model)
    for lines in _read_chunks(sys.stdin.buffer):
        for answer in code_lines(lines, coder, date=date or datetime.date.today(), given_only=given_only):
            sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
        sys.stdout.buffer.flush()


def _read_chunks(stream: BinaryIO) -> Iterator[list[bytes]]:
    """Lines as they come: those that are there already, together."""
    lines: queue.Queue[bytes | None] = queue.Queue(maxsize=4 * CHUNK)

    def read() -> None:
        for line in stream:
            lines.put(line)
        lines.put(None)

    threading.Thread(target=read, daemon=True).start()
    while (first := lines.get()) is not None:
        chunk = [first]
        while len(chunk) < CHUNK and not lines.empty():
            following = lines.get()
            if following is None:
                yield chunk
                return
            chunk.append(following)
        yield chunk


def code_text(
    text: str | None, *, codebooks: Path | None, date: datetime.date | None, explain: bool, model: bool
) -> None:
    """Print the events of one text as a table, or why there is none."""
    content = _read_stdin() if text is None else text
    if not content.strip():
        raise DemarcheError('there is no text to code; try demarche code "France attacked Chad on Monday."')
    coder = Coder(codebooks, model=model)
    request = Request(text=content, date=date or datetime.date.today())
    coding = next(coder.code_texts([request]))
    if explain:
        for line in explain_coding(coder, coding):
            print(line)
    if coding.events:
        print_events(coding.events)
    else:
        reasons = ", ".join(dict.fromkeys(reject.reason for reject in coding.rejects)) or "no sentence"
        hint = "" if explain else "; --explain shows more"
        open_console().print(f"no event: {reasons}{hint}", markup=False)


def _read_stdin() -> str:
    if sys.stdin.isatty():
        raise DemarcheError('there is no text to code; try demarche code "France attacked Chad on Monday."')
    return sys.stdin.buffer.read().decode("utf-8-sig", "replace")


def explain_coding(coder: Coder, coding: Coding) -> Iterator[str]:
    """For every sentence its tree, its mentions, and the patterns that were tried."""
    from pipeline.actions.tracing import trace_sentence

    case = coding.dossier
    reasons = {reject.sentence_number: reject for reject in coding.rejects}
    for sentence in case.sentences:
        number = sentence.sentence_number
        yield f"sentence {number}: {sentence.text}"
        tree = case.tree(sentence)
        if tree is not None:
            mentions = [mention for mention in case.mentions if mention.sentence_number == number]
            traced = contain(lambda *found: list(trace_sentence(coder.coders.actions, *found)), tree, mentions)
            yield from [traced.detail] if isinstance(traced, Fault) else traced
            yield from _explain_deeds(coding, number)
        if number in reasons:
            yield f"no event: {reasons[number].reason}"
        yield from (
            f"event {event.event_id}: {event.source} {event.cameo} {event.target}, rule {event.rule}"
            for event in coding.events
            if event.sentence_number == number
        )
        yield ""


def _explain_deeds(coding: Coding, number: int) -> Iterator[str]:
    """The nouns of a sentence that name again what an earlier one told, each with who did it."""
    from pipeline.actions.deeds import DEED

    texts = {sentence.sentence_number: sentence.text for sentence in coding.dossier.sentences}
    own = (action for sentence, action in coding.dossier.actions if sentence == number)
    for mention in (mention for action in own for mention in (action.source, action.target) if mention is not None):
        if mention.how == DEED and mention.referent_sentence is not None:
            told = mention.referent_sentence
            yield f"{mention.text!r} names again what {mention.code} did in sentence {told}: {texts[told]}"
