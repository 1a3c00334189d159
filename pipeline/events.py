"""From actions to event records: dates, scores, crosswalks, stable ids and links between reports of one event."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from pipeline.actions.action import Action
from pipeline.codebook.actions import Code
from pipeline.dates import DateReader, Moment
from pipeline.places import Place
from pipeline.records import Article, Event, Mention, Sentence
from pipeline.syntax import Tree

ID_DIGITS = 16


def date_actions(
    actions: Iterable[Action],
    text: str,
    tree: Tree,
    published: date,
    reader: DateReader,
    *,
    history_days: int,
    saying: tuple[str, ...],
) -> Iterator[Action]:
    """Give each action its date; what lies far back becomes history.

    Of what is announced or refused with "will", the event is the saying: it has the publication date.

    Args:
        actions: actions of one sentence.
        text: the sentence.
        tree: its tree.
        published: publication date of the article.
        reader: reads time expressions.
        history_days: an actual event more than this many days before the publication has status history.
        saying: CAMEO roots whose event is the saying, not what is talked of.
    """
    for action in actions:
        moment = Moment(published, "publication")
        if not action.announced:
            ahead, said = action.status == "future", action.cameo.startswith(saying)
            moment = reader.date_event(text, tree, action.trigger, published, future=ahead, saying=said)
        old = moment.day < published - timedelta(days=history_days)
        status = "history" if old and action.status == "actual" else action.status
        yield replace(action, date=moment.day, date_precision=moment.precision, status=status)


def make_event(
    action: Action,
    article: Article,
    sentence: Sentence,
    codes: Mapping[str, Code],
    *,
    place: Place | None,
    codebook: str,
    version: str,
) -> Event:
    """Assemble one event record.

    Args:
        action: the coded action, with its date.
        article: its article.
        sentence: its sentence.
        codes: the CAMEO table with the crosswalks and scores.
        place: where it happened.
        codebook: fingerprint of the codebook.
        version: version of demarche.
    """
    code = codes[action.cameo]
    start, end = action.trigger_start, action.trigger_end
    return Event(
        event_id=hash_event(action, article.article_id, sentence.sentence_number),
        date=action.date or article.publication_date, date_precision=action.date_precision or "publication",
        publication_date=article.publication_date, **_side("source", action.source), **_side("target", action.target),
        cameo=action.cameo, cameo_root=action.cameo[:2], plover=code.plover, plover_mode=code.plover_mode,
        plover_context=code.plover_context, quad_class=code.quad_class, goldstein=code.goldstein,
        status=action.status, attribution=action.attribution, confidence=action.confidence, **_where(place),
        article_id=article.article_id, uri=article.uri, url=article.url, publisher=article.publisher,
        sentence_number=sentence.sentence_number, sentence=sentence.text,
        trigger_text=sentence.text[start:end], trigger_start=start, trigger_end=end,
        rule=action.rule, codebook=codebook, pipeline_version=version,
    )  # fmt: skip


def _side(slot: str, mention: Mention | None) -> dict[str, Any]:
    """The columns of the source or the target; nothing where the text names none."""
    if mention is None:
        return {}
    return {
        slot: mention.code, f"{slot}_country": mention.country, f"{slot}_role": mention.role,
        f"{slot}_name": mention.name, f"{slot}_text": mention.text,
        f"{slot}_start": mention.start, f"{slot}_end": mention.end,
    }  # fmt: skip


def _where(place: Place | None) -> dict[str, Any]:
    """The columns of the place; nothing where the text names none."""
    if place is None:
        return {}
    return {
        "place": place.name, "place_country": place.country,
        "latitude": place.latitude, "longitude": place.longitude,
    }  # fmt: skip


def _key(mention: Mention | None) -> tuple[int, str] | None:
    return None if mention is None else (mention.start, mention.code)


def hash_event(action: Action, article_id: str, sentence_number: int) -> str:
    """A stable id: the same article, sentence, actors, trigger and code give the same 16 hexadecimal digits."""
    parts = (
        article_id, sentence_number, _key(action.source), action.trigger_start, action.trigger_end, action.cameo,
        _key(action.target),
    )  # fmt: skip
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:ID_DIGITS]


def link_repeats(events: Sequence[Event]) -> list[Event]:
    """Link later reports of one event inside an article to the first (``duplicate_of``).

    Two rows report one event when article, actors, CAMEO root, date and status agree.

    Args:
        events: events in the order of their articles and sentences.
    """
    first: dict[tuple[object, ...], str] = {}
    linked = []
    for event in events:
        key = (event.article_id, event.source, event.target, event.cameo_root, event.date, event.status)
        origin = first.setdefault(key, event.event_id)
        linked.append(event if origin == event.event_id else replace(event, duplicate_of=origin))
    return linked
