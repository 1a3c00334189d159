"""One article while its references are resolved: what the rules that look back and ahead in it share."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.actors.drafts import Draft
from pipeline.actors.quotes import Quoted
from pipeline.actors.view import View


@dataclass(frozen=True, slots=True)
class Discourse:
    """One article.

    Attributes:
        views: its sentences.
        drafts: the drafts of each sentence, as they were before any was resolved.
        quotes: what of each sentence is quoted.
        history: the drafts that were resolved before, in order; it grows while the article is read, and forgets what
            lies far back. A person whom the article does not explain has no actor there, and takes the pronouns that
            mean him.
    """

    views: Sequence[View]
    drafts: Sequence[Sequence[Draft]]
    quotes: Sequence[Quoted]
    history: list[Draft] = field(default_factory=list)
