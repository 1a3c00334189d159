"""Lessons: what the model learns from, read with a clear word on each fault."""

from pathlib import Path

import pytest

from pipeline.codebook.complaints import Complaints
from pipeline.codebook.lessons import Lesson, Told, read_lessons

ROOTS = frozenset({"11", "19"})


def read(folder: Path, text: str) -> tuple[list[Lesson], list[tuple[int, str]]]:
    path = folder / "lessons-war.toml"
    path.write_text(text, encoding="utf-8")
    found = Complaints(folder)
    lessons: list[Lesson] = list(read_lessons(path, ROOTS, found))
    return lessons, [(problem.line, problem.message) for problem in found.problems]


def test_a_table_of_another_name_is_told(tmp_path: Path) -> None:
    lessons, problems = read(tmp_path, '# war\n[[lessons]]\ntext = "Peru."\nevents = []\n')
    assert (lessons, problems) == ([], [(2, "unknown table 'lessons': entries begin with [[lesson]]")])


def test_lesson_is_read(tmp_path: Path) -> None:
    text = '[[lesson]]\ntext = "Fiji said Peru shelled Chile."\nevents = [["Peru", "19", "Chile"]]\n'
    (lesson,), problems = read(tmp_path, text)
    assert not problems
    assert lesson.events == (Told((10, 14), "19", (23, 28)),)


@pytest.mark.parametrize(
    ("lesson", "fault"),
    [
        ('text = "Peru."', "a lesson has no events"),
        ("events = []", "a lesson has no text"),
        ('text = "Peru."\nevents = []\ncode = "1"', "unknown key 'code'"),
        ('text = "Peru."\nevents = ["Peru"]', "'Peru' is no event"),
        ('text = "Peru hit Fiji."\nevents = [["Peru", "99", "Fiji"]]', "'99' is no CAMEO root"),
        ('text = "Peru hit Fiji."\nevents = [["Peru", "19", "Chile"]]', "'Chile' does not stand in the text"),
    ],
)
def test_fault_is_told(tmp_path: Path, lesson: str, fault: str) -> None:
    lessons, [(line, message)] = read(tmp_path, f"# lessons\n[[lesson]]\n{lesson}\n")
    assert not lessons
    assert (line, message.startswith(fault)) == (2, True)
