"""The country of soldiers and weapons that an article names without one: never that of those whom they strike."""

from collections.abc import Iterator

from pipeline.actors.discourse import Discourse
from pipeline.actors.drafts import Draft
from pipeline.actors.homes import HomeFinder
from pipeline.actors.view import View
from pipeline.codebook.actors import ActorBook


class ForceFinder:
    """Finds whose soldiers and weapons act in one article.

    Args:
        book: the actor codebook.
        discourse: the article.
        homes: the countries of the article.
    """

    def __init__(self, book: ActorBook, discourse: Discourse, homes: HomeFinder) -> None:
        self._words = book.rules.words
        self._fighting = book.rules.roles.fighting
        self._views = discourse.views
        self._drafts = discourse.drafts
        self._history = discourse.history
        self._homes = homes

    def find(self, draft: Draft) -> str | None:
        """The country whose forces the article named last, or names next, where those of the country struck are not.

        "Tanks fought Palestinian gunmen" are Israel's where the article tells of Israeli forces and of no Palestinian
        army; nothing where it tells of both, or of those alone whom they strike.
        """
        keys = self._views[draft.sentence].keys[draft.first : draft.last + 1]
        at_home = not self._words.domestic.isdisjoint(keys)  # "government forces"
        if draft.role not in self._fighting or draft.fallback is not None or not draft.subject or at_home:
            return None
        struck = set(self._struck(draft))
        if not struck:
            return None
        armed = list(dict.fromkeys((*self._named(reversed(self._history)), *self._named(self._later(draft)))))
        return armed[0] if armed and struck.isdisjoint(armed) else None

    def _later(self, draft: Draft) -> Iterator[Draft]:
        return (other for drafts in self._drafts[draft.sentence :] for other in drafts)

    def _named(self, drafts: Iterator[Draft]) -> Iterator[str]:
        """The countries of the forces among drafts."""
        for other in drafts:
            country = self._homes.country(other)
            if country is not None and other.actor is not None and other.actor.code[3:6] in self._fighting:
                yield country

    def _struck(self, draft: Draft) -> Iterator[str]:
        """The countries in the object of the verb of a mention, or where it is aimed: "hit a Peruvian station"."""
        view = self._views[draft.sentence]
        if view.tree is None or draft.token < 0:
            return
        verbs = view.verbs(view.clause(draft.token))
        for other in self._drafts[draft.sentence]:
            country = self._homes.country(other)
            if country is None or other.token <= draft.token:
                continue
            if any(self._is_aimed(view, token) and view.tree.heads[token] in verbs for token in _climb(view, other)):
                yield country

    def _is_aimed(self, view: View, token: int) -> bool:
        """Whether a noun is what is struck: an object, or after "at", "into" or "with"."""
        assert view.tree is not None
        label = view.tree.labels[token]
        return label == "obj" or (label == "obl" and not self._words.facing.isdisjoint(view.dependents(token, "case")))


def _climb(view: View, draft: Draft) -> Iterator[int]:
    """The head of a mention and the nouns in whose phrase it stands: "station" of "a Peruvian station"."""
    assert view.tree is not None
    token = draft.token
    while token >= 0 and view.tree.tags[token] != "VERB":
        yield token
        token = view.tree.heads[token]
