"""The command line. Options and help stand here; the work is in pipeline.commands, imported when it is called."""

import logging
import os
import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from pipeline.errors import DemarcheError

app = typer.Typer(
    name="demarche",
    help="News text in, political events out: who did what to whom, when, and on whose word.",
    epilog="Results are Parquet files in the folder given with --out (outputs). Start with: demarche run seeds",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    rich_markup_mode=None,
)
codebook_app = typer.Typer(
    help="Work on codebooks: plain files that say who can act and what they do.", no_args_is_help=True
)
app.add_typer(codebook_app, name="codebook")
suggest_app = typer.Typer(help="Find what a codebook lacks.", no_args_is_help=True)
app.add_typer(suggest_app, name="suggest")

# Processes share the machine by --workers; threads of the matrix library below the parser would only wait for each
# other. It reads the variable when it is loaded.
ONE_THREAD = ("OPENBLAS_NUM_THREADS", "1")

Out = Annotated[Path, typer.Option("--out", help="Folder of the results.")]
Codebooks = Annotated[
    Path | None,
    typer.Option(help="Folder of codebooks; default: $DEMARCHE_CODEBOOKS, else those that come with demarche."),
]
UseModel = Annotated[
    bool, typer.Option("--model/--no-model", help="Let the model fill gaps of the patterns and doubt what they say.")
]
Day = Annotated[
    datetime | None,
    typer.Option("--date", formats=["%Y-%m-%d"], help="Day of publication where the input states none."),
]


def _show_version(wanted: bool) -> None:
    if wanted:
        from pipeline import __version__

        typer.echo(f"demarche {__version__}")
        raise typer.Exit


@app.callback()
def start(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and end.")
    ] = False,
) -> None:
    """News text in, political events out: who did what to whom, when, and on whose word."""
    _announce_long_work()


def _announce_long_work() -> None:
    """Say on standard error why a command starts late: the model is fitted after each change of the codebooks."""
    log = logging.getLogger("demarche.model")
    log.setLevel(logging.INFO)
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(message)s"))
    log.addHandler(handler)


@app.command()
def run(
    inputs: Annotated[list[Path], typer.Argument(help="Files and folders: text, HTML, JSON Lines, CSV, Parquet.")],
    out: Out = Path("outputs"),
    workers: Annotated[int, typer.Option(min=1, max=256, help="Processes that work at the same time.")] = 1,
    date: Day = None,
    columns: Annotated[
        list[str] | None,
        typer.Option(help="FIELD=COLUMN of tables; fields: body, title, date, url, publisher, language."),
    ] = None,
    day_first: Annotated[
        bool | None, typer.Option("--day-first/--month-first", help="How to read 03/04/2012; else it is rejected.")
    ] = None,
    model: UseModel = True,
    codebooks: Codebooks = None,
) -> None:
    """Code the articles of files and folders into Parquet tables.

    What is complete is left alone: a second run does nothing, and an edited codebook redoes only what depends on it.
    An interrupted run goes on where it stopped. Articles that cannot be read stand in rejects, with the reason.
    Exit status: 0 done, 1 something failed, 2 wrong usage.

    \b
    demarche run seeds
    demarche run news/ --out results --workers 4
    demarche run agency.csv --columns body=text,date=published --day-first
    demarche run old-letters/ --date 1956-10-30
    """
    from pipeline.commands.running import run_inputs

    day = None if date is None else date.date()
    good = run_inputs(
        inputs,
        out,
        codebooks=codebooks,
        date=day,
        columns=columns or [],
        day_first=day_first,
        model=model,
        workers=workers,
    )
    raise typer.Exit(0 if good else 1)


