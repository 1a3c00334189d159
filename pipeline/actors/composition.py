"""The code of a noun phrase: country, organisation, person and agents together give one actor."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from pipeline.actors.drafts import Draft
from pipeline.actors.offices import OfficeReader
from pipeline.actors.parts import Part
from pipeline.actors.phrases import Phrase
from pipeline.actors.roles import Actor
from pipeline.actors.spots import SpotReader
from pipeline.actors.view import SUBJECTS, View
from pipeline.codebook.actors import ActorBook
from pipeline.records import PLACE

PARTING = frozenset({"ADP", "AUX", "CCONJ", "DET", "PRON", "PUNCT"})
"""Tags of words that no noun phrase holds between its parts: "Iranian-backed plans for rebels"."""
SUPPORTED = frozenset({"agent", "group", "people", "person", "unknown"})
FOLLOWING = frozenset({None, "", "GOV", "LEG", "CVL"})


class Composer:
    """Gives phrases their codes; built once for a codebook."""

    def __init__(self, book: ActorBook, offices: OfficeReader) -> None:
        self._book = book
        self._rules = book.rules
        self._spots = SpotReader(book.rules)
        self._offices = offices

    def compose(self, view: View, number: int, phrases: Sequence[Phrase]) -> list[Draft]:
        """One draft for each phrase that is or may be an actor, and hidden ones for the actors inside it."""
        result: list[Draft] = []
        for phrase, following in zip_longest(phrases, phrases[1:]):
            backs = following is not None and self._backs(view, phrase, following)
            for draft in self._drafts(view, number, phrase):
                if draft.how == PLACE and result and draft.first <= result[-1].last:
                    continue  # of "the Jewish settlement of Ayllu" the settlement is an actor
                result.append(replace(draft, hidden=True, subject=False) if backs else draft)
        return self._offices.link_names(view, result)

    def _backs(self, view: View, phrase: Phrase, following: Phrase) -> bool:
        """Whether a phrase only tells who supports the actor after it: "Iranian-backed rebels"."""
        participle = phrase.last + 1
        if not view.after(phrase.last).startswith("-") or view.keys[participle] not in self._rules.words.backing:
            return False
        near = (phrase.last, participle), (following.head.first, following.head.last)
        between = {view.tag(word) for word in range(participle + 1, following.head.first)}
        return following.head.kind in SUPPORTED and between.isdisjoint(PARTING) and view.joined(*near)

    def _drafts(self, view: View, number: int, phrase: Phrase) -> Iterator[Draft]:
        """The draft of a phrase after those of its owner and its origin: "Assad's forces" also names Assad."""
        inner = [Phrase((part,)) for part in phrase.parts[:-1] if part.kind in {"person", "group"}]
        for each in (*inner, *([phrase.origin] if phrase.origin is not None else [])):
            yield from (replace(draft, hidden=True, subject=False) for draft in self._drafts(view, number, each))
        yield self._draft(view, number, phrase)

    def _draft(self, view: View, number: int, phrase: Phrase) -> Draft:
        head = phrase.head
        actor, role = self._actor(view, phrase)
        place = self._spots.is_place(view, phrase)
        source = phrase.origin if head.kind == "noun" and phrase.origin is not None else phrase
        agents = [part for part in source.parts if part.kind == "agent"]
        owner = phrase.parts[0] if phrase.parts[0].kind in {"pronoun", "noun"} and len(phrase.parts) > 1 else None
        token = view.head(head.first, head.last)
        hit = self._spots.is_hit(view, phrase)
        return Draft(
            sentence=number,
            first=self._spots.find_opening(view, phrase) if hit else phrase.first,
            last=phrase.last,
            actor=actor,
            how=PLACE if hit else self._how(phrase, actor, number),
            kind=self._kind(phrase, place=place),
            key=agents[-1].key if agents else head.key,
            role=role,
            plural=self._is_plural(view, head),
            gender=self._gender(view, phrase),
            definite=self._is_definite(view, phrase, token),
            owner=owner.key if owner else "",
            body=head.agent is not None and head.agent.kind in {"body", "thing"},
            idle=token is not None and self._is_idle(view, head, token),
            fallback=next((part.actor for part in phrase.parts if part.kind == "people"), None),
            token=-1 if token is None else token,
            subject=view.is_subject(phrase.first, phrase.last, token),
            place=place,
            titled=head.kind == "person" and bool(agents) and phrase.kinds() <= {"agent", "person"},
            head_full=head.full,
            head_first=head.first,
            head_last=head.last,
        )

    @staticmethod
    def _is_idle(view: View, head: Part, token: int) -> bool:
        if head.agent is None or view.tree is None:
            return False
        if head.agent.kind == "thing" and view.function(head.first, head.last) not in SUBJECTS:
            return True
        if view.tree.labels[token] == "appos" or view.dependents(token, "cop"):
            return True
        # "named himself president": a person in the singular without anything before it is an office.
        bare = head.agent.kind == "person" and not head.plural and token not in view.tree.heads
        return bare and view.tree.labels[token] not in SUBJECTS | {"compound", "conj", "nmod:desc"}

    @staticmethod
    def _is_definite(view: View, phrase: Phrase, token: int | None) -> bool:
        """Whether "the" belongs to the phrase."""
        if phrase.first > 0 and view.keys[phrase.first - 1] == "the":
            return True
        return token is not None and "the" in view.dependents(token, "det")

    @staticmethod
    def _is_plural(view: View, head: Part) -> bool:
        if head.plural or head.kind == "people" or (head.kind == "noun" and head.key.endswith("s")):
            return True
        tagged = head.kind == "agent" and view.tree is not None
        return tagged and view.tree is not None and view.tree.xpos[view.tokens[head.last]] in {"NNS", "NNPS"}

    @staticmethod
    def _how(phrase: Phrase, actor: Actor | None, number: int) -> str:
        """How a mention is resolved where the article's references play no part."""
        alone = len(phrase.parts) == 1 and phrase.shared is None
        if not alone or phrase.origin is not None or phrase.lender is not None:
            return "composed"
        if actor is None or not actor.learned:
            return "dictionary"
        return "apposition" if actor.learned == "apposition" and actor.taught == number else "reference"

    def _kind(self, phrase: Phrase, *, place: bool) -> str:
        """What a phrase names: country, place, group, people, person, agent, pronoun or noun."""
        head = phrase.head
        if phrase.lender is not None or (head.kind == "noun" and phrase.origin is not None):
            return "agent"
        if head.kind == "unknown":
            return "group" if self._is_group(head) else "person"
        acts = head.kind == "capital" and not place
        return "country" if acts or head.kind in {"adjective", "demonym"} else head.kind

    def _gender(self, view: View, phrase: Phrase) -> str:
        words = self._rules.words
        keys = {view.keys[phrase.first], *(key for part in phrase.parts for key in part.key.split())}
        name = (phrase.head.actor.name if phrase.head.actor else None) or phrase.head.key
        first = name.lower().split()[0] if name else ""
        if keys & words.female_titles or (phrase.head.kind in {"person", "unknown"} and first in words.female_names):
            return "she"
        return "he" if keys & words.male_titles else ""

    def _actor(self, view: View, phrase: Phrase) -> tuple[Actor | None, str | None]:
        """The actor of a phrase, and the role where the country is missing."""
        head = phrase.head
        if head.kind == "agent" or phrase.lender is not None:
            return self._agent_actor(view, phrase)
        if head.kind in {"person", "unknown"}:
            return self._person_actor(view, phrase)
        if head.kind == "capital" and head.actor is not None:
            if self._spots.stands_for_country(view, head):
                return Actor(head.actor.code, head.actor.name, head.actor.entry, "country"), None
            if self._spots.is_place(view, phrase) or self._spots.is_local(view, head):
                return Actor(head.actor.code, head.actor.name, head.actor.entry, "place"), None
            return Actor(
                head.actor.code + self._rules.roles.capital, head.actor.name, head.actor.entry, "country"
            ), None
        if head.kind == "demonym" and head.actor is not None:
            definite = head.plural and phrase.first > 0 and view.keys[phrase.first - 1] == "the"
            code = head.actor.code + ("" if definite else self._rules.roles.demonym)
            return Actor(code, head.actor.name, head.actor.entry, "country"), None
        if head.kind == "noun" and phrase.origin is not None:
            return self._actor(view, phrase.origin)
        if head.kind == "people" and len(phrase.parts) > 1 and phrase.parts[0].actor is not None:
            spot = phrase.parts[0].actor
            return replace(spot, code=spot.code[:3] + self._rules.roles.people), None
        return head.actor, None

    def _agent_actor(self, view: View, phrase: Phrase) -> tuple[Actor | None, str | None]:
        source = phrase.lender or phrase
        agents = [part for part in source.parts if part.kind == "agent"]
        role = self.join_roles(agents)
        base = self._base(view, phrase) or (self._base(view, source) if phrase.lender is None else None)
        destined = agents[-1].key in self._rules.words.destined
        if destined and phrase.lender is None and self._only_destination(view, phrase):
            base = None
        entry = next((part.agent.entry for part in reversed(agents) if part.agent), None)
        if base is None or (base.kind == "people" and self._book.split_code(base.code)[0] is None):
            inner = self._inner(phrase)
            return None, (inner or role)
        if self._former(view, source):
            role = self._rules.roles.former
        return self._combine(base, role, entry, phrase), role

    @staticmethod
    def _only_destination(view: View, phrase: Phrase) -> bool:
        """Whether the only country is a noun directly before an envoy: "the Syria envoy", but not "China's envoy"."""
        spots = [part for part in phrase.parts if part.kind != "agent"]
        if len(spots) == 1 and view.words.text.startswith("'s", view.words.ends[spots[0].last]):
            return False
        return len(spots) == 1 and spots[0].kind == "country" and len(spots[0].key) > 3 and phrase.origin is None

    def _inner(self, phrase: Phrase) -> str | None:
        """The role that an agent after "of" gives: "leaders of the rebels"."""
        if phrase.origin is None or phrase.origin.head.kind != "agent":
            return None
        return self.join_roles([part for part in phrase.origin.parts if part.kind == "agent"])

    def _base(self, view: View, phrase: Phrase) -> Actor | None:
        """The country, group or person to which an agent belongs."""
        parts = phrase.parts if phrase.shared is None else (phrase.shared, *phrase.parts)
        actors = [part.actor or part.home for part in parts if part.kind != "agent"]
        bases = [actor for actor in actors if actor is not None]
        if bases:
            groups = [actor for actor in bases if actor.kind == "group"]
            others = [actor for actor in bases if actor.kind not in {"people", "group"}]
            if groups and not (others and self._is_foreign(groups[-1], others[0])):
                return groups[-1]
            return (others or bases)[0]
        if phrase.origin is None:
            return None
        origin = phrase.origin
        if origin.head.kind == "agent":
            base = self._base(view, origin)
            inner = self.join_roles([part for part in origin.parts if part.kind == "agent"])
            return None if base is None else self._combine(base, inner, None, origin)
        return self._base(view, origin)

    def _is_foreign(self, force: Actor, state: Actor) -> bool:
        """Whether a force that the dictionary knows is here that of another state: "the Australian SAS"."""
        (home, role), (country, _) = self._book.split_code(force.code), self._book.split_code(state.code)
        return None not in {home, country} and home != country and (role or "")[:3] in self._rules.roles.state

    def _combine(self, base: Actor, role: str | None, entry: str | None, phrase: Phrase) -> Actor:
        """An agent of a base: a country gets the role, an organisation keeps its code."""
        country, had = self._book.split_code(base.code)
        joined = " + ".join(part for part in (base.entry, entry) if part)
        name = base.name
        if base.kind == "group" or country is None:
            return Actor(base.code, name, joined or None, "group")
        if base.kind == "person" and self.is_follower(phrase.head.key, role):
            return Actor(base.code, name, joined or None, "agent")
        weak = (
            phrase.head.key in self._rules.words.weak
            and phrase.origin is not None
            and phrase.origin.head.kind == "agent"
        )
        code = base.code if weak and had else country + (role or "")
        return Actor(code, name, joined or None, "agent")

    def is_follower(self, key: str, role: str | None) -> bool:
        """Whether an agent of a person has that person's role: a spokesman, a deputy, supporters."""
        return key in self._rules.words.weak and role in FOLLOWING

    def join_roles(self, agents: Sequence[Part]) -> str | None:
        """One role of several agents: "rebel commander" REB, "government troops" MIL."""
        roles = [(part.agent.role, part.key) for part in agents if part.agent is not None]
        if not roles:
            return None
        role, key = roles[-1]
        weak = key in self._rules.words.weak or key.split()[-1] in self._rules.words.weak
        for other, _ in reversed(roles[:-1]):
            paired = self._rules.pairs.get(f"{other} {role}")
            if paired is not None or weak:
                return paired or other
        return role

    def _person_actor(self, view: View, phrase: Phrase) -> tuple[Actor | None, str | None]:
        head, words = phrase.head, self._rules.words
        agents = [part for part in phrase.parts if part.kind == "agent" and part.key not in words.courtesy]
        role = self.join_roles(agents)
        strong = any(part.key not in words.weak for part in agents)
        bases = [part.actor for part in phrase.parts[:-1] if part.kind != "agent" and part.actor is not None]
        bases.extend([head.home] if head.home is not None else [])
        base = next((actor for actor in bases if actor.kind == "group"), bases[0] if bases else None)
        own, former = head.actor, self._former(view, phrase)
        if own is not None:
            if not agents or (former and own.valid):
                return own, None
            return self._offices.appoint(own, base, role if strong else None, former=former), None
        if not agents and base is None:
            return None, None
        role = self._rules.roles.former if former else role
        if base is None:
            return None, role
        agent = agents[-1].agent if agents else None
        return self._named(self._combine(base, role, agent.entry if agent else None, phrase), view, head), role

    def _is_group(self, head: Part) -> bool:
        """Whether an unknown name is one of a group: it holds a country or ends in a noun for a group."""
        return head.home is not None or head.key.split()[-1] in self._rules.words.group_endings

    def _named(self, actor: Actor, view: View, head: Part) -> Actor:
        """The actor under the name that the article gives it."""
        text = view.original[view.words.starts[head.first] : view.words.ends[head.last]]
        return Actor(actor.code, text, actor.entry, "group" if self._is_group(head) else "person", learned="title")

    def _former(self, view: View, phrase: Phrase) -> bool:
        """Whether "former", "ex-" or "late" stands before the agent or between the parts."""
        return any(key in self._rules.words.former for key in view.keys[phrase.first : phrase.parts[-1].last])
