"""The library interface: one text, or a stream of texts, to events."""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, islice
from pathlib import Path

from pipeline.codebook.folder import find_codebooks, fingerprint_codebooks
from pipeline.coders import load_coders
from pipeline.errors import DemarcheError
from pipeline.ingest import keep_article, split_dateline
from pipeline.records import Event, Reject, Sentence
from pipeline.stages import (
    Dossier,
    Given,
    attach_actions,
    code_actions,
    find_mentions,
    make_events,
    parse_dossiers,
    split_articles,
)

# Texts that are coded together: enough to fill the parser's batches.
CHUNK = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A text to code.

    Attributes:
        text: a sentence or a whole article, taken as it stands; a dateline before it is not coded.
        date: day of publication.
        actors: actors that the caller knows: start and end in the text, and code. They win over the dictionary.
        uri: where the text comes from, for messages.
    """

    text: str
    date: datetime.date
    actors: tuple[Given, ...] = ()
    uri: str = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """What was found in one text: the article with its sentences, mentions and trees, its events, and its rejects."""

    dossier: Dossier
    events: tuple[Event, ...]
    rejects: tuple[Reject, ...]


class Coder:
    """Codes texts; loads parser and codebooks when the first text comes.

    Args:
        codebooks: folder of codebooks; by default the one that `demarche run` takes.
        model: let the model fill gaps of the patterns and doubt what they say.

    Example:
        >>> import pipeline
        >>> coder = pipeline.Coder()
        >>> [event.cameo for event in coder.code("France attacked Chad on Monday.")]
        ['190']
    """

    def __init__(self, codebooks: Path | None = None, *, model: bool = True) -> None:
        self.codebooks = find_codebooks(codebooks)
        self.fingerprint = fingerprint_codebooks(self.codebooks)
        self.coders = load_coders(self.codebooks, self.fingerprint, model)

    def code(
        self,
        text: str,
        *,
        date: datetime.date | str | None = None,
        actors: Sequence[Given] | None = None,
        given_only: bool = False,
    ) -> list[Event]:
        """The events of one text.

        Args:
            text: a sentence or an article.
            date: day of publication, also as 2012-03-12; today if not given.
            actors: actors that the caller knows: start and end in the text, and code.
            given_only: no other actor than these.
        """
        request = Request(text=text, date=_read_date(date), actors=tuple(actors or ()))
        return list(next(self.code_texts([request], given_only=given_only)).events)

    def code_texts(self, requests: Iterable[Request], *, given_only: bool = False) -> Iterator[Coding]:
        """Code texts in their order, some at a time."""
        remaining = iter(requests)
        while chunk := list(islice(remaining, CHUNK)):
            yield from self._code_chunk(chunk, given_only)

    def _code_chunk(self, requests: Sequence[Request], given_only: bool) -> Iterator[Coding]:
        cases = parse_dossiers([self._open_dossier(request) for request in requests], self.coders)
        for case in cases:
            mentions = find_mentions([case], self.coders, given_only=given_only)
            known = replace(case, mentions=mentions.rows)
            actions = code_actions([known], self.coders)
            coded = attach_actions(known, actions.rows)
            events = make_events([coded], self.coders, codebook=self.fingerprint)
            yield Coding(dossier=coded, events=events.rows, rejects=(*mentions.rejects, *actions.rejects))

    def _open_dossier(self, request: Request) -> Dossier:
        article = keep_article(request.text, date=request.date, uri=request.uri, evidence="given")
        dateline, rest = split_dateline(article.body, self.coders.cues)
        shift = len(article.body) - len(rest)
        if any(start < shift for start, _, _ in request.actors):  # the caller names an actor of the dateline
            dateline, rest, shift = None, article.body, 0
        article = replace(article, dateline=dateline)
        found = split_articles([replace(article, body=rest)], self.coders).rows
        sentences = tuple(replace(each, start=each.start + shift, end=each.end + shift) for each in found)
        return Dossier(article, sentences, given=_place_actors(request, sentences))


def _read_date(value: datetime.date | str | None) -> datetime.date:
    if not isinstance(value, str):
        return value or datetime.date.today()
    try:
        return datetime.date.fromisoformat(value)
    except ValueError:
        raise DemarcheError(f"date is {value!r}; write it as 2012-03-12") from None


def _place_actors(request: Request, sentences: Sequence[Sentence]) -> dict[int, list[Given]]:
    """The given actors by sentence, with offsets into it."""
    placed: list[tuple[int, Given]] = []
    for start, end, code in request.actors:
        if not 0 <= start < end <= len(request.text):
            message = f"actor {code} stands at [{start}, {end}), outside the text of {len(request.text)} characters"
            raise DemarcheError(message)
        sentence = next((s for s in sentences if s.start < end and start < s.end), None)
        if sentence is not None:
            inside = (max(start - sentence.start, 0), min(end, sentence.end) - sentence.start, code)
            placed.append((sentence.sentence_number, inside))
    placed.sort()
    return {number: [given for _, given in group] for number, group in groupby(placed, key=lambda item: item[0])}
