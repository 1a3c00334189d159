"""Where the codebooks are, and fingerprints of their parts."""

import hashlib
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from pipeline.errors import DemarcheError

VARIABLE = "DEMARCHE_CODEBOOKS"
PACKAGE = Path(__file__).resolve().parent.parent


def find_codebooks(chosen: Path | None = None) -> Path:
    """The folder of codebooks: the chosen one, else DEMARCHE_CODEBOOKS, the repository's, the installed package's.

    Raises:
        DemarcheError: the folder does not exist or holds no codebook.
    """
    if chosen is not None:
        return _checked(chosen, "the folder given with --codebooks")
    named = os.environ.get(VARIABLE)
    if named:
        return _checked(Path(named), f"the folder named by {VARIABLE}")
    repository = PACKAGE.parent / "codebooks"
    return repository if (repository / "en").is_dir() else _checked(PACKAGE / "_codebooks", "the installed package")


def cache_folder() -> Path:
    """Where compiled codebooks and fitted models are kept: ``$XDG_CACHE_HOME/demarche``, else ``~/.cache/demarche``."""
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "demarche"


def _checked(folder: Path, origin: str) -> Path:
    if not folder.is_dir():
        raise DemarcheError(f"{origin} is no folder; name one that holds en/ and cameo/", file=folder)
    if not (folder / "en").is_dir():
        raise DemarcheError(f"{origin} holds no en/ folder, so it is no folder of codebooks", file=folder)
    return folder


def list_files(folder: Path, patterns: Sequence[str]) -> list[Path]:
    """Files under `folder` that fit one of the glob `patterns`, sorted, each once."""
    found = {file for pattern in patterns for file in folder.glob(pattern) if file.is_file()}
    return sorted(file for file in found if not any(part.startswith(".") for part in file.relative_to(folder).parts))


def fingerprint_files(paths: Iterable[Path], *, folder: Path | None = None) -> str:
    """Hash of names (relative to `folder` where given) and contents of the files, in the order given."""
    digest = hashlib.sha256()
    for path in paths:
        name = path.name if folder is None else path.relative_to(folder).as_posix()
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        digest.update(f"{name}\n{content}\n".encode())
    return digest.hexdigest()[:16]


def fingerprint_codebooks(folder: Path) -> str:
    """Hash of every codebook file in the folder."""
    return fingerprint_files(list_files(folder, ("**/*.toml", "**/*.csv")), folder=folder)
