"""``demarche status``, ``rejects`` and ``explain``: what stands in an output folder, and why."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from pipeline.codebook.folder import find_codebooks
from pipeline.commands.display import open_console, print_table
from pipeline.errors import DemarcheError
from pipeline.plan import STAGES, read_batches
from pipeline.records import Event, Mention, Reject
from pipeline.runs import read_report
from pipeline.steps import TABLES
from pipeline.store import count_rows, read_table
from pipeline.tables import find_event, read_rows


def show_status(out: Path) -> None:
    """The last run, and how much stands in each table."""
    report = read_report(out)
    console = open_console()
    console.print(f"last run {report['started']}: {report['status']}, {report['seconds']:.1f} seconds", markup=False)
    batches = read_batches(out)
    rows = []
    for stage in STAGES:
        table = TABLES[stage][0]
        counts = [count_rows(out / table / f"{batch_id}.parquet") for batch_id in batches]
        rejects = [count_rows(out / "rejects" / f"{batch_id}-{stage}.parquet") or 0 for batch_id in batches]
        made = sum(count is not None for count in counts)
        rows.append((stage, f"{made}/{len(batches)}", table, sum(count or 0 for count in counts), sum(rejects)))
    print_table(("stage", "batches", "table", "rows", "rejects"), rows)
    codebooks = report["codebooks"]
    console.print(
        f"codebooks {codebooks['folder']} ({codebooks['fingerprint']}), parser {report['parser']}", markup=False
    )
    console.print(", ".join(f"{name} {number}" for name, number in report["versions"].items()), markup=False)
    for failure in report["failures"]:
        line = f"failed: {failure['stage']} of batch {failure['batch_id']}: {failure['reason']}"
        console.print(line, markup=False, soft_wrap=True)


def show_rejects(out: Path, *, stage: str | None, reason: str | None, limit: int) -> None:
    """How much was not coded and why; with a stage or a reason, the rows themselves."""
    if stage not in (None, *STAGES):
        raise DemarcheError(f"--stage {stage}: the stages are {', '.join(STAGES)}")
    found = [
        reject
        for reject in read_rows(out, "rejects", Reject)
        if stage in (None, reject.stage) and (reason is None or reason.lower() in reject.reason.lower())
    ]
    if stage is None and reason is None:
        counts = Counter((STAGES.index(reject.stage), reject.reason) for reject in found)
        example = {(STAGES.index(reject.stage), reject.reason): reject for reject in reversed(found)}
        rows = [(STAGES[key[0]], key[1], count, _place(example[key])) for key, count in sorted(counts.items())]
        print_table(("stage", "reason", "rows", "for example"), rows)
        return
    listed = [(reject.stage, _place(reject), reject.reason, reject.detail) for reject in found[:limit]]
    print_table(("stage", "where", "reason", "detail"), listed)
    if len(found) > limit:
        open_console().print(f"... and {len(found) - limit:,} more; --limit shows more", markup=False)


def _place(reject: Reject) -> str:
    number = "" if reject.sentence_number is None else f", sentence {reject.sentence_number}"
    return f"{reject.uri or ''}{number}"


def explain_event(event_id: str, out: Path, codebooks: Path | None) -> None:
    """Where an event comes from: sentence, rule, actors, article, versions."""
    from rich.text import Text

    event, path = find_event(out, event_id)
    console = open_console()
    for name, value in _list_facts(event, path, find_codebooks(codebooks)):
        if isinstance(value, Event):
            console.print(Text(f"{name:>12}  ").append(mark_sentence(event)), soft_wrap=True)
        else:
            console.print(f"{name:>12}  {value}", markup=False, soft_wrap=True)


def _list_facts(event: Event, path: Path, codebooks: Path) -> Iterator[tuple[str, "str | Event"]]:
    plover = " ".join(filter(None, (event.plover, event.plover_mode, event.plover_context))) or "no PLOVER type"
    yield "event", f"{event.event_id}: {event.source} -> {event.cameo} -> {event.target}"
    yield "code", f"CAMEO {event.cameo}, {plover}, quad class {event.quad_class}, Goldstein {event.goldstein}"
    yield "date", f"{event.date} ({event.date_precision})"
    if event.place:
        yield "place", _describe_place(event)
    yield "status", f"{event.status}, on the word of {event.attribution or 'the article'}"
    yield "confidence", f"{event.confidence}"
    yield "sentence", event
    for rule in event.rule.split(" + "):
        yield "rule", f"{rule}{_quote_line(rule, codebooks)}"
    for mention in _find_actors(event, path):
        name = f" {mention.name}" if mention.name else ""
        entry = f", {mention.entry}{_quote_line(mention.entry, codebooks)}" if mention.entry else ""
        yield "actor", f"{mention.text!r} is {mention.code}{name} ({mention.how}{entry})"
    yield "article", f"{event.uri}, sentence {event.sentence_number}, published {event.publication_date}"
    if event.duplicate_of:
        yield "repeats", f"event {event.duplicate_of} of the same article"
    yield "made by", f"demarche {event.pipeline_version}, codebook {event.codebook}, file {path}"


def _describe_place(event: Event) -> str:
    where = "" if event.latitude is None else f" ({event.latitude:.2f}, {event.longitude:.2f})"
    return f"{event.place}, {event.place_country}{where}"


def mark_sentence(event: Event) -> str:
    """The sentence with source, trigger and target in brackets."""
    spans = {
        "source": (event.source_start, event.source_end),
        "action": (event.trigger_start, event.trigger_end),
        "target": (event.target_start, event.target_end),
    }
    marks = [(start, 1, f"[{name} ") for name, (start, _) in spans.items() if start is not None]
    marks += [(end, 0, "]") for _, end in spans.values() if end is not None]
    text = event.sentence
    for place, _, mark in sorted(marks, reverse=True):
        text = text[:place] + mark + text[place:]
    return text


def _quote_line(rule: str, codebooks: Path) -> str:
    """The line of the codebook that a rule or an entry names, where it can be read."""
    name, _, number = rule.split(" ")[0].rpartition(":")
    path = codebooks / name
    if not name or not number.isdigit() or not path.is_file():
        return ""
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    index = int(number) - 1
    return f"\n{'':>12}    {lines[index].strip()}" if index < len(lines) else ""


def _find_actors(event: Event, path: Path) -> Iterator[Mention]:
    """The mentions of source and target, from the table of mentions of the same batch."""
    mentions = path.parent.parent / "mentions" / path.name
    if not mentions.is_file():
        return
    wanted = {(event.source_start, event.source), (event.target_start, event.target)}
    for mention in read_table(mentions, Mention):
        same = (mention.article_id, mention.sentence_number) == (event.article_id, event.sentence_number)
        if same and (mention.start, mention.code) in wanted:
            yield mention
