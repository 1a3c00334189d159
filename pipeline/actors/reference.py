"""Who is meant inside the article: agents without a country, and definite descriptions."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import replace

from pipeline.actors.composition import FOLLOWING
from pipeline.actors.discourse import Discourse
from pipeline.actors.drafts import Draft
from pipeline.actors.forces import ForceFinder
from pipeline.actors.homes import HomeFinder
from pipeline.actors.nations import NationResolver
from pipeline.actors.pairs import PairResolver
from pipeline.actors.pronouns import SINGLE, PronounResolver
from pipeline.actors.roles import Actor, make_state
from pipeline.codebook.actors import ActorBook
from pipeline.records import PLACE

NAMED_AGAIN = SINGLE | {"group"}
"""Kinds of mentions that an agent without a country may name again: "the peacekeepers" after "U.N. peacekeepers"."""


class Resolver:
    """Resolves the references of one article; made for one article, used once."""

    def __init__(
        self,
        book: ActorBook,
        discourse: Discourse,
        scene: Collection[str] = frozenset(),
    ) -> None:
        self._book = book
        self._words = book.rules.words
        self._limits = book.rules.limits
        self._views = discourse.views
        self._drafts = discourse.drafts
        self._history = discourse.history
        self._pronouns = PronounResolver(book.rules, discourse)
        self._homes = HomeFinder(book, discourse, scene)
        self._forces = ForceFinder(book, discourse, self._homes)
        self._nations = NationResolver(book, discourse, self._homes)
        self._pairs = PairResolver(book, discourse, self._homes)
        self._sentence = 0

    def resolve(self) -> list[list[Draft]]:
        """The drafts of each sentence with their actors; what stays unknown is left out."""
        result: list[list[Draft]] = []
        for number, drafts in enumerate(self._drafts):
            self._sentence = number
            self._forget(number - self._limits.memory)
            resolved: list[Draft] = []
            for draft in drafts:
                known = list(self._resolve(draft))
                resolved.extend(found for found in known if not found.place or found.kind == "country")
                stranger = draft.kind == "person" and (draft.head_full or draft.subject)
                self._history.extend(known or ([draft] if stranger else []))
            result.append(resolved)
        return result

    def _forget(self, sentence: int) -> None:
        """Drop what stands before a sentence, so that long documents take no longer a sentence than short ones."""
        old = 0
        while old < len(self._history) and self._history[old].sentence < sentence:
            old += 1
        del self._history[:old]

    def _resolve(self, draft: Draft) -> Iterator[Draft]:
        if draft.actor is not None:
            yield self._settle(draft) if draft.kind != "noun" else replace(draft, how="reference")
        elif draft.kind == "pronoun":
            relative = draft.key == "whose"
            actor = self._before(draft) if relative else self._pronouns.resolve(draft, draft.key)
            if actor is not None:
                kind = "person" if draft.key in {"he", "she"} else actor.kind
                yield replace(self._referring(draft, actor, kind), gender=draft.key if kind == "person" else "")
            elif draft.key == "they":
                yield from (self._referring(draft, each, each.kind) for each in self._together(draft))
        elif self._pairs.is_pair(draft):
            for start, actor in self._pairs.resolve(draft):
                yield self._referring(replace(draft, first=start), actor, "country")
        elif draft.kind == "agent" and (pair := self._pairs.owners(draft)) is not None:
            yield from (self._referring(draft, actor, "agent") for _, actor in self._pairs.resolve(pair))
        elif draft.kind == "noun" or draft.how == PLACE:
            yield from self._town(draft) if draft.how == PLACE else self._noun(draft)
        elif draft.role is not None:
            actor = self._agent(draft)
            if actor is None:
                owners = self._together(draft) if draft.owner == "they" else ()
                yield from (
                    self._referring(draft, self._with_role(each, draft.role, draft.key), "agent") for each in owners
                )
                return
            how = "composed" if actor.code.startswith(self._book.rules.roles.unknown) else "reference"
            how = "dictionary" if how == "composed" and draft.how == "dictionary" else how
            yield replace(draft, actor=actor, how=how)

    def _settle(self, draft: Draft) -> Draft:
        """A people as that of the country of the article: where it is on Iraq, "Sunnis" are IRQSUN."""
        actor = draft.actor
        if actor is None or draft.kind != "people" or actor.code not in self._book.rules.roles.resident:
            return draft
        country = self._homes.named_after(draft) or self._homes.unrest or self._homes.focus
        if country is None:
            return draft
        return replace(draft, actor=replace(actor, code=country + actor.code[-len(country) :]), how="reference")

    @staticmethod
    def _referring(draft: Draft, actor: Actor, kind: str) -> Draft:
        return replace(draft, actor=actor, how="reference", kind=kind)

    def _agent(self, draft: Draft) -> Actor | None:
        """An agent without a country: that of its owner, of the same agent before, or of the whole article."""
        role = draft.role or ""
        if draft.owner:
            owner = self._owner(draft)
            return None if owner is None else self._with_role(owner, role, draft.key)
        known = draft.key in self._words.domestic
        if draft.definite and draft.body and not known and draft.key.split()[-1] in self._words.group_nouns:
            group = self._last_group(draft.key)
            if group is not None:
                return group
        if draft.idle or (draft.key in self._words.needs_country and not draft.definite):
            return None
        domestic = self._homes.is_domestic(draft.key, role) and not self._listens(draft)
        if self._is_sent(draft):
            return self._sent(draft, role)
        if draft.kind == "agent" and (country := self._homes.struck(draft) or self._forces.find(draft)):
            return self._titled(draft, country + role)
        kin = self._homes.kin(draft) if draft.fallback is None else None
        if draft.kind == "agent" and (draft.definite or domestic) and draft.fallback is None:
            same = self._same_agent(draft)
            if same is not None and kin in {None, self._book.split_code(same.code)[0]}:
                return same
        country = kin or self._homes.guess(draft, domestic=domestic)
        if country is not None:
            return self._titled(draft, country + role)
        if draft.fallback is not None:
            return draft.fallback
        if draft.key in self._words.needs_country:
            return None
        return self._titled(draft, self._book.rules.roles.unknown + role)

    def _listens(self, draft: Draft) -> bool:
        """Whether reporters are only told something; they may be of any country."""
        view = self._views[draft.sentence]
        if draft.role not in self._book.rules.roles.roaming or draft.key in self._words.domestic:
            return False
        if view.tree is None or draft.token < 0:
            return True
        return draft.subject or view.lemma(view.tree.heads[draft.token]) in self._words.speech

    def _titled(self, draft: Draft, code: str) -> Actor:
        """An agent of that code; a person keeps the name that the text gives."""
        if draft.kind != "person":
            return Actor(code, None, None, "agent")
        view = self._views[draft.sentence]
        name = view.original[view.words.starts[draft.head_first] : view.words.ends[draft.head_last]]
        return Actor(code, name, None, "person", learned="title")

    def _owner(self, draft: Draft) -> Actor | None:
        if draft.owner in self._words.country_nouns:
            return self._nations.owner(draft)
        if draft.owner == "whose":
            return self._before(draft)
        return self._pronouns.resolve(replace(draft, token=self._first_token(draft), subject=False), draft.owner)

    def _is_sent(self, draft: Draft) -> bool:
        """Whether soldiers without a country are sent, offered or withdrawn: then they are the subject's own."""
        view = self._views[draft.sentence]
        if view.tree is None or draft.token < 0 or draft.definite or draft.role not in self._book.rules.roles.sent:
            return False
        sends = view.lemma(view.tree.heads[draft.token]) in self._words.sending
        return sends and view.tree.labels[draft.token] == "obj"

    def _sent(self, draft: Draft, role: str) -> Actor | None:
        """The soldiers of the one who sends them; nobody where several do: "both sides are massing troops"."""
        senders = {country for actor in self._subjects(draft) if (country := self._book.split_code(actor.code)[0])}
        return None if len(senders) > 1 else self._titled(draft, (*senders, self._book.rules.roles.unknown)[0] + role)

    def _subjects(self, draft: Draft) -> Iterator[Actor]:
        """The subjects named before a mention in its clause."""
        view = self._views[draft.sentence]
        for other in self._history:
            near = other.sentence == draft.sentence and other.subject and other.actor is not None
            if near and view.clause(other.token) == view.clause(draft.token) and other.actor is not None:
                yield other.actor

    def _together(self, draft: Draft) -> Iterator[Actor]:
        """The coordinated subjects that "they" means: "A and B said they"."""
        view = self._views[draft.sentence]
        subjects = [other for other in self._history if other.sentence == draft.sentence and other.subject]
        owns = bool(draft.owner) or view.label(draft.first) == "nmod:poss"
        if view.tree is None or not subjects or subjects[-1].last >= draft.first or not (owns or draft.subject):
            return
        verb = view.clause(subjects[-1].token)
        found = {
            other.actor.code: other.actor for other in subjects if other.actor and view.clause(other.token) == verb
        }
        if len(found) > 1:
            yield from found.values()

    def _before(self, draft: Draft) -> Actor | None:
        """The actor of the mention right before a relative pronoun."""
        near = [other for other in self._history if other.sentence == draft.sentence and other.last < draft.first]
        return near[-1].actor if near else None

    def _first_token(self, draft: Draft) -> int:
        view = self._views[draft.sentence]
        return view.tokens[draft.first] if view.tree is not None else -1

    def _with_role(self, actor: Actor, role: str, key: str) -> Actor:
        country, had = self._book.split_code(actor.code)
        if country is None or (had and key in self._words.weak and role in FOLLOWING):
            return actor
        return Actor(country + role, actor.name, actor.entry, "agent")

    def _same_agent(self, draft: Draft) -> Actor | None:
        """The country that the same agent had before in the article; one person for "the president"."""
        last = draft.key.split()[-1]
        earlier = [
            other
            for other in self._history
            if other.key and (other.key == draft.key or (draft.key == last and other.key.split()[-1] == last))
            and other.actor is not None
            and other.kind in NAMED_AGAIN
        ]  # fmt: skip
        known = [
            (other, country)
            for other in earlier
            if other.actor and (country := self._book.split_code(other.actor.code)[0])
        ]
        if not known:
            bodies = [other.actor for other in earlier if other.actor is not None and other.actor.kind == "group"]
            return bodies[-1] if draft.definite and bodies else None  # "the envoy" after "the U.N. envoy"
        if draft.definite and not draft.plural and known[-1][0].kind == "person":
            return known[-1][0].actor
        (country, count), *rest = Counter(country for _, country in known).most_common(2)
        if rest and rest[0][1] == count:
            country = known[-1][1]
        source = next(other.actor for other, spot in reversed(known) if spot == country)
        return None if source is None else Actor(country + (draft.role or ""), source.name, source.entry, "agent")

    def _last_group(self, key: str) -> Actor | None:
        """The last group that a noun can mean: "the bloc" one of states, "the group" one inside a country.

        "The council" is one whose name says so, however far back, and no other body.
        """
        last = key.split()[-1]
        groups = [(other, other.actor) for other in reversed(self._history) if other.kind == "group" and other.actor]
        named = next((actor for _, actor in groups if last in (actor.name or "").lower().split()), None)
        if named is not None or last in self._words.named_bodies:
            return named
        near = (actor for other, actor in groups if self._sentence - other.sentence <= self._limits.group_distance)
        return next((actor for actor in near if self._fits_noun(actor, key)), None)

    def _fits_noun(self, actor: Actor, key: str) -> bool:
        country, role = self._book.split_code(actor.code)
        state = country is not None and (role is None or role[:3] in self._book.rules.roles.state)
        return (country is None) == (key in self._words.bodies) and not (key in self._words.free_groups and state)

    def _town(self, draft: Draft) -> Iterator[Draft]:
        if (country := self._homes.locate(draft)) is not None:
            yield replace(draft, actor=make_state(country), kind="place")

    def _noun(self, draft: Draft) -> Iterator[Draft]:
        actor: Actor | None = None
        if draft.owner and draft.key in self._words.relation_nouns:
            actor = self._nations.neighbour(self._country_of(self._owner(draft)))
        elif draft.owner:
            actor = self._country_of(self._owner(draft))
        elif not draft.definite:
            return
        elif draft.key in self._words.country_nouns:
            actor = self._nations.meant(draft)
        elif draft.key in self._words.group_nouns:
            actor = self._last_group(draft.key)
        if actor is not None:
            yield self._referring(draft, actor, actor.kind)

    def _country_of(self, actor: Actor | None) -> Actor | None:
        country = None if actor is None else self._book.split_code(actor.code)[0]
        return None if country is None else make_state(country, actor)
