"""Whole sentences with the real parser and the real patterns: every event that is there, and none that is not."""

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest

import pipeline
from pipeline.coder import Request

pytestmark = pytest.mark.parser

DAY = datetime.date(2012, 3, 14)
FILE = Path(__file__).parent / "sentences.txt"


def read_sentences() -> Iterator[tuple[str, set[str]]]:
    """The sentences of the file, each with its events."""
    for block in FILE.read_text(encoding="utf-8").split("\n\n"):
        lines = [line for line in block.splitlines() if not line.startswith("#")]
        if lines:
            yield lines[0], {line.strip() for line in lines[1:]}


CASES = dict(read_sentences())


@pytest.fixture(scope="module")
def coded() -> dict[str, set[str]]:
    codings = pipeline.Coder(model=False).code_texts(Request(text=text, date=DAY) for text in CASES)
    found = ([event for event in coding.events if event.source and event.target] for coding in codings)
    return {
        text: {f"{event.source} {event.cameo} {event.target}" for event in events}
        for text, events in zip(CASES, found, strict=True)
    }


@pytest.mark.parametrize("text", CASES)
def test_whole_sentence(coded: dict[str, set[str]], text: str) -> None:
    assert coded[text] == CASES[text]
