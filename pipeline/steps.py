"""One stage of one batch: reads the tables before it, runs the stage on an engine, writes its table and its rejects.

The functions named `work_...` run in the processes of the engine; what they get and give is plain records.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from pipeline import __version__
from pipeline.actions.table import ActionRow
from pipeline.coders import Coders, load_coders
from pipeline.engine import Engine
from pipeline.errors import DemarcheError
from pipeline.faults import FAULT
from pipeline.parses import Parse, hash_sentence
from pipeline.plan import Batch, Source, locate_source
from pipeline.records import Article, Event, Mention, Reject, Sentence
from pipeline.stages import (
    Dossier,
    Found,
    InputOptions,
    attach_actions,
    code_actions,
    find_mentions,
    make_events,
    parse_dossiers,
    read_sources,
    split_articles,
)
from pipeline.store import read_column, read_metadata, read_table, write_table

Item = TypeVar("Item")
Row = TypeVar("Row", Sentence, Mention, ActionRow)

# Beside the dyads of "events": what has no source or no target.
MONADIC = "monadic"
# Articles in one piece of work: enough to fill the parser's batches, few enough to share among processes.
PIECE = 40
FINGERPRINT = "fingerprint"
TABLES: Mapping[str, tuple[str, type[Any]]] = {
    "ingest": ("articles", Article),
    "sentences": ("sentences", Sentence),
    "actors": ("mentions", Mention),
    "actions": ("actions", ActionRow),
    "events": ("events", Event),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a run works with.

    Attributes:
        out: the output folder.
        codebooks: the folder of codebooks.
        codebook: fingerprint of all codebooks.
        parser: fingerprint of the parser.
        options: how inputs are read.
        model: whether the model proposes codes.
    """

    out: Path
    codebooks: Path
    codebook: str
    parser: str
    options: InputOptions
    model: bool = True

    def load_coders(self) -> Coders:
        """What the stages need, loaded once a process."""
        return load_coders(self.codebooks, self.codebook, self.model)


@dataclass(frozen=True, slots=True)
class Step:
    """One stage of one batch.

    Attributes:
        stage: name of the stage.
        batch: the batch.
        settings: what the run works with.
        fingerprint: what the tables are marked with.
        engine: what runs the work.
        advance: is told how many more articles are done.
    """

    stage: str
    batch: Batch
    settings: Settings
    fingerprint: str
    engine: Engine
    advance: Callable[[int], None]


def table_path(out: Path, stage: str, batch_id: str) -> Path:
    """The table that a stage writes."""
    return out / TABLES[stage][0] / f"{batch_id}.parquet"


def monadic_path(out: Path, batch_id: str) -> Path:
    """The events of a batch that lack a source or a target."""
    return out / MONADIC / f"{batch_id}.parquet"


def reject_path(out: Path, stage: str, batch_id: str) -> Path:
    """The rejects that a stage writes."""
    return out / "rejects" / f"{batch_id}-{stage}.parquet"


def is_complete(out: Path, stage: str, batch_id: str, fingerprint: str) -> bool:
    """Whether the stage's files are there, whole and made from what they would be made from now."""
    paths = [table_path(out, stage, batch_id), reject_path(out, stage, batch_id)]
    if stage == "events":
        paths.append(monadic_path(out, batch_id))
    return all(_read_fingerprint(path) == fingerprint for path in paths)


def _read_fingerprint(path: Path) -> str | None:
    try:
        return read_metadata(path).get(FINGERPRINT)
    except DemarcheError:
        return None


def run_step(step: Step) -> list[Reject]:
    """Run the stage and write its files; the table comes last, so it vouches for the rest.

    Returns:
        The rejects that are faults of the program.
    """
    found = _link_copies(step, _gather(step)) if step.stage == "ingest" else _gather(step)
    out, batch_id = step.settings.out, step.batch.batch_id
    marks = {FINGERPRINT: step.fingerprint, "batch": batch_id, "stage": step.stage, "demarche": __version__}
    write_table(reject_path(out, step.stage, batch_id), found.rejects, Reject, marks)
    rows: tuple[Any, ...] = found.rows
    if step.stage == "events":
        write_table(monadic_path(out, batch_id), [row for row in rows if not _is_dyad(row)], Event, marks)
        rows = tuple(filter(_is_dyad, rows))
    write_table(table_path(out, step.stage, batch_id), rows, TABLES[step.stage][1], marks)
    return [reject for reject in found.rejects if reject.reason == FAULT]


def _is_dyad(event: Event) -> bool:
    return event.source is not None and event.target is not None


def _link_copies(step: Step, found: Found[Article]) -> Found[Article]:
    """Duplicates can stand in different pieces of work, so they are linked in the whole batch."""
    from pipeline.ingest.duplicates import link_duplicates

    return replace(found, rows=tuple(link_duplicates(found.rows, step.settings.load_coders().cues)))


