"""Named parts of patterns: ``{strike} {for_rights}`` says once what would be a product written out.

A part is a list of pieces under a name, in the table ``[parts]`` of the file whose patterns use it. A pattern that
names parts stands for one pattern for each choice of their pieces, the last part turning fastest.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product

from pipeline.codebook.words import PatternError

PART = re.compile(r"\{([^{}\s]+)\}")


def list_parts(text: str) -> list[str]:
    """The names of the parts in ``text``, in their order."""
    return PART.findall(text)


def expand_pattern(text: str, parts: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """The patterns that ``text`` stands for; a text without parts stands for itself.

    Args:
        text: a pattern or a piece, e.g. ``"{strike} to demand {rights}"``.
        parts: the pieces of each part, themselves without parts.

    Raises:
        PatternError: for a part that is not in ``parts``, and for a brace that is not closed.
    """
    between = PART.split(text)
    if any(brace in fixed for fixed in between[::2] for brace in "{}"):
        raise PatternError(f"a brace is not closed, or holds no name, in {text!r}: write a part as {{name}}")
    for name in between[1::2]:
        if name not in parts:
            raise PatternError(f"unknown part {{{name}}} in {text!r}: add it to [parts] or mend the name")
    choices = [parts[each] if place % 2 else (each,) for place, each in enumerate(between)]
    return map("".join, product(*choices))


def expand_part(name: str, raw: Mapping[str, Sequence[str]], path: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The pieces of one part, with the parts inside them expanded.

    Args:
        name: the part.
        raw: the pieces of each part as the file has them.
        path: the parts inside which this one stands.

    Raises:
        PatternError: for a part that is no list of strings, is empty, contains itself, or names an unknown part.
    """
    if name in path:
        raise PatternError(f"the part {{{name}}} contains itself: {' > '.join((*path, name))}")
    pieces = raw[name]
    if not isinstance(pieces, list) or not all(isinstance(piece, str) for piece in pieces):
        raise PatternError(f'the part {{{name}}} is no list of strings: write {name} = ["...", "..."]')
    if not all(map(str.strip, pieces)) or not pieces:
        raise PatternError(f"the part {{{name}}} is empty or has an empty piece: fill it or delete it")
    named = {inner for piece in pieces for inner in list_parts(piece) if inner in raw}
    inside = {inner: expand_part(inner, raw, (*path, name)) for inner in named}
    return tuple(text for piece in pieces for text in expand_pattern(piece, inside))


def find_unused(raw: Mapping[str, Sequence[str]], patterns: Iterable[str]) -> list[str]:
    """Parts that no pattern uses, neither itself nor through another part; ``raw`` as for :func:`expand_part`."""
    waiting = [name for text in patterns for name in list_parts(text)]
    used: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in used:
            used.add(name)
            waiting += [inner for piece in raw.get(name, ()) for inner in list_parts(piece)]
    return [name for name in raw if name not in used]