@app.command()
def code(
    text: Annotated[str | None, typer.Argument(help="A sentence or an article; without it, standard input.")] = None,
    date: Day = None,
    explain: Annotated[bool, typer.Option("--explain", help="Show trees, actors, and the patterns tried.")] = False,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Read and write JSON Lines, one text a line.")] = False,
    given_actors: Annotated[
        bool, typer.Option("--given-actors", help='With --jsonl: only the "actors" of a line are actors.')
    ] = False,
    model: UseModel = True,
    codebooks: Codebooks = None,
) -> None:
    """Code one text to the terminal, or JSON Lines from standard input to standard output.

    A line of JSON holds "id", "text", and where known "date" and "actors" (start, end, code). The answer holds "id",
    "events" and "reject", in the order of the lines. Without a date a text counts as of today.

    \b
    demarche code "France attacked Chad on Monday." --date 2012-03-12
    demarche code --explain "Rebels backed by Iran shelled the capital."
    demarche code < article.txt
    demarche code --jsonl < texts.jsonl > events.jsonl
    """
    from pipeline.commands.coding import code_stream, code_text

    day = None if date is None else date.date()
    if jsonl and (text is not None or explain):
        raise DemarcheError("--jsonl reads standard input and goes with neither TEXT nor --explain")
    if given_actors and not jsonl:
        raise DemarcheError("--given-actors needs --jsonl: the actors stand in the lines")
    if jsonl:
        code_stream(codebooks=codebooks, date=day, given_only=given_actors, model=model)
    else:
        code_text(text, codebooks=codebooks, date=day, explain=explain, model=model)


@app.command()
def status(out: Out = Path("outputs")) -> None:
    """Show the last run, and how much stands in each table.

    \b
    demarche status
    demarche status --out results
    """
    from pipeline.commands.showing import show_status

    show_status(out)


@app.command()
def rejects(
    out: Out = Path("outputs"),
    stage: Annotated[
        str | None, typer.Option(help="Only of this stage: ingest, sentences, actors, actions, events.")
    ] = None,
    reason: Annotated[str | None, typer.Option(help="Only with these words in the reason.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="Most rows to show.")] = 50,
) -> None:
    """Show what was not coded, and why: counts, or the rows of one stage or reason.

    \b
    demarche rejects
    demarche rejects --stage ingest
    demarche rejects --reason date --limit 500
    """
    from pipeline.commands.showing import show_rejects

    show_rejects(out, stage=stage, reason=reason, limit=limit)


@app.command()
def explain(
    event_id: Annotated[str, typer.Argument(help="The event_id of an event, or its beginning.")],
    out: Out = Path("outputs"),
    codebooks: Codebooks = None,
) -> None:
    """Show where an event comes from: its sentence, the codebook line, the actor entries, the article.

    \b
    demarche explain 3f0c9a
    demarche explain 3f0c9a --out results
    """
    from pipeline.commands.showing import explain_event

    explain_event(event_id, out, codebooks)


@codebook_app.command()
def check(
    folder: Annotated[Path | None, typer.Argument(help="Folder of codebooks; default: as for run.")] = None,
    examples: Annotated[
        bool, typer.Option("--examples/--no-examples", help="Code every example and counter-example.")
    ] = True,
) -> None:
    """Check every file of the codebooks and code every example; problems come as FILE:LINE: what to do.

    Exit status 1 where there is an error; warnings are no errors.

    \b
    demarche codebook check
    demarche codebook check my-codebooks --no-examples
    """
    from pipeline.commands.checking import check_codebooks

    raise typer.Exit(0 if check_codebooks(folder, examples=examples) else 1)


@suggest_app.command()
def actors(
    inputs: Annotated[list[Path], typer.Argument(help="Files and folders of articles, as for run.")],
    least: Annotated[int, typer.Option(min=1, help="How often a name must occur.")] = 2,
    limit: Annotated[int, typer.Option(min=1, help="Most names to show.")] = 50,
    date: Day = None,
    codebooks: Codebooks = None,
) -> None:
    """Show names and agents of a corpus that the actor codebook cannot place, the most frequent first.

    Each comes with sentences that hold it and a line of CSV to complete and paste.

    \b
    demarche suggest actors news/
    demarche suggest actors news/ --least 5 --limit 200 > new-actors.csv
    """
    from pipeline.commands.suggesting import print_suggestions

    day = None if date is None else date.date()
    print_suggestions(inputs, codebooks=codebooks, date=day, least=least, limit=limit)


def main() -> None:
    """Run the command line; a user's mistake is one line on standard error and exit status 2."""
    os.environ.setdefault(*ONE_THREAD)
    try:
        app()
    except DemarcheError as error:
        print(f"demarche: {error}", file=sys.stderr)
        raise SystemExit(2) from None
    except OSError as error:  # a full disk, a folder that may not be written
        print(f"demarche: {error.filename or 'input or output'}: {error.strerror}", file=sys.stderr)
        raise SystemExit(2) from None


if __name__ == "__main__":
    main()
