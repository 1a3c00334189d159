"""From which mention a reference has its actor."""

import pytest

from pipeline.actors.referents import link_referents
from pipeline.records import Mention


def make_mention(text: str) -> Mention:
    """A mention from ``sentence start code name how``; ``-`` for no name."""
    sentence, start, code, name, how = text.split()
    return Mention(
        article_id="a", sentence_number=int(sentence), start=int(start), end=int(start) + 1, text="x",
        name=None if name == "-" else name, code=code, country=code[:3], how=how,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("mentions", "expected"),
    [
        (["1 0 NOR Norway dictionary", "2 5 NOR Norway reference"], [(None, None), (1, 0)]),
        (
            ["1 0 NORGOV Berg dictionary", "1 9 NORGOV Dahl dictionary", "2 0 NORGOV Berg reference"],
            [(None, None), (None, None), (1, 0)],
        ),
        (["1 0 NORGOV Berg dictionary", "2 0 NORGOV - reference"], [(None, None), (1, 0)]),
        (["1 3 NOR Norway dictionary", "2 0 NOROPP - reference"], [(None, None), (1, 3)]),
        (["1 3 NOR Norway dictionary", "2 9 NOR Norway voice"], [(None, None), (1, 3)]),
        (["1 0 FJI Fiji dictionary", "2 0 NOROPP - reference"], [(None, None), (None, None)]),
        (["1 0 FJI Fiji dictionary", "2 0 FJI Fiji dictionary"], [(None, None), (None, None)]),
    ],
)
def test_link_referents(mentions: list[str], expected: list[tuple[int | None, int | None]]) -> None:
    linked = list(link_referents(map(make_mention, mentions)))
    assert [(m.referent_sentence, m.referent_start) for m in linked] == expected
