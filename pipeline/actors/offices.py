"""Who holds an office: words beside a name, names beside an office, and the government of the paper itself."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.actors.drafts import Draft
from pipeline.actors.roles import Actor
from pipeline.actors.view import View
from pipeline.codebook.actors import ActorBook


class OfficeReader:
    """Gives offices and their holders each other's country and role; built once for a codebook."""

    def __init__(self, book: ActorBook) -> None:
        self._book = book
        self._words = book.rules.words
        self._roles = book.rules.roles

    def appoint(self, own: Actor, base: Actor | None, role: str | None, *, former: bool = False) -> Actor:
        """A person of the dictionary whose office the text names: the words beat the dictionary.

        Args:
            own: the person.
            base: the country or organisation of the office, where the words name one.
            role: the role of the office; None where it says none.
            former: the office is one of the past.
        """
        home, had = self._book.split_code(own.code)
        if base is not None and base.kind == "group" and self._book.split_code(base.code)[0] is None:
            return replace(own, code=base.code)
        country = self._book.split_code(base.code)[0] if base is not None else home
        if country is None or (own.valid and role in self._roles.besides and had == self._roles.capital):
            return own  # "Senator Haas", who is a minister
        role = self._roles.former if former else role or had
        return replace(own, code=country + (role or ""))

    def link_names(self, view: View, drafts: Sequence[Draft]) -> list[Draft]:
        """The drafts of a sentence, each office with the country of the name beside it: "the minister, Ana Quispe,"."""
        result = list(drafts)
        for number, (office, person) in enumerate(pairwise(drafts)):
            if person.actor is None or not self._is_holder(view, office, person):
                continue
            actor = self.appoint(person.actor, None, None if office.key in self._words.weak else office.role)
            result[number] = replace(office, actor=actor, how="apposition", titled=True)
            result[number + 1] = replace(person, actor=actor, titled=True)
        return result

    @staticmethod
    def _is_holder(view: View, office: Draft, person: Draft) -> bool:
        """Whether a name stands in apposition to an office that names no country."""
        if office.kind != "agent" or office.actor is not None or office.role is None or office.plural or office.owner:
            return False
        if person.kind != "person" or person.hidden:
            return False
        after = view.words.text[view.words.ends[person.last] :]
        if view.between(office.last, person.first) == ", " and after[:1] in {"", ",", ".", ";"}:
            return True
        return view.tree is not None and (view.tree.labels[person.token], view.tree.heads[person.token]) == (
            "appos",
            office.token,
        )

    def settle_bodies(self, views: Sequence[View], drafts: Sequence[Sequence[Draft]]) -> list[list[Draft]]:
        """The drafts with the country of "the Government" and "the Opposition" in a paper that writes them so.

        With a capital and without a country they are those of the paper's own country: that of the ministers whom it
        names by their office alone ("Defence Minister Ana Quispe").
        """
        own = self._find_press(drafts)
        if own is None:
            return [list(each) for each in drafts]
        return [[self._settle(view, draft, own) for draft in each] for view, each in zip(views, drafts, strict=True)]

    def _find_press(self, drafts: Sequence[Sequence[Draft]]) -> str | None:
        """The country of most of the ministers whom an article names by their office alone."""
        titled = [draft.actor.code for each in drafts for draft in each if draft.titled and draft.actor is not None]
        split = [self._book.split_code(code) for code in titled]
        counts = Counter(country for country, role in split if country and role in self._roles.governing)
        ranked = counts.most_common(2)
        if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
            return None
        return ranked[0][0]

    def _settle(self, view: View, draft: Draft, own: str) -> Draft:
        bare = draft.kind == "agent" and draft.actor is None and not draft.owner and draft.definite
        if not bare or draft.key.split()[-1] not in self._words.own_bodies or view.headline:
            return draft
        if draft.head_first == 0 or not view.forms[draft.head_first][0].isupper():
            return draft
        return replace(draft, actor=Actor(own + (draft.role or ""), None, None, "agent"), how="reference")
