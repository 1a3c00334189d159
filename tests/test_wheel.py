"""The wheel, installed outside the repository, codes a sentence with the codebooks and the parser that it carries."""

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT

pytestmark = [pytest.mark.parser, pytest.mark.slow]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    (path,) = folder.glob("demarche-*.whl")
    return path


def test_wheel_holds_what_it_needs_and_no_more(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for name in (
        "pipeline/cli.py",
        "pipeline/py.typed",
        "pipeline/english/meta.json",
        "pipeline/_codebooks/en/actors/countries.csv",
        "pipeline/_codebooks/cameo/codes.csv",
    ):
        assert name in names
    assert any(name.endswith("licenses/NOTICE") for name in names)
    assert {name.split("/")[0].split("-")[0] for name in names} == {"pipeline", "demarche"}
    assert wheel.stat().st_size < 20_000_000


def test_installed_wheel_codes_a_sentence(wheel: Path, tmp_path: Path) -> None:
    """The dependencies are those of this environment, lent by a .pth file; demarche itself is the wheel's."""
    place = tmp_path / "clean"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(place)], check=True)
    python = place / "bin" / "python"
    ask = [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    library = Path(subprocess.run(ask, check=True, capture_output=True, text=True).stdout.strip())
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(library)
    (library / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    environment = {
        name: value for name, value in os.environ.items() if name not in ("DEMARCHE_CODEBOOKS", "PYTHONPATH")
    }
    script = "import pipeline.codebook.folder as f; print(f.find_codebooks()); from pipeline.cli import main; main()"
    command = [str(python), "-c", script, "code", "France condemned Chad on Monday.", "--date", "2012-03-14"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    first, _, table = done.stdout.partition("\n")
    assert Path(first) == library / "pipeline" / "_codebooks"
    assert all(word in table for word in ("2012-03-12", "FRA", "111", "ACCUSE", "TCD", "condemned"))
