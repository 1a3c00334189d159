"""Joins the parts of a sentence to noun phrases: title and name, country and agent, owner and owned."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.actors.parts import OWNERS, Part
from pipeline.actors.view import View
from pipeline.codebook.actorrules import ActorRules, ActorWords

# Which part may follow which in one phrase; "'s" stands for a possessive between them.
FOLLOWS = frozenset(
    {
        ("adjective", "agent"), ("adjective", "person"), ("adjective", "group"),
        ("country", "agent"), ("capital", "agent"), ("place", "agent"),
        ("group", "agent"), ("group", "group"), ("group", "person"), ("group", "unknown"),
        ("agent", "agent"), ("agent", "person"), ("agent", "unknown"), ("agent", "group"),
        ("person", "agent"), ("unknown", "agent"), ("pronoun", "agent"),
        ("adjective", "people"), ("country", "people"), ("people", "agent"), ("people", "person"), ("agent", "people"),
    }
)  # fmt: skip
OWNED = frozenset({"agent", "person"})
OWNER = frozenset({"noun", "people", "country", "capital", "place", "group", "person", "agent", "unknown"})
SOURCES = frozenset({"country", "capital", "place", "group", "people", "person", "agent", "unknown", "demonym"}) | {
    "adjective"
}
PLACES = frozenset({"country", "capital", "place"})
BREAKS = frozenset(',;:()"[]—!?/')


@dataclass(frozen=True, slots=True)
class Phrase:
    """Parts that name one actor.

    Attributes:
        parts: from left to right; the last one is the head.
        origin: the phrase after "of", "in" or "from" that says where the head belongs.
        lender: a coordinated phrase that lends its agent: "French" in "French and German officials".
        start: first word where "former" or "Mr." stands before the parts.
        shared: the country before the first of coordinated agents: "Burmese" for the teachers of "Burmese doctors and
            teachers".
    """

    parts: tuple[Part, ...]
    origin: "Phrase | None" = None
    lender: "Phrase | None" = None
    start: int = -1
    shared: Part | None = None

    @property
    def first(self) -> int:
        """First word."""
        return self.parts[0].first if self.start < 0 else self.start

    @property
    def last(self) -> int:
        """Last word."""
        return self.origin.last if self.origin is not None else self.parts[-1].last

    @property
    def head(self) -> Part:
        """The part that the others belong to."""
        return self.parts[-1]

    def kinds(self) -> set[str]:
        """Kinds of its parts."""
        return {part.kind for part in self.parts}


def join_parts(view: View, parts: Sequence[Part], rules: ActorRules) -> list[Phrase]:
    """The phrases of a sentence from left to right."""
    words = rules.words
    groups: list[list[Part]] = []
    for part in parts:
        normal = (
            replace(part, kind="adjective") if part.kind == "demonym" and _followed(view, part, parts, words) else part
        )
        if groups and _linked(view, groups[-1], normal, words):
            groups[-1].append(normal)
        else:
            groups.append([normal])
    phrases = [Phrase(tuple(group)) for group in (_trim(view, group, words) for group in groups) if group]
    joined = share_countries(view, lend_agents(view, attach_origins(view, phrases, rules)))
    return [_with_titles(view, phrase, words) for phrase in joined]


def _with_titles(view: View, phrase: Phrase, words: ActorWords) -> Phrase:
    """The phrase with the "former", "late" or "Mr." before it."""
    first, head = phrase.first - 1, phrase.head
    if first < 0 or view.between(first, first + 1) not in {" ", "-", ". "}:
        return phrase
    if view.keys[first] in words.courtesy and head.kind in {"person", "unknown"}:
        return replace(phrase, start=first)
    if head.kind not in {"agent", "person", "unknown"}:
        return phrase
    for number in range(first, max(first - 3, -1), -1):
        if view.keys[number] in words.former and not view.is_predicate(number):
            return replace(phrase, start=number)
        if view.tree is None or not _modifies(view, number, phrase.parts[0], words):
            break
    return phrase


def _trim(view: View, group: list[Part], words: ActorWords) -> list[Part]:
    """The group without agents at its end that are none here: "military" in "military aid", "opposition from"."""
    last = group[-1]
    follows = view.keys[last.last + 1] if last.last + 1 < len(view.keys) else ""
    if last.kind == "agent" and last.key in words.abstract and follows in words.abstract_before:
        return group if view.tag(last.last + 1) == "PART" else group[:-1]
    while group and group[-1].kind == "agent" and view.tag(group[-1].last) == "ADJ":
        if view.label(group[-1].last) != "amod":
            break
        group = group[:-1]
    return group


def _followed(view: View, part: Part, parts: Sequence[Part], words: ActorWords) -> bool:
    """Whether a word that is adjective and demonym in one is an adjective here: something of its phrase follows."""
    later = next((other for other in parts if other.first > part.last), None)
    return later is not None and _linked(view, [replace(part, kind="adjective")], later, words)


def _linked(view: View, group: list[Part], part: Part, words: ActorWords) -> bool:
    last = group[-1]
    gap = view.between(last.last, part.first)
    owned = gap.startswith("-") and view.keys[last.last + 1] in words.owned  # "a Spanish-owned company"
    if any(sign in BREAKS for sign in gap) or "--" in gap or (gap.startswith("-") and not owned) or "  " in gap:
        return False
    possessive = view.possessive(last.last)
    middle = range(last.last + (2 if possessive and gap.lower().startswith("'s") else 1), part.first)
    if any(not _modifies(view, number, part, words) for number in middle):
        return False
    if last.kind == "pronoun":
        country = part.kind == "noun" and part.key in words.country_nouns | words.relation_nouns
        return view.keys[last.last] in OWNERS and (part.kind in OWNED or country)
    if possessive:
        allowed = last.kind in OWNER and part.kind in OWNED and last.kind != "unknown"
    else:
        allowed = _may_follow(view, group, part, near=not middle)
    if not allowed:
        return False
    return _is_title(last, part, near=not middle) or view.joined((last.first, last.last), (part.first, part.last))


def _is_title(last: Part, part: Part, *, near: bool) -> bool:
    """Whether an agent stands directly before a name; parsers often take the two for two phrases."""
    body = last.agent is not None and last.agent.kind != "person"
    return near and last.kind in {"agent", "group"} and part.kind in {"person", "unknown"} and not body


def _may_follow(view: View, group: list[Part], part: Part, *, near: bool) -> bool:
    last = group[-1]
    if (last.kind, part.kind) not in FOLLOWS:
        return False
    if (last.kind, part.kind) == ("unknown", "agent"):
        modifies = view.tree is not None and view.label(last.last) in {"amod", "compound", "nmod:desc"}
        return near and (modifies or view.forms[part.first][0].isupper()) and not view.headline
    if (last.kind, part.kind) == ("agent", "unknown"):
        body = last.agent is not None and last.agent.kind == "body" and view.forms[part.last].isupper()
        return near and (view.forms[last.last][0].isupper() or part.full or body) and not last.plural
    if (last.kind, part.kind) == ("group", "group"):
        return near and last.actor is not None and last.actor.code.startswith("IGO") and part.actor is not None
    if (last.kind, part.kind) == ("group", "unknown"):
        return near and part.full and view.forms[last.last][0].islower()
    if part.kind == "person" and last.kind == "agent":
        return not last.plural
    return True


def _modifies(view: View, number: int, part: Part, words: ActorWords) -> bool:
    """Whether the word stands before the head of a noun phrase as a modifier."""
    key = view.keys[number]
    if key in words.neutral or key in words.former or (len(key) == 1 and view.forms[number].isupper()):
        return True
    if view.tree is None or (view.verbless and view.tag(number) == "VERB"):
        return False  # "Amnesty accused soldiers": the parser has found no other verb
    token, head = view.tokens[number], view.head(part.first, part.last)
    if view.tree.tags[token] not in {"ADJ", "NOUN", "PROPN", "NUM", "VERB", "ADV", "PUNCT"} or head is None:
        return False
    return token < head and head in view.climb(token) and view.tree.labels[token] != "case"


def attach_origins(view: View, phrases: Sequence[Phrase], rules: ActorRules) -> list[Phrase]:
    """Join agents with the country or group that follows them: "rebels in Libya", "the government of Mali"."""
    result: list[Phrase] = []
    for phrase in reversed(phrases):
        if result and wants_origin(phrase):
            following = result[0]
            if _has_origin(view, phrase, following, rules):
                phrase = replace(phrase, origin=following)
                result.pop(0)
        result.insert(0, phrase)
    return result


def wants_origin(phrase: Phrase) -> bool:
    """Whether the head is an agent, or an unknown name with a title, whose country the phrase itself does not say."""
    return (phrase.head.kind in {"agent", "noun"} or _is_titled(phrase)) and not phrase.kinds() & {
        "country", "adjective", "capital", "place", "group", "person", "pronoun",
    }  # fmt: skip


def _is_titled(phrase: Phrase) -> bool:
    return phrase.head.kind == "unknown" and phrase.parts[0].kind == "agent"


def _has_origin(view: View, phrase: Phrase, following: Phrase, rules: ActorRules) -> bool:
    """Whether a preposition ties the following phrase to the agent."""
    words, first, last = rules.words, phrase.parts[-1].last, following.first
    gap = view.between(first, last)
    if any(sign in BREAKS or sign == "-" for sign in gap) or first + 1 >= last:
        return False
    if view.after(following.parts[0].last).startswith("-"):
        return False  # "members of a Tanzanian-backed militia"
    keys = view.keys[first + 1 : last]
    opening, leader = " ".join(keys[:2]), following.head
    led = opening in words.led_phrases
    if led and (leader.actor is None or leader.actor.learned):
        return False  # who leads them tells nothing where the dictionary does not know him
    keys = ("of", *keys[2:]) if led or opening in words.origin_phrases else keys
    if keys[0] not in words.origins or any(
        key not in words.determiners and not _modifies(view, number, following.parts[0], words)
        for number, key in enumerate(keys[1:], last - len(keys) + 1)
    ):
        return False
    if following.parts[0].kind not in SOURCES or (phrase.head.kind == "noun" and keys[0] != "of"):
        return False
    return _ties(phrase, following, keys[0], rules)


def _ties(phrase: Phrase, following: Phrase, preposition: str, rules: ActorRules) -> bool:
    """Whether the preposition says where the agent belongs, and not for or against whom it acts."""
    if _is_titled(phrase):
        return preposition == "of" and following.head.kind == "country"  # "President Jan Haas of Peru"
    agent = phrase.head.key
    partitive = bool({agent, agent.removesuffix("s"), agent.split()[-1]} & rules.words.partitive)
    kind = following.head.kind
    if kind in PLACES:
        # Diplomats and reporters in a city need not be of its country.
        role = phrase.head.agent.role if phrase.head.agent is not None else ""
        guest = role == "PTY" and agent in rules.words.group_nouns  # "a meeting of the alliance in Brussels"
        home = role in rules.roles.domestic - rules.roles.roaming and not guest
        seated = role == "GOV" and (kind == "country" or agent in rules.words.domestic)  # "the government in Lima"
        local = home or seated
        return preposition == "of" or (local and preposition not in {"for", "with"})
    if preposition == "of":
        owned = following.kinds() & {"country", "adjective"}
        return partitive or kind != "agent" or bool(owned)
    return partitive and (preposition == "for" or (preposition == "in" and kind == "group"))


def lend_agents(view: View, phrases: Sequence[Phrase]) -> list[Phrase]:
    """Give coordinated countries the agent that they share: "French and German officials", "ministers of A and B"."""
    result = list(phrases)
    for number in range(len(result) - 2, -1, -1):
        left, right = result[number], result[number + 1]
        lender = right.lender or right
        if _coordinated(view, left, right) and _lends(lender) and _bare(left, ("adjective", "group", "country")):
            shared = left.parts[0].kind == "adjective" or view.label(left.parts[0].last) in {"amod", "compound"}
            if shared and right.parts[0].kind in {"adjective", "country", "group"}:
                result[number] = replace(left, lender=lender)
    for number in range(1, len(result)):
        left, right = result[number - 1], result[number]
        lender = left.lender or left
        after = lender.origin is not None and lender.head.kind == "agent"
        if (
            after
            and _coordinated(view, left, right)
            and _bare(right, ("country", "group", "capital"))
            and right.lender is None
        ):
            origin = lender.origin.head.kind if lender.origin is not None else ""
            if origin in {"country", "group", "capital"} and _same_function(view, lender, left, right):
                result[number] = replace(right, lender=lender)
    return result


def share_countries(view: View, phrases: Sequence[Phrase]) -> list[Phrase]:
    """Give coordinated agents the country before the first of them: "Burmese doctors and teachers"."""
    result = list(phrases)
    for number in range(1, len(result)):
        left, right = result[number - 1], result[number]
        country = left.shared or next((part for part in left.parts if part.kind in {"adjective", "country"}), None)
        bare = right.kinds() == {"agent"} and right.origin is None and right.lender is None
        if country is None or left.head.kind != "agent" or not bare or not _shares(view, left, right):
            continue
        result[number] = replace(right, shared=country)
    return result


def _shares(view: View, left: Phrase, right: Phrase) -> bool:
    """Whether two plural agents are one coordination under the words before the first."""
    gap = view.between(left.last, right.first).strip()
    head = view.head(right.head.first, right.head.last)
    if view.tree is None or head is None or gap not in {",", "and", ", and", "or"} or left.origin is not None:
        return False
    above = view.tree.heads[head]
    inside = view.tokens[left.first] <= above <= view.tokens[left.last]
    return view.tree.labels[head] == "conj" and (inside or view.tree.labels[above] == "conj") and right.head.plural


def _same_function(view: View, lender: Phrase, left: Phrase, right: Phrase) -> bool:
    """Whether the tree hangs the right phrase on the coordination from the lender to the left phrase."""
    head = view.head(right.first, right.last)
    if view.tree is None or head is None:
        return True
    start = view.tokens[lender.first]
    return any(
        start <= token <= view.tokens[left.last]
        for token in view.climb(head, frozenset({"conj", "compound", "flat", "nmod", "appos"}))
    )


def _lends(phrase: Phrase) -> bool:
    return (
        phrase.head.kind == "agent"
        and bool(phrase.kinds() & {"adjective", "country", "group"})
        and len(phrase.parts) > 1
    )


def _bare(phrase: Phrase, kinds: Sequence[str]) -> bool:
    return len(phrase.parts) == 1 and phrase.origin is None and phrase.head.kind in kinds


def _coordinated(view: View, left: Phrase, right: Phrase) -> bool:
    gap = view.between(left.last, right.first).strip().lower()
    gap = gap.removesuffix("the").strip()
    return gap in {",", "and", ", and", "or", ", or", "as well as", "&", "/"}
