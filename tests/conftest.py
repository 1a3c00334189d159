"""Fixtures that several test files share."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.codebook.folder import find_codebooks

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"


@pytest.fixture
def codebooks(tmp_path: Path) -> Path:
    """A copy of the codebooks that a test may spoil."""
    return Path(shutil.copytree(find_codebooks(), tmp_path / "codebooks"))


@pytest.fixture
def cli(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Calls the command line in this process; gives exit status, standard output, standard error."""

    def call(*args: object) -> tuple[int, str, str]:
        from pipeline.cli import main

        monkeypatch.setattr("sys.argv", ["demarche", *map(str, args)])
        capfd.readouterr()
        with pytest.raises(SystemExit) as stop:
            main()
        out, err = capfd.readouterr()
        return int(stop.value.code or 0), out, err

    return call
