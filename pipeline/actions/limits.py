"""What the words of an event do not make one: between whom, and how far from the words of the pattern they stand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.actions.slots import Filler
from pipeline.records import PLACE

STATE = 3
"""Letters of the code of a country without a role."""


@dataclass(frozen=True, slots=True)
class Limit:
    """One table ``limit`` of grammar.toml.

    Attributes:
        codes: CAMEO codes, or the roots and prefixes of codes, that it holds for.
        not_source, not_target: roles between which the words are no event.
        states: whether two states as such may stand in it: a country that beats another plays.
        towns: whether a town may be the target: nobody arrests one.
        near_source, near_target: the most that the way from the word of the pattern to the actor may cost.
    """

    codes: tuple[str, ...]
    not_source: frozenset[str] = frozenset()
    not_target: frozenset[str] = frozenset()
    states: bool = True
    towns: bool = True
    near_source: float = 1.0
    near_target: float = 1.0

    @classmethod
    def read(cls, tables: Iterable[Mapping[str, Any]]) -> "tuple[Limit, ...]":
        """The limits of the tables as TOML gives them."""
        return tuple(
            cls(
                tuple(table["codes"]), frozenset(table.get("not_source", ())), frozenset(table.get("not_target", ())),
                table.get("states", True), table.get("towns", True),
                table.get("near_source", 1.0), table.get("near_target", 1.0),
            )
            for table in tables
        )  # fmt: skip

    def holds_for(self, code: str) -> bool:
        """Whether it is a limit of actions of this CAMEO code."""
        return code.startswith(self.codes)

    def forbids(self, source: Filler | None, target: Filler | None, *, inner: bool = False) -> bool:
        """Whether an action that it holds for is none between these two; never where the caller gave them.

        ``inner``: the action is embedded in another one, and its own words stand elsewhere.
        """
        ends = [
            (filler.actor.mention.code, filler.cost, roles, near)
            for filler, roles, near in (
                (source, self.not_source, self.near_source), (target, self.not_target, self.near_target),
            )
            if filler is not None and filler.actor.mention.how != "given"
        ]  # fmt: skip
        if target is not None and target.actor.mention.how == PLACE and not self.towns:
            return True
        states = len(ends) == 2 and all(len(code) == STATE for code, *_ in ends)
        far = any((cost > near and not inner) or code[-3:] in roles for code, cost, roles, near in ends)
        return far or (states and not self.states)
