"""``demarche codebook check``: every problem of the codebooks with file and line."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from pipeline.codebook.folder import find_codebooks
from pipeline.codebook.problems import Problem
from pipeline.coders import LANGUAGE, Coders
from pipeline.commands.display import open_console
from pipeline.errors import DemarcheError


def check_codebooks(folder: Path | None, *, examples: bool) -> bool:
    """Print what is to be mended; give whether there is no error."""
    codebooks = find_codebooks(folder)
    errors = warnings = 0
    for problem in find_problems(codebooks, examples=examples):
        print(f"{codebooks / problem.file}:{problem.line}: {problem.severity}: {problem.message}")
        errors += problem.severity == "error"
        warnings += problem.severity != "error"
    told = "all entries" if examples else "all entries but not their examples"
    summary = f"{codebooks}: {errors} errors, {warnings} warnings ({told} checked)"
    open_console(errors=True).print(summary, markup=False, soft_wrap=True)
    return not errors


def find_problems(codebooks: Path, *, examples: bool) -> Iterator[Problem]:
    """Problems of the word lists, of the actors and of the actions; then of the examples, where the files are right."""
    from pipeline.codebook.actions import load_actions
    from pipeline.codebook.actors import check_actors

    coders = Coders(codebooks, model=False)  # an entry proves its patterns
    for load in (lambda: coders.cues, lambda: coders.splitter, lambda: coders.dates, lambda: coders.places):
        yield from _attempt(load, codebooks)
    yield from check_actors(codebooks / LANGUAGE / "actors")
    book = load_actions(codebooks, language=LANGUAGE, strict=False)
    yield from book.problems
    if examples and not any(problem.severity == "error" for problem in book.problems):
        from pipeline.actions.proofs import prove_examples

        yield from prove_examples(coders.actions, coders.parser, book.examples)


def _attempt(load: Callable[[], Any], codebooks: Path) -> Iterator[Problem]:
    """The mistake that loading a part of the codebooks meets, if any."""
    try:
        load()
    except DemarcheError as error:
        file = Path(error.file) if error.file else codebooks
        name = file.relative_to(codebooks).as_posix() if file.is_relative_to(codebooks) else str(file)
        yield Problem(name, error.line or 1, error.message)
