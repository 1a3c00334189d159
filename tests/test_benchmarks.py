"""The speed benchmark runs; what it measures is no matter here."""

import subprocess
import sys

import pytest

from tests.conftest import ROOT

pytestmark = [pytest.mark.parser, pytest.mark.slow]


def test_speed_is_printed() -> None:
    command = [sys.executable, "-m", "benchmarks.speed", "--articles", "5"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    for words in ("5 articles", "files to events", "parser alone", "sentences/s", "peak MB"):
        assert words in done.stdout