def _gather(step: Step) -> Found[Any]:
    """Run the stage's work over the pieces of the batch and join what they give."""
    sizes: deque[int] = deque()
    rows: list[Any] = []
    rejects: list[Reject] = []
    parses: dict[str, Parse] = {}
    done = 0

    def list_pieces() -> Iterator[tuple[Any, ...]]:
        for piece in _cut_pieces(_list_items(step)):
            sizes.append(sum(item.count if isinstance(item, Source) else 1 for item in piece))
            yield piece

    for found in step.engine.map(partial(WORK[step.stage], step.settings), list_pieces()):
        rows.extend(found.rows)
        rejects.extend(found.rejects)
        parses.update(found.parses)
        done += sizes[0]
        step.advance(sizes.popleft())
    step.advance(step.batch.articles - done)  # those that are rejects or duplicates
    _keep_parses(step, parses)
    return Found(tuple(rows), tuple(rejects))


def _cut_pieces(items: Sequence[Item]) -> Iterator[tuple[Item, ...]]:
    for start in range(0, len(items), PIECE):
        yield tuple(items[start : start + PIECE])


def _list_items(step: Step) -> Sequence[Source] | Sequence[Dossier]:
    """What the stage works on: input files, or articles with all that earlier stages found."""
    if step.stage == "ingest":
        return step.batch.sources
    articles = _read(step, "ingest", Article)
    if step.stage == "sentences":
        return [Dossier(article) for article in articles]
    sentences = _group(_read(step, "sentences", Sentence))
    parses = _read_parses(step)
    mentions = {} if step.stage == "actors" else _group(_read(step, "actors", Mention))
    actions = _group(_read(step, "actions", ActionRow)) if step.stage == "events" else {}
    return [
        _open_dossier(article, sentences[article.article_id], parses, mentions, actions)
        for article in articles
        if article.duplicate_of is None and article.article_id in sentences
    ]


def _open_dossier(
    article: Article,
    sentences: Sequence[Sentence],
    parses: Mapping[str, Parse],
    mentions: Mapping[str, Sequence[Mention]],
    actions: Mapping[str, Sequence[ActionRow]],
) -> Dossier:
    keys = (hash_sentence(sentence.text) for sentence in sentences)
    trees = {key: parses[key] for key in keys if key in parses}
    case = Dossier(article, tuple(sentences), trees, tuple(mentions.get(article.article_id, ())))
    return attach_actions(case, actions.get(article.article_id, ()))


def _read(step: Step, stage: str, record_class: type[Item]) -> list[Item]:
    return read_table(table_path(step.settings.out, stage, step.batch.batch_id), record_class)


def _group(rows: Iterable[Row]) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row.article_id].append(row)
    return dict(groups)


def _parse_path(step: Step) -> Path:
    return step.settings.out / "parses" / f"{step.batch.batch_id}.parquet"


def _read_parses(step: Step) -> dict[str, Parse]:
    """The trees of the batch, where this parser made them and they can be read; they can always be made again."""
    path = _parse_path(step)
    if _read_fingerprint(path) != step.settings.parser:
        return {}
    try:
        return {parse.sentence: parse for parse in read_table(path, Parse)}
    except DemarcheError:
        return {}


def _keep_parses(step: Step, parses: Mapping[str, Parse]) -> None:
    """Write the trees down, where there are others than before."""
    if step.stage in ("actors", "actions") and parses.keys() != _read_keys(step):
        write_table(_parse_path(step), parses.values(), Parse, {FINGERPRINT: step.settings.parser})


def _read_keys(step: Step) -> set[str]:
    """The keys of the trees that are written down, as :func:`_read_parses` would give them."""
    path = _parse_path(step)
    if _read_fingerprint(path) != step.settings.parser:
        return set()
    try:
        return set(read_column(path, Parse, "sentence"))
    except DemarcheError:
        return set()


def _work_ingest(settings: Settings, sources: Sequence[Source]) -> Found[Article]:
    places = [(locate_source(source, settings.out), source.first, source.count) for source in sources]
    return read_sources(places, settings.options, settings.load_coders())


def _work_sentences(settings: Settings, cases: Sequence[Dossier]) -> Found[Sentence]:
    return split_articles((case.article for case in cases), settings.load_coders())


def _work_actors(settings: Settings, cases: Sequence[Dossier]) -> Found[Mention]:
    coders = settings.load_coders()
    return find_mentions(parse_dossiers(cases, coders), coders)


def _work_actions(settings: Settings, cases: Sequence[Dossier]) -> Found[ActionRow]:
    coders = settings.load_coders()
    return code_actions(parse_dossiers(cases, coders), coders)


def _work_events(settings: Settings, cases: Sequence[Dossier]) -> Found[Event]:
    return make_events(cases, settings.load_coders(), codebook=settings.codebook)


WORK: Mapping[str, Callable[[Settings, Any], Found[Any]]] = {
    "ingest": _work_ingest,
    "sentences": _work_sentences,
    "actors": _work_actors,
    "actions": _work_actions,
    "events": _work_events,
}
