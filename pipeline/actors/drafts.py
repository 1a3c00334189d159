"""A mention in the making: all that the rules of one article know of it."""

from dataclasses import dataclass

from pipeline.actors.roles import Actor
from pipeline.records import PLACE


@dataclass(frozen=True, slots=True)
class Draft:
    """A mention in the making.

    Attributes:
        sentence: number of the sentence in the list given.
        first, last: words of the sentence.
        actor: who is meant; None while only the article can tell.
        how: dictionary, composed, apposition, reference, place or given.
        kind: country, place, group, person, agent, pronoun or noun.
        key: agent phrase or pronoun.
        role: role of the agent, where the country is still to be found.
        plural: more than one person is meant.
        gender: he or she, where title or name tell it.
        definite: "the" stands before it.
        owner: the word of a possessive pronoun that begins the phrase, as he, she, they, it, we.
        body: an institution, which is "it" and never "he".
        idle: a thing that does nothing, or a predicate or apposition that describes another actor.
        fallback: who is meant where the article names no country: "Kurdish" in "Kurdish forces".
        token: its head in the tree, -1 without.
        subject: it is the subject of a clause.
        place: it only says where something happens.
        hidden: it stands inside another mention, and is only remembered for what follows.
        titled: a person named by an office that names no country, or that office.
        head_full: its head is a name of more than one word.
        head_first, head_last: words of the head.
    """

    sentence: int
    first: int
    last: int
    actor: Actor | None
    how: str
    kind: str
    key: str = ""
    role: str | None = None
    plural: bool = False
    gender: str = ""
    definite: bool = False
    owner: str = ""
    body: bool = False
    idle: bool = False
    fallback: Actor | None = None
    token: int = -1
    subject: bool = False
    place: bool = False
    hidden: bool = False
    titled: bool = False
    head_full: bool = False
    head_first: int = 0
    head_last: int = 0

    @property
    def spot(self) -> bool:
        """Whether it is a place, also one to which something is done."""
        return self.place or self.how == PLACE
