"""The pieces from which mentions are made: names, adjectives, agents, unknown names and pronouns of one sentence."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from pipeline.actors.matcher import Hit, Matcher
from pipeline.actors.roles import Actor, choose_actor
from pipeline.actors.strikes import is_struck, names_none
from pipeline.actors.view import View
from pipeline.codebook.actorrules import ActorRules, Ambiguity
from pipeline.codebook.actors import ActorBook, ActorRow, AgentRow

PRONOUNS = {
    "he": "he", "him": "he", "his": "he", "himself": "he",
    "she": "she", "her": "she", "hers": "she", "herself": "she",
    "they": "they", "them": "they", "their": "they", "themselves": "they",
    "it": "it", "its": "it", "itself": "it",
    "we": "we", "us": "we", "our": "we", "ourselves": "we",
    "i": "i", "me": "i", "my": "i",
    "whose": "whose",
}  # fmt: skip
OWNERS = frozenset({"his", "her", "their", "its", "our", "my", "whose"})
NAMES = frozenset({"country", "capital", "place"})
ARGUMENTS = frozenset({"nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:agent", "nmod:poss"})
AGENT_TAGS = frozenset({"NOUN", "PROPN", "ADJ", "X", ""})


@dataclass(frozen=True, slots=True)
class Part:
    """Words ``first`` to ``last`` of a sentence and who or what they name.

    Attributes:
        kind: country, adjective, demonym, capital, place, group, person, agent, unknown, noun or pronoun.
        key: the words in lower case, joined by blanks; for a pronoun he, she, they, it, we or i.
        actor: who is meant, where the dictionary or the article says.
        agent: the agent row.
        plural: an agent or demonym in the plural.
        full: a person named by more than one word, or a group by its full name.
        home: the country inside the name of an unknown group: "Syrian" in "Syrian National Council".
    """

    first: int
    last: int
    kind: str
    key: str
    actor: Actor | None = None
    agent: AgentRow | None = None
    plural: bool = False
    full: bool = False
    home: Actor | None = None


@dataclass(frozen=True)
class Known:
    """What the article has taught so far.

    Attributes:
        actors: who is meant by the words of a name.
        names: full names of the codebook that stand in the article.
        countries: countries that the article names otherwise than by abbreviations; None before it is read.
    """

    actors: Mapping[tuple[str, ...], Actor]
    names: frozenset[str]
    countries: frozenset[str] | None = None

    @cached_property
    def first_words(self) -> frozenset[str]:
        """The first words of the names that it knows."""
        return frozenset(keys[0] for keys in self.actors if keys)


class PartFinder:
    """Finds the parts of sentences; built once for a codebook."""

    def __init__(self, book: ActorBook) -> None:
        self.matcher = Matcher(book)
        self._book = book
        self._rules: ActorRules = book.rules
        words = book.rules.words
        nouns = words.group_nouns | words.country_nouns | words.relation_nouns | words.pair_nouns | words.partitive
        self._nouns = nouns | {f"{noun}s" for noun in nouns}

    def find(self, view: View, day: date, article: str, known: Known) -> list[Part]:
        """All parts of the sentence from left to right; they do not overlap.

        Args:
            view: the sentence.
            day: the article's date, on which roles must be valid.
            article: the whole text in lower case, for the rules on ambiguous names.
            known: names that the article explains.
        """
        parts: list[Part] = []
        taken = 0
        for hit in self._hits(view):
            part = self._read_hit(view, hit, day, article, known)
            if part is not None:
                parts.extend(self._find_others(view, taken, hit.first, known))
                parts.extend(self._shortened(view, hit, parts, day, article, known))
                parts.append(part)
                taken = part.last + 1
        parts.extend(self._find_others(view, taken, len(view.keys), known))
        return self._merge_names(view, [item for part in parts for item in self._apply_known(view, part, known)], known)

    def _hits(self, view: View) -> Iterator[Hit]:
        """What the dictionary holds of the sentence; of "the Australian government" not the newspaper's name."""
        for hit in view.look_up(self.matcher):
            follows = hit.last + 1
            article = view.keys[hit.first] == "the" and hit.last > hit.first and follows < len(view.keys)
            if article and view.between(hit.last, follows) == " " and view.tag(follows) in {"NOUN", "PROPN", "ADJ"}:
                start = hit.first + 1
                for inner in self.matcher.find(view.keys[start:follows], view.forms[start:follows]):
                    yield Hit(inner.first + start, inner.last + start, inner.forms)
            else:
                yield hit

    def learns(self, view: View, known: Known) -> bool:
        """Whether what the article explains can change what :meth:`find` gives for a sentence."""
        if known.first_words & view.key_set:
            return True
        rows = ((form.shape, form.row) for hit in self._hits(view) for form in hit.forms)
        return any(isinstance(row, ActorRow) and (shape == "A" or row.name in known.names) for shape, row in rows)

    def _shortened(
        self, view: View, hit: Hit, parts: list[Part], day: date, article: str, known: Known
    ) -> Iterator[Part]:
        """The first of two names that share their last word: "North" in "North and South Korea"."""
        first = hit.first - 2
        if hit.last != hit.first + 1 or first < 0 or view.keys[first + 1] != "and":
            return
        keys, forms = (view.keys[first], view.keys[hit.last]), (view.forms[first], view.forms[hit.last])
        other = next(self.matcher.find(keys, forms), None)
        if other is None or other.last != 1 or not forms[0][0].isupper():
            return
        part = self._read_hit(view, Hit(first, first, other.forms), day, article, known)
        if part is not None and part.kind == "country":
            while parts and parts[-1].last >= first:
                parts.pop()
            yield part

    def _read_hit(self, view: View, hit: Hit, day: date, article: str, known: Known) -> Part | None:
        key = " ".join(view.keys[hit.first : hit.last + 1])
        words = self._rules.words
        if view.words.text.isupper() and key in words.common:
            return None
        if self._spoiled(view, hit) or self._ambiguous(view, hit, key, article):
            return None
        agents = [form for form in hit.forms if form.kind == "agent" and isinstance(form.row, AgentRow)]
        if len(agents) == len(hit.forms):
            if self._no_noun(view, hit, key) or (agents and key in words.common and view.tree is None):
                return None
            row = agents[0].row
            assert isinstance(row, AgentRow)
            last = hit.last + self._designate(view, hit.last)
            return Part(hit.first, last, "agent", key, agent=row, plural=agents[0].plural)
        chosen = choose_actor(hit.forms, day, self._book, known.names, article)
        if chosen is None:
            return None
        actor, form = chosen
        if form.shape == "A" and not self._supported(actor, known):
            return None
        if key in words.months and actor.name not in known.names and not self._titled(view, hit.first):
            return None
        if not actor.code.strip("-"):
            return None
        kind = form.kind if form.kind in {"adjective", "demonym", "capital"} else actor.kind
        if self._first_name(view, hit, key, kind):
            return None
        plural = kind == "demonym" and key.endswith("s")
        return Part(hit.first, hit.last, kind, key, actor=actor, plural=plural, full=hit.last > hit.first)

    def _titled(self, view: View, word: int) -> bool:
        """Whether a title stands before a word: "Prime Minister May", "Mrs. May"."""
        if not word or view.between(word - 1, word) not in {" ", ". "}:
            return False
        previous = word - 1
        agent = self.matcher.find(view.keys[previous:word], view.forms[previous:word])
        return view.keys[previous] in self._rules.words.courtesy or (
            view.forms[previous][0].isupper() and any(form.kind == "agent" for hit in agent for form in hit.forms)
        )

    def _supported(self, actor: Actor, known: Known) -> bool:
        """Whether the article holds the full name or the country of an abbreviation: USC is many things."""
        country, _ = self._book.split_code(actor.code)
        if known.countries is None or actor.kind != "group" or country is None:
            return True
        return actor.name in known.names or country in known.countries

    def _no_noun(self, view: View, hit: Hit, key: str) -> bool:
        """Whether the tree says that an agent word is no noun here, or a hyphen makes it part of another word."""
        tag = view.tag(hit.last)
        if view.keys[hit.last] in self._rules.words.designate:
            return False
        if view.after(hit.last).startswith("-") and hit.last + 1 < len(view.keys):
            return view.between(hit.last, hit.last + 1) == "-" and not self._designate(view, hit.last)
        if tag != "ADJ" or key in self._rules.words.adjectives or view.function(hit.first, hit.last) in ARGUMENTS:
            return tag not in AGENT_TAGS
        # "Arab League chief X": taken for an adjective before a name.
        return view.forms[hit.last][0].isupper() or view.tag(min(hit.last + 1, len(view.keys) - 1)) != "PROPN"

    def _designate(self, view: View, word: int) -> bool:
        """Whether a hyphen and "elect" or the like follow: "president-elect"."""
        following = word + 1
        if following >= len(view.keys) or view.between(word, following) != "-":
            return False
        return view.keys[following] in self._rules.words.designate

    def _spoiled(self, view: View, hit: Hit) -> bool:
        """Whether punctuation parts the words, or a hyphen makes an attitude or a property of them."""
        inside = view.words.text[view.words.starts[hit.first] : view.words.ends[hit.last]]
        known = "(" in "".join(form.row.name for form in hit.forms if isinstance(form.row, ActorRow))
        if any(sign in inside for sign in (',;:"' if known else ',;:()"')):
            return True
        return self._hyphened(view, hit.first, hit.last)

    def _hyphened(self, view: View, first: int, last: int) -> bool:
        """Whether a hyphen makes an attitude ("pro-Russian") or a property ("Soviet-era") of a name."""
        words = self._rules.words
        if view.before(first) == "-" and first and view.keys[first - 1] in words.attitudes:
            return True
        joined = view.after(last).startswith("-") and last + 1 < len(view.keys)
        return joined and view.keys[last + 1] in words.properties

    def _ambiguous(self, view: View, hit: Hit, key: str, article: str) -> bool:
        """Whether a rule of the codebook says that the name means something else here."""
        rule: Ambiguity | None = self._rules.ambiguities.get(key)
        if rule is None:
            return False
        after = view.keys[hit.last + 1] if hit.last + 1 < len(view.keys) and view.after(hit.last)[:1] == " " else ""
        before = view.keys[hit.first - 1] if hit.first and view.before(hit.first) == " " else ""
        if after in rule.next_against or before in rule.previous_against:
            return True
        if any(word in article for word in rule.article_against):
            return not any(word in article for word in rule.article_for)
        return False

    def _first_name(self, view: View, hit: Hit, key: str, kind: str) -> bool:
        """Whether the name of a state is the first name of a person here: "Jordan Smith"."""
        follows = hit.last + 1
        if kind not in NAMES or key not in self._rules.words.first_names or view.headline:
            return False
        if follows >= len(view.keys) or view.after(hit.last)[:1] != " " or not self._capital(view, follows):
            return False
        return (
            next(self.matcher.find(view.keys[follows : follows + 1], view.forms[follows : follows + 1]), None) is None
        )

    def _capital(self, view: View, word: int) -> bool:
        """Whether a word can be part of an unknown name."""
        words, key = self._rules.words, view.keys[word]
        if not view.forms[word][0].isupper() or key in words.openers or key in words.months:
            return False
        tag = view.tag(word)
        if tag == "PROPN" or view.headline or tag not in {"", "X", "NOUN", "ADJ"}:
            return tag == "PROPN"
        if word > 0 or tag == "X":
            return True
        return not tag and len(view.forms) > 1 and view.between(0, 1) == " " and self._capital(view, 1)

    def _is_name(self, view: View, word: int, known: Known) -> bool:
        """Whether a word begins an unknown name, or is a surname that the article explains."""
        if view.keys[word] in self._rules.words.courtesy:
            return False
        return self._capital(view, word) or (
            view.forms[word][0].isupper() and view.keys[word : word + 1] in known.actors
        )

    def _find_others(self, view: View, first: int, last: int, known: Known) -> Iterator[Part]:
        """Unknown names, pronouns and nouns that refer, in the words that no dictionary entry covers."""
        number = first
        while number < last:
            key = view.keys[number]
            if key in PRONOUNS and view.forms[number] not in {"US", "I."}:
                yield Part(number, number, "pronoun", PRONOUNS[key])
            elif self._is_name(view, number, known) and not self._hyphened(view, number, number):
                end = self._run_end(view, number, last)
                yield Part(number, end, "unknown", " ".join(view.keys[number : end + 1]), full=end > number)
                number = end
            elif key in self._nouns or self._is_struck(view, number):
                yield Part(number, number, "noun", key)
            number += 1

    def _is_struck(self, view: View, word: int) -> bool:
        """Whether a word is a noun for a town without a name to which something is done: "stormed a village"."""
        words = self._rules.words
        return names_none(view, word, words) and is_struck(view, word, word, words)

    def _run_end(self, view: View, first: int, limit: int) -> int:
        """The last word of the unknown name that begins at `first`."""
        last = first
        while last + 1 < limit and view.between(last, last + 1) in {" ", "-", ". ", "'"}:
            following = last + 1
            if self._capital(view, following) or view.between(last, following) == "-":
                last = following
            elif view.keys[following] in self._rules.words.particles and following + 1 < limit:
                if not self._capital(view, following + 1) or view.between(last, following) != " ":
                    return last
                last = following + 1
            else:
                return last
        return last

    def _apply_known(self, view: View, part: Part, known: Known) -> Iterator[Part]:
        """Name the persons and groups that the article has explained inside an unknown name."""
        if part.kind != "unknown":
            keys = view.keys[part.first : part.last + 1]
            short = part.kind == "person" and not part.full and keys in known.actors
            yield replace(part, actor=known.actors[keys]) if short else part
            return
        number, loose = part.first, view.headline or view.tree is None
        for first in range(part.first, part.last + 1):
            last = next(
                (end for end in range(part.last, first - 1, -1) if view.keys[first : end + 1] in known.actors), -1
            )
            if first < number or last < 0:
                continue
            actor = known.actors[view.keys[first : last + 1]]
            if not self._is_known(view, part, (first, last), actor, loose=loose):
                continue
            if first > number and loose:
                yield self._unknown(view, number, first - 1)
            start = first if loose else part.first
            key = " ".join(view.keys[start : last + 1])
            yield Part(start, last, actor.kind, key, actor=actor, full=last > start)
            number = last + 1
        if number <= part.last:
            yield self._unknown(view, number, part.last)

    @staticmethod
    def _unknown(view: View, first: int, last: int) -> Part:
        return Part(first, last, "unknown", " ".join(view.keys[first : last + 1]), full=last > first)

    def _is_known(self, view: View, part: Part, span: tuple[int, int], actor: Actor, *, loose: bool) -> bool:
        """Whether an explained name may be meant: as a whole, as a surname after first names, or in a headline."""
        first, last = span
        if actor.kind == "group" and first == last and view.keys[first] in self._rules.words.group_nouns:
            return first == part.first and last == part.last and first > 0 and view.keys[first - 1] == "the"
        if loose or (first == part.first and last == part.last):
            return True
        given = " ".join(view.keys[part.first : first])
        return last == part.last and actor.kind == "person" and self._same_person(given, actor)

    def _merge_names(self, view: View, parts: Sequence[Part], known: Known) -> list[Part]:
        """Join unknown words with the name beside them: "Tayyip" and "Erdogan" are one person."""
        merged: list[Part] = []
        for part in parts:
            last = merged[-1] if merged else None
            if last is not None and view.between(last.last, part.first) in {" ", "-"}:
                joined = self._merge_pair(view, last, part, known)
                if joined is not None:
                    merged[-1] = joined
                    continue
            merged.append(part)
        return merged

    def _merge_pair(self, view: View, left: Part, right: Part, known: Known) -> Part | None:
        if view.headline and view.tree is None:
            return None
        key = f"{left.key} {right.key}"
        if left.kind in {"adjective", "demonym"} and right.kind == "unknown" and right.full and not view.headline:
            group = right.key.split()[-1] in self._rules.words.group_endings
            actor = known.actors.get(view.keys[left.first : right.last + 1])
            if actor is not None:
                return Part(left.first, right.last, actor.kind, key, actor=actor, full=True)
            return Part(left.first, right.last, "unknown", key, full=True, home=left.actor) if group else None
        if left.kind == "unknown" and right.kind == "person" and not right.full:
            if right.actor is not None and self._same_person(left.key, right.actor):
                return replace(right, first=left.first, key=key, full=True)
            return Part(left.first, right.last, "unknown", key, full=True)
        name = left.kind == "person" and not left.full
        if right.kind == "unknown" and (name or left.kind in NAMES):
            if view.joined((left.first, left.last), (right.first, right.last)):
                return Part(left.first, right.last, "unknown", key, full=True)
            return None
        if left.kind == "unknown" and right.kind in NAMES and right.actor is not None:
            pair = (left.first, left.last), (right.first, right.last)
            if view.tree is not None and view.joined(*pair) and not view.headline:
                return Part(left.first, right.last, "unknown", key, full=True)
        return None

    @staticmethod
    def _same_person(first_names: str, actor: Actor) -> bool:
        """Whether first names that the dictionary spells otherwise can be those of the actor: by their initials."""
        own = (actor.name or "").lower().replace("-", " ").split()[:-1]
        return not own or any(name[0] == mine[0] for name in first_names.split()[:1] for mine in own)
