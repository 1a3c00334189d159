"""Who is meant inside the article: agents without a country, definite descriptions and pronouns.

Salience follows the usual order (Lappin and Leass 1994): the nearest sentence, then subjects, then the nearest word; a
pronoun agrees with its actor, an object pronoun is never the subject of its own clause, and where two actors are
equally likely nobody is named.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.actors.composition import FOLLOWING, Draft
from pipeline.actors.roles import Actor
from pipeline.actors.view import View
from pipeline.codebook.actors import ActorBook

OBJECTS = frozenset({"him", "her", "them", "it", "us", "me"})
OWNERS = frozenset({"his", "her", "their", "its", "our", "my"})
SINGLE = frozenset({"person", "agent"})
MARGIN = 0.3


class Resolver:
    """Resolves the references of one article; made for one article, used once."""

    def __init__(self, book: ActorBook, views: Sequence[View], drafts: Sequence[Sequence[Draft]]) -> None:
        self._book = book
        self._words = book.rules.words
        self._limits = book.rules.limits
        self._views = views
        self._drafts = drafts
        self._history: list[Draft] = []
        self._focus = self._find_focus()

    def resolve(self) -> list[list[Draft]]:
        """The drafts of each sentence with their actors; what stays unknown is left out."""
        result: list[list[Draft]] = []
        for drafts in self._drafts:
            resolved: list[Draft] = []
            for draft in drafts:
                for found in self._resolve(draft):
                    if not (found.place and found.kind != "country"):
                        resolved.append(found)
                    self._history.append(found)
            result.append(resolved)
        return result

    def _resolve(self, draft: Draft) -> Iterator[Draft]:
        if draft.actor is not None:
            yield draft if draft.kind != "noun" else replace(draft, how="reference")
        elif draft.kind == "pronoun":
            actor = self._pronoun(draft, draft.key)
            if actor is not None:
                yield self._referring(draft, actor, "person" if draft.key in {"he", "she"} else actor.kind)
        elif draft.kind == "noun":
            yield from self._noun(draft)
        elif draft.role is not None:
            actor = self._agent(draft)
            if actor is None:
                return
            how = "composed" if actor.code.startswith(self._book.rules.roles.unknown) else "reference"
            how = "dictionary" if how == "composed" and draft.how == "dictionary" else how
            yield replace(draft, actor=actor, how=how)

    @staticmethod
    def _referring(draft: Draft, actor: Actor, kind: str) -> Draft:
        return replace(draft, actor=actor, how="reference", kind=kind)

    def _find_focus(self) -> str | None:
        """The country that the article is about: the one whose own agents it names most."""
        counts: dict[str, float] = defaultdict(float)
        for drafts in self._drafts:
            for draft in drafts:
                country = None if draft.actor is None else self._book.split_code(draft.actor.code)[0]
                if country is None:
                    continue
                counts[country] += self._weight(draft)
        ranked = sorted(counts.items(), key=lambda pair: -pair[1])[:2]
        if not ranked or ranked[0][1] < self._limits.focus_least:
            return None
        if len(ranked) > 1 and ranked[0][1] < self._limits.focus_ratio * ranked[1][1]:
            return None
        return ranked[0][0]

    def _weight(self, draft: Draft) -> float:
        """How much a mention says that the article is about its country; soldiers and ministers also act abroad."""
        limits = self._limits
        if draft.kind == "agent" and self._is_domestic(draft.key, draft.role):
            return limits.focus_soldier if draft.role == "MIL" else limits.focus_agent
        if draft.place:
            return limits.focus_place if draft.kind == "country" else limits.focus_city
        if draft.how == "composed" or draft.kind == "group":
            return limits.focus_composed
        return limits.focus_name if draft.kind == "country" else 0.0

    def _is_domestic(self, key: str, role: str | None) -> bool:
        return (
            role in self._book.rules.roles.domestic
            or key in self._words.domestic
            or key.split()[-1] in self._words.domestic
        )

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
        if draft.idle:
            return None
        domestic = self._is_domestic(draft.key, role)
        if draft.kind == "agent" and (draft.definite or domestic):
            same = self._same_agent(draft)
            if same is not None:
                return same
        country = self._guess_country(draft, domestic=domestic)
        if country is not None:
            return self._titled(draft, country + role)
        return self._titled(draft, self._book.rules.roles.unknown + role)

    def _titled(self, draft: Draft, code: str) -> Actor:
        """An agent of that code; a person keeps the name that the text gives."""
        if draft.kind != "person":
            return Actor(code, None, None, "agent")
        view = self._views[draft.sentence]
        name = view.original[view.words.starts[draft.head_first] : view.words.ends[draft.head_last]]
        return Actor(code, name, None, "person", learned="title")

    def _guess_country(self, draft: Draft, *, domestic: bool) -> str | None:
        """The country of an agent that the article names for the first time and without one."""
        person, soldiers = draft.kind == "person", draft.role == "MIL"
        country = self._role_country(draft.role or "") if domestic else None
        if person or soldiers:
            country = country or self._only_country(draft, places=False)
        if domestic or person or draft.definite:
            country = country or self._focus
        if domestic or person:
            country = country or self._only_country(draft, places=True)
        if domestic or draft.definite:
            country = country or self._only_country(draft, places=False)
        return country

    def _role_country(self, role: str) -> str | None:
        """The one country whose agents of that role the article has named before."""
        same = [other.actor.code for other in self._history if other.actor is not None and other.kind in SINGLE]
        split = {self._book.split_code(code) for code in same}
        countries = {country for country, other in split if other == role and country is not None}
        return countries.pop() if len(countries) == 1 else None

    def _only_country(self, draft: Draft, *, places: bool) -> str | None:
        """The country of the places in a sentence, or of the actors before a mention in it, where it is one."""
        if places:
            near = [other for other in self._drafts[draft.sentence] if other.place]
        else:
            near = [other for other in self._history if other.sentence == draft.sentence]
        countries = {self._book.split_code(other.actor.code)[0] for other in near if other.actor is not None}
        return countries.pop() if len(countries) == 1 else None

    def _owner(self, draft: Draft) -> Actor | None:
        if draft.owner in self._words.country_nouns:
            return self._last_country(draft.sentence)
        if draft.owner == "whose":
            near = [other for other in self._history if other.sentence == draft.sentence and other.last < draft.first]
            return near[-1].actor if near else None
        return self._pronoun(replace(draft, token=self._first_token(draft), subject=False), draft.owner)

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
            and other.kind in SINGLE
        ]  # fmt: skip
        known = [
            (other, country)
            for other in earlier
            if other.actor and (country := self._book.split_code(other.actor.code)[0])
        ]
        if not known:
            return None
        if draft.definite and not draft.plural and known[-1][0].kind == "person":
            return known[-1][0].actor
        (country, count), *rest = Counter(country for _, country in known).most_common(2)
        if rest and rest[0][1] == count:
            country = known[-1][1]
        source = next(other.actor for other, spot in reversed(known) if spot == country)
        return None if source is None else Actor(country + (draft.role or ""), source.name, source.entry, "agent")

    def _last_country(self, sentence: int) -> Actor | None:
        """The country of the same sentence, else the one that the article is about, else the last one."""
        found: Actor | None = None
        for draft in reversed(self._history):
            country = None if draft.actor is None else self._book.split_code(draft.actor.code)[0]
            if draft.kind in {"country", "agent"} and country and draft.actor is not None:
                found = Actor(country, draft.actor.name, draft.actor.entry, "country")
                if draft.sentence == sentence or self._focus in {None, country}:
                    return found
                break
        return found if self._focus is None else Actor(self._focus, None, None, "country")

    def _last_group(self, key: str) -> Actor | None:
        """The last group that a noun can mean: "the bloc" one of states, "the group" one inside a country."""
        groups = [other.actor for other in reversed(self._history) if other.kind == "group" and other.actor]
        wide = key in self._words.bodies
        fitting = (actor for actor in groups if (self._book.split_code(actor.code)[0] is None) == wide)
        return next(fitting, groups[0] if groups and not wide else None)

    def _noun(self, draft: Draft) -> Iterator[Draft]:
        view = self._views[draft.sentence]
        before = view.keys[max(draft.first - 2, 0) : draft.first]
        if draft.key in self._words.pair_nouns and set(before) & self._words.pair_cues:
            yield from self._pair(draft)
            return
        if not draft.definite:
            return
        actor: Actor | None = None
        if draft.key in self._words.country_nouns:
            actor = self._last_country(draft.sentence)
        elif draft.key in self._words.group_nouns:
            actor = self._last_group(draft.key)
        if actor is not None:
            yield self._referring(draft, actor, actor.kind)

    def _pair(self, draft: Draft) -> Iterator[Draft]:
        """Both actors of "the two countries": the last two countries named, on the same words."""
        found: dict[str, Actor] = {}
        away = self._subject_countries(draft)
        for other in reversed(self._history):
            far = draft.sentence - other.sentence > self._limits.pair_distance
            if other.actor is None or other.place or far:
                continue
            country = self._book.split_code(other.actor.code)[0]
            if country is not None and country not in found and country not in away:
                found[country] = Actor(country, other.actor.name, other.actor.entry, "country")
            if len(found) == 2:
                break
        if len(found) == 2:
            keys = self._views[draft.sentence].keys
            start = next(number for number in range(draft.first - 1, -1, -1) if keys[number] in self._words.pair_cues)
            for actor in reversed(found.values()):
                yield self._referring(replace(draft, first=start), actor, "country")

    def _subject_countries(self, draft: Draft) -> set[str | None]:
        """Countries of the subjects before "the two countries" as an object: somebody else calls on these."""
        if draft.subject:
            return set()
        same = [other for other in self._history if other.sentence == draft.sentence and other.subject and other.actor]
        return {self._book.split_code(other.actor.code)[0] for other in same if other.actor is not None}

    def _pronoun(self, draft: Draft, key: str) -> Actor | None:
        view = self._views[draft.sentence]
        if key in {"we", "i"}:
            return self._speaker(draft)
        if key == "it" and not draft.owner and self._is_empty(view, draft):
            return None
        forbidden = self._local_subject(view, draft)
        if key == "they" and self._crowded(draft):
            return None
        scored: dict[str, tuple[float, Actor]] = {}
        for other in self._history:
            if other.actor is None or not self._agrees(other, key) or not self._bindable(view, draft, other):
                continue
            if forbidden is not None and other.actor.code == forbidden.code and other.actor.name == forbidden.name:
                continue
            score = self._score(view, draft, other)
            if score > scored.get(other.actor.code, (0.0, other.actor))[0]:
                scored[other.actor.code] = (score, other.actor)
        ranked = sorted(scored.values(), key=lambda pair: -pair[0])
        if not ranked or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < MARGIN):
            return None
        return ranked[0][1]

    def _crowded(self, draft: Draft) -> bool:
        """Whether two single actors stand before "they" in its sentence: both are meant, or neither."""
        before = [
            other
            for other in self._history
            if other.sentence == draft.sentence and other.kind in {"person", "country", "group"} and not other.place
        ]
        codes = {other.actor.code for other in before if other.actor is not None}
        plural = any(other.plural for other in self._history if other.sentence == draft.sentence)
        return len(codes) > 1 and not plural

    def _local_subject(self, view: View, draft: Draft) -> Actor | None:
        """The subject of the clause in which a pronoun is an object; the pronoun cannot mean it."""
        if view.tree is None or draft.token < 0 or draft.subject:
            return None
        if (self._owns(view, draft) or draft.owner) and not self._answers(view, draft):
            return None
        verbs = view.verbs(view.clause(draft.token))
        for other in reversed(self._history):
            if other.sentence == draft.sentence and other.subject and view.clause(other.token) in verbs:
                return other.actor
        return None

    def _answers(self, view: View, draft: Draft) -> bool:
        """Whether a possessive stands in the object of a verb that answers somebody else: "rejected his demand"."""
        return view.lemma(view.clause(draft.token)) in self._words.responses

    @staticmethod
    def _owns(view: View, draft: Draft) -> bool:
        return view.keys[draft.first] in OWNERS and view.label(draft.first) == "nmod:poss"

    def _is_empty(self, view: View, draft: Draft) -> bool:
        if view.tree is None or draft.token < 0:
            return True
        if view.tree.labels[draft.token] == "expl":
            return True
        governor = view.tree.heads[draft.token]
        copula = any(
            head == governor and label == "cop"
            for head, label in zip(view.tree.heads, view.tree.labels, strict=True)
        )  # fmt: skip
        return view.lemma(governor) in self._words.empty_it or (
            copula and view.tree.labels[draft.token] in {"nsubj", "expl"}
        )

    def _agrees(self, other: Draft, key: str) -> bool:
        """Whether number, kind and gender of an earlier mention fit a pronoun."""
        institution = other.kind == "agent" and other.body
        if key in {"he", "she"}:
            if other.kind not in SINGLE or other.plural or institution:
                return False
            return not other.gender or other.gender == key
        if key == "it":
            return not other.place and (other.kind in {"group", "country"} or institution) and not other.plural
        return not other.place and (other.plural or other.kind == "group")

    def _bindable(self, view: View, draft: Draft, other: Draft) -> bool:
        """Whether the grammar of one sentence lets the pronoun mean the other mention."""
        bare = draft.key == "it" and view.tree is not None and not self._owns(view, draft) and not draft.owner
        here = other.sentence == draft.sentence
        if bare and draft.subject and not (other.subject or (here and view.governs(other.token, draft.token))):
            return False
        if bare and not draft.subject and not here:
            return False
        if other.sentence != draft.sentence:
            return True
        if other.first >= draft.first:
            return False
        if self._quoted(view, draft.first) and not self._quoted(view, other.first) and self._speaks(view, other):
            return False
        if view.tree is None or draft.token < 0 or other.token < 0:
            return True
        return self._owns(view, draft) or view.clause(draft.token) != view.clause(other.token)

    def _speaks(self, view: View, other: Draft) -> bool:
        """Whether a mention is the subject of a verb of speech."""
        if view.tree is None or other.token < 0 or not other.subject:
            return False
        return view.lemma(view.tree.heads[view.climb(other.token)[-1]]) in self._words.speech

    @staticmethod
    def _quoted(view: View, word: int) -> bool:
        return view.words.text[: view.words.starts[word]].count('"') % 2 == 1

    def _score(self, view: View, draft: Draft, other: Draft) -> float:
        """Salience of an earlier mention, from 0 (too far) up."""
        distance = draft.sentence - other.sentence
        if distance > (1 if draft.key == "it" else self._limits.pronoun_distance) or other.actor is None:
            return 0.0
        score = 10.0 - 3.0 * distance
        leads = draft.subject or self._owns(view, draft) or distance > 0
        if other.subject or (other.token < 0 and other.first < 3):
            score += 2.0 if leads else 0.5
        elif not leads and distance == 0:
            score += 1.0
        if distance == 0 and draft.subject and view.governs(other.token, draft.token):
            score += 1.5 if other.subject else 3.5 if other.kind != "person" else 0.0
        if distance == 0 and view.possesses(other.token, draft.token):
            score += 4.0
        if distance == 0 and not other.subject and view.controls(other.token, draft.token, self._words.control):
            score += 4.0
        score += 1.0 if other.kind == "person" else 0.0
        score += 0.5 if other.how == "reference" and other.kind != "agent" else 0.0
        score -= 1.0 if other.place or (other.kind == "country" and not other.subject) else 0.0
        score -= 1.5 if draft.key == "they" and not other.plural else 0.0
        return score + (0.01 if distance == 0 else -0.01) * other.first

    def _speaker(self, draft: Draft) -> Actor | None:
        """Who speaks in the quotation in which "we" stands."""
        view = self._views[draft.sentence]
        if not self._quoted(view, draft.first):
            return None
        for other in (*self._drafts[draft.sentence], *reversed(self._history)):
            place = self._views[other.sentence]
            if draft.sentence - other.sentence > 1 or self._quoted(place, other.first):
                continue
            if self._speaks(place, other):
                return other.actor if other.actor is not None else self._earlier(other)
        return None

    def _earlier(self, other: Draft) -> Actor | None:
        """The actor of a pronoun that follows the quotation."""
        return self._pronoun(other, other.key) if other.kind == "pronoun" and other.key not in {"we", "i"} else None
