"""What an operator makes of a base action: the table of ``codebooks/cameo/grid.csv``."""

from collections.abc import Mapping

from pipeline.codebook.actions import NULL_CODE

KEEP = "="


def lookup_grid(table: Mapping[str, str], base: str) -> str | None:
    """The result of an operator on a base action: the entry of the longest prefix of its code.

    Returns:
        A CAMEO code, or None where the operator takes no such action.
    """
    for length in range(len(base), 0, -1):
        if base[:length] in table:
            result = table[base[:length]]
            return base if result == KEEP else None if result == NULL_CODE else result
    return table.get("") or None
