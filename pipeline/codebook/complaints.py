"""What is wrong with codebook files, told with file and line, and where in a TOML file a thing stands."""

import re
import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.codebook.problems import Problem


@dataclass(slots=True)
class Complaints:
    """The problems found while the files of a codebook are read."""

    root: Path
    problems: list[Problem] = field(default_factory=list)

    def name(self, path: Path) -> str:
        """A file as messages name it: its path inside the codebooks folder."""
        return path.relative_to(self.root).as_posix()

    def complain(self, path: Path, line: int, message: str, severity: str = "error") -> None:
        """Keep one thing to be mended."""
        self.problems.append(Problem(self.name(path), line, message, severity))


def read_toml(path: Path, found: Complaints) -> dict[str, Any]:
    """The tables of a file; none where it cannot be read, which is told."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        found.complain(path, 1, "the file is missing")
    except UnicodeDecodeError:
        found.complain(path, 1, "the file is not UTF-8: save it as UTF-8")
    except tomllib.TOMLDecodeError as error:
        line = int(match[1]) if (match := re.search(r"line (\d+)", str(error))) else 1
        hint = " (codes such as 010 need quotes)" if "zero" in str(error) or "after" in str(error) else ""
        found.complain(path, line, f"not valid TOML: {error}{hint}")
    return {}


def check_tables(
    path: Path, data: Mapping[str, Any], table: str, found: Complaints, *, others: Collection[str] = ()
) -> None:
    """Tell of each table of a file that is neither of its entries, ``[[table]]``, nor one of ``others``."""
    for unknown in data.keys() - {table, *others}:
        found.complain(path, find_line(path, unknown), f"unknown table {unknown!r}: entries begin with [[{table}]]")


def find_tables(lines: Sequence[str], name: str) -> list[int]:
    """The lines on which the tables ``[[name]]`` begin."""
    return [number for number, line in enumerate(lines, 1) if line.strip() == f"[[{name}]]"]


def find_line(path: Path, needle: str, start: int = 1) -> int:
    """1-based line of the first occurrence of ``needle`` at or after line ``start`` (``start`` if there is none)."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if number >= start and needle in line:
            return number
    return start


def find_key(path: Path, name: str) -> int:
    """The line on which a key of a table is declared."""
    lines = path.read_text(encoding="utf-8").splitlines()
    declared = re.compile(rf"\s*\"?{re.escape(name)}\"?\s*=")
    return next((number for number, line in enumerate(lines, 1) if declared.match(line)), 1)
