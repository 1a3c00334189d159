"""The stages after ingest as pure functions: articles with what is known of them in, records and rejects out.

Tasks run them over batches, the library over single texts; their logic stands here once.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from pipeline import __version__
from pipeline.actions.coder import Coded
from pipeline.actions.story import link_deeds
from pipeline.actions.table import ActionRow, make_actions, make_row
from pipeline.coders import Coders
from pipeline.errors import DemarcheError
from pipeline.faults import FAULT, Fault, contain
from pipeline.parses import Parse, hash_sentence, make_tree, parse_sentences
from pipeline.records import Article, Event, Mention, Reject, Sentence

if TYPE_CHECKING:
    from pipeline.actions.action import Action
    from pipeline.ingest import IngestOptions
    from pipeline.syntax import Tree
    from pipeline.timeline import Dated

# Reasons of rejects.
DUPLICATE = "duplicate article"
FEW_ACTORS = "fewer than two actors"
NO_TREE = "no tree"
NO_ACTION = "no action"

Row = TypeVar("Row")
Given = tuple[int, int, str]
Why = tuple[str, str | None]
"""Reason and detail of a reject."""


@dataclass(frozen=True, slots=True)
class Found(Generic[Row]):
    """What a stage gives: rows, and why the rest has none."""

    rows: tuple[Row, ...]
    rejects: tuple[Reject, ...] = ()
    parses: Mapping[str, Parse] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class InputOptions:
    """How inputs are read.

    Attributes:
        date: day of publication of articles that state none.
        columns: column of a table by our field (body, title, date, url, publisher, language).
        day_first: whether 3/4/2012 is 3 April; None leaves it ambiguous.
    """

    date: datetime.date | None = None
    columns: tuple[tuple[str, str], ...] = ()
    day_first: bool | None = None


@dataclass(frozen=True, slots=True)
class Dossier:
    """An article and what the stages have found of it.

    Attributes:
        article: the article.
        sentences: its sentences.
        parses: trees of the sentences that were parsed, by the hash of their text.
        mentions: its mentions.
        actions: its actions, each with the number of its sentence.
        given: actors that the caller knows, by sentence: start, end and code.
    """

    article: Article
    sentences: tuple[Sentence, ...] = ()
    parses: Mapping[str, Parse] = field(default_factory=dict)
    mentions: tuple[Mention, ...] = ()
    actions: "tuple[tuple[int, Action], ...]" = ()
    given: Mapping[int, Sequence[Given]] = field(default_factory=dict)

    def is_parsed(self, sentence: Sentence) -> bool:
        """Whether the sentence can hold a dyad, so that it was parsed."""
        return hash_sentence(sentence.text) in self.parses

    def tree(self, sentence: Sentence) -> "Tree | None":
        """The tree of a sentence, where it was parsed."""
        parse = self.parses.get(hash_sentence(sentence.text))
        return None if parse is None else make_tree(sentence.text, parse)


def read_sources(
    places: Iterable[tuple[Path, int, int | None]], options: InputOptions, coders: Coders
) -> Found[Article]:
    """The articles of some input files.

    Args:
        places: path, first record and number of records (None: all).
        options: how to read them.
        coders: the coders.
    """
    from pipeline.ingest import IngestOptions

    reading = IngestOptions(
        cues=coders.cues, date=options.date, columns=dict(options.columns), day_first=options.day_first
    )
    records = [
        record for path, first, count in places for record in _read_source(path, reading, first=first, count=count)
    ]
    articles = tuple(record for record in records if isinstance(record, Article))
    return Found(articles, tuple(record for record in records if isinstance(record, Reject)))


def _read_source(path: Path, options: "IngestOptions", *, first: int, count: int | None) -> Iterator[Article | Reject]:
    """The records of one file; one that breaks its reader, or holds nothing, is a reject and no end of the batch."""
    from pipeline.ingest import read_articles
    from pipeline.ingest.reasons import EMPTY_FILE, UNREADABLE, make_reject

    number = 0
    try:
        for record in read_articles(path, options, first=first, count=count):
            number += 1
            yield record
    except DemarcheError as error:
        yield make_reject(str(path), UNREADABLE, error.message)
    except Exception as error:  # readers of other people, on whatever the file holds
        yield make_reject(str(path), UNREADABLE, f"{type(error).__name__}: {error}")
    else:
        if count != 0 and not number:
            yield make_reject(str(path), EMPTY_FILE, "no record")


def split_articles(articles: Iterable[Article], coders: Coders) -> Found[Sentence]:
    """The sentences of the articles; a duplicate is not coded twice."""
    from pipeline.sentences import split_article

    rows: list[Sentence] = []
    rejects: list[Reject] = []
    for article in articles:
        if article.duplicate_of is None:
            rows.extend(split_article(article, coders.splitter))
        else:
            detail = f"coded as article {article.duplicate_of}"
            rejects.append(_reject("sentences", article, reason=DUPLICATE, detail=detail))
    return Found(tuple(rows), tuple(rejects))


def parse_dossiers(dossiers: Sequence[Dossier], coders: Coders) -> list[Dossier]:
    """The dossiers with the trees of exactly those sentences that can hold a dyad; trees they have are kept."""
    wanted = [_select_sentences(case, coders) for case in dossiers]
    known = {key: parse for case in dossiers for key, parse in case.parses.items()}
    parses = parse_sentences((s for group in wanted for s in group), lambda: coders.parser, known=known)
    keys = [[hash_sentence(s.text) for s in group] for group in wanted]
    return [replace(case, parses={key: parses[key] for key in own}) for case, own in zip(dossiers, keys, strict=True)]


def _select_sentences(case: Dossier, coders: Coders) -> list[Sentence]:
    """The sentences of an article that may name two actors, and those whose actors the caller gives."""
    selected = coders.actors.select([sentence.text for sentence in case.sentences])
    return [
        sentence
        for sentence, may_hold in zip(case.sentences, selected, strict=True)
        if may_hold or case.given.get(sentence.sentence_number)
    ]


def find_mentions(dossiers: Sequence[Dossier], coders: Coders, *, given_only: bool = False) -> Found[Mention]:
    """The actors of the articles; a sentence that cannot hold a dyad is rejected.

    Args:
        dossiers: articles with sentences and trees.
        coders: the coders.
        given_only: only the actors that the caller gave.
    """
    rows: list[Mention] = []
    rejects: list[Reject] = []
    for case in dossiers:
        trees = [case.tree(sentence) for sentence in case.sentences]
        found = contain(
            coders.actors.find_mentions, case.article, case.sentences, trees, given=case.given, given_only=given_only
        )
        if isinstance(found, Fault):
            rejects.append(_reject("actors", case.article, reason=FAULT, detail=found.detail))
        else:
            rows.extend(found)
        silent = (sentence for sentence in case.sentences if not case.is_parsed(sentence))
        rejects.extend(_reject("actors", case.article, sentence, reason=FEW_ACTORS) for sentence in silent)
    return Found(tuple(rows), tuple(rejects), _join_parses(dossiers))


def code_actions(dossiers: Sequence[Dossier], coders: Coders) -> Found[ActionRow]:
    """The actions of the articles; a parsed sentence without one is rejected."""
    rows: list[ActionRow] = []
    rejects: list[Reject] = []
    for case in dossiers:
        parsed = list(filter(case.is_parsed, case.sentences))
        coded = [code_sentence(case, sentence, coders) for sentence in parsed]
        linked = link_deeds((found for found, _ in coded), coders.actions.deeds.names)
        for sentence, actions, (_, why) in zip(parsed, linked, coded, strict=True):
            rows.extend(make_row(case.article.article_id, sentence.sentence_number, action) for action in actions)
            if why is not None:
                reason, detail = why
                rejects.append(_reject("actions", case.article, sentence, reason=reason, detail=detail))
    return Found(tuple(rows), tuple(rejects), _join_parses(dossiers))


def code_sentence(case: Dossier, sentence: Sentence, coders: Coders) -> "tuple[Coded, Why | None]":
    """What is found in one sentence, and why there is no action."""
    tree = case.tree(sentence)
    if tree is None:
        return Coded(), (NO_TREE if case.is_parsed(sentence) else FEW_ACTORS, None)
    mentions = [mention for mention in case.mentions if mention.sentence_number == sentence.sentence_number]
    found = contain(coders.actions.read_sentence, tree, mentions)
    if isinstance(found, Fault):
        return Coded(), (FAULT, found.detail)
    return found, None if found.actions else (NO_ACTION if mentions else FEW_ACTORS, None)


def attach_actions(case: Dossier, rows: Iterable[ActionRow]) -> Dossier:
    """The dossier with the actions of its rows."""
    texts = {sentence.sentence_number: sentence.text for sentence in case.sentences}
    return replace(case, actions=tuple(make_actions(rows, case.mentions, texts)))


def make_events(dossiers: Iterable[Dossier], coders: Coders, *, codebook: str) -> Found[Event]:
    """The events of the articles: dated, scored, and linked where an article reports one twice.

    Args:
        dossiers: articles with their actions.
        coders: the coders.
        codebook: fingerprint of the codebooks.
    """
    from pipeline.events import link_repeats

    rows: list[Event] = []
    rejects: list[Reject] = []
    for case in dossiers:
        found = contain(lambda case: link_repeats(list(_article_events(case, coders, codebook))), case)
        if isinstance(found, Fault):
            rejects.append(_reject("events", case.article, reason=FAULT, detail=found.detail))
        else:
            rows.extend(found)
    return Found(tuple(rows), tuple(rejects))


def _article_events(case: Dossier, coders: Coders, codebook: str) -> Iterator[Event]:
    from pipeline.events import make_event
    from pipeline.timeline import carry_dates

    book, article = coders.actions.book, case.article
    countries = sorted({mention.country for mention in case.mentions if mention.country is not None})
    days = coders.actions.cues.history_days
    dated = list(_date_sentences(case, coders))
    for item in carry_dates(dated, article.body, article.publication_date, coders.dates, history_days=days):
        for action in item.actions:
            place = coders.places.locate(action, item.sentence, item.tree, article, countries)
            yield make_event(
                action, article, item.sentence, book.codes, place=place, codebook=codebook, version=__version__
            )


def _date_sentences(case: Dossier, coders: Coders) -> "Iterator[Dated]":
    """The parsed sentences with their actions, each dated by its own sentence."""
    from pipeline.events import date_actions
    from pipeline.timeline import Dated

    actions: dict[int, list[Action]] = defaultdict(list)
    for number, action in case.actions:
        actions[number].append(action)
    published, days = case.article.publication_date, coders.actions.cues.history_days
    saying = tuple(coders.actions.weights["saying"])
    for sentence in case.sentences:
        tree = case.tree(sentence)
        if tree is not None:
            own = actions[sentence.sentence_number]
            moved = date_actions(own, sentence.text, tree, published, coders.dates, history_days=days, saying=saying)
            yield Dated(sentence, tree, tuple(moved))


def _join_parses(dossiers: Iterable[Dossier]) -> dict[str, Parse]:
    return {key: parse for case in dossiers for key, parse in case.parses.items()}


def _reject(
    stage: str, article: Article, sentence: Sentence | None = None, *, reason: str, detail: str | None = None
) -> Reject:
    number = None if sentence is None else sentence.sentence_number
    return Reject(
        stage=stage,
        uri=article.uri,
        article_id=article.article_id,
        sentence_number=number,
        reason=reason,
        detail=detail,
    )
