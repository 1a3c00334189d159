"""What a word of a sentence says was done: its code, its actors and the rules that found it."""

from dataclasses import dataclass

from pipeline.actions.slots import Filler
from pipeline.codebook.actions import Rule


@dataclass(frozen=True, slots=True)
class Reading:
    """One action at one word.

    Attributes:
        code: CAMEO code.
        head: token of the trigger; tokens: all tokens that the rules named.
        sources, targets: actors in the slots, with the cost of the way to them; either may be empty.
        rules: the rule, for operators the operator's first, then that of the embedded action.
        rank: how much the match says; the best reading of a word has the highest.
        consumed: trigger tokens of embedded actions, which are no events of their own.
        pair: source and target are one coordination: each acts on each.
        projected: the text announces or refuses the action with "will".
        closed: the words that take the target slot and lead to no actor, or the trigger of an action that answers
            what was told before: nobody else near may fill it; none where the caller gives the actors.
        outer: of a composed reading, the tokens of the operator alone.
        certainty: factor of the confidence; below 1 where the tree did not connect an actor and word order did.
    """

    code: str
    head: int
    tokens: tuple[int, ...]
    sources: tuple[Filler, ...]
    targets: tuple[Filler, ...]
    rules: tuple[Rule, ...]
    rank: float
    consumed: frozenset[int] = frozenset()
    certainty: float = 1.0
    pair: bool = False
    projected: bool = False
    closed: tuple[int, ...] = ()
    outer: tuple[int, ...] = ()

    @property
    def own(self) -> tuple[int, ...]:
        """Tokens of the outermost rule: they hold the auxiliaries and negations that count."""
        return self.outer or self.tokens

    @property
    def named(self) -> tuple[int, ...]:
        """The words that may name what it is aimed at: those of the empty target slot, then its others."""
        return (*self.closed, *(token for token in self.tokens if token != self.head))

    @property
    def rule(self) -> Rule:
        """The outermost rule."""
        return self.rules[0]
