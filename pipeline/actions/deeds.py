"""Deeds that an article names again: "Peru condemned the arrests" is aimed at who made them, a sentence before."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pipeline.actions.graph import Graph
from pipeline.actions.slots import are_kin
from pipeline.codebook.actions import NULL_CODE, Rule
from pipeline.records import Mention

DEED = "deed"
"""How such a phrase is a mention."""
CLASS = 3
"""Digits of a code by which a noun and the deed that it names are held to be the same."""
APPOSED = frozenset({"parataxis", "appos"})
"""Labels of a noun that is put behind what it names: "expelled two envoys, a move condemned by Peru"."""
CLAUSES = frozenset({"acl", "acl:relcl"})
BESIDE = frozenset({"cc", "conj", "punct"})
"""Labels of what hangs on a noun and says nothing of it."""


@dataclass(frozen=True, slots=True)
class Deed:
    """A bare noun phrase that names again what was told before.

    Attributes:
        codes: CAMEO codes, roots or prefixes of codes of what it may name.
        roles: roles of which who did it must have one; none for all.
        start: first character in the sentence.
        end: one after the last character.
        text: the words.
        instead: who did it takes the place of the actor that the words name: "the release of the hostages".
    """

    codes: tuple[str, ...]
    roles: tuple[str, ...]
    start: int
    end: int
    text: str
    instead: bool = False


@dataclass(frozen=True, slots=True)
class DeedNames:
    """The table ``deeds`` of grammar.toml, and the nouns of the codebook's own patterns.

    Attributes:
        codes: for each noun the CAMEO codes, or prefixes of codes, of what it names.
        roles: for each noun the roles of which who did it must have one.
        answers: roots or codes of the actions whose missing target is who did what they name.
        memory: how many sentences back a deed is remembered.
        factor: what the confidence of an event is multiplied with whose target is found so.
        definite: words before a noun that names a deed again: "the arrests".
        indefinite: words that may stand there too where the noun is put behind what it names: "a move Peru hates".
        freeing_codes: codes of asking for somebody's release.
        freeing_nouns: nouns of what is asked of who holds somebody: "release".
        holding_codes: roots or codes of the actions by which somebody is held.
    """

    codes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    roles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    answers: tuple[str, ...] = ()
    memory: int = 0
    factor: float = 1.0
    definite: frozenset[str] = frozenset()
    indefinite: frozenset[str] = frozenset()
    freeing_codes: frozenset[str] = frozenset()
    freeing_nouns: frozenset[str] = frozenset()
    holding_codes: tuple[str, ...] = ()

    @classmethod
    def of(cls, rules: Iterable[Rule], table: Mapping[str, Any]) -> "DeedNames":
        """Read the table; where there is none, no noun names a deed again."""
        if not table:
            return cls()
        found: dict[str, set[str]] = {}
        for noun, code in _list_nouns(rules):
            if code.startswith(tuple(table.get("told", ()))):
                found.setdefault(noun, set()).add(code[:CLASS])
        named = {noun: given for nouns, given in table.get("names", {}).items() for noun in nouns.split()}
        found |= {noun: {code for code in given if code.isdecimal()} for noun, given in named.items()}
        roles = {noun: tuple(role for role in given if role.isalpha()) for noun, given in named.items()}
        codes = {noun: _widen(own, table.get("alike", ())) for noun, own in found.items()}
        return cls(
            codes, roles, tuple(table.get("answers", ())), table.get("memory", 0), table.get("factor", 1.0),
            frozenset(table.get("definite", ())), frozenset(table.get("indefinite", ())),
            frozenset(table.get("freeing_codes", ())), frozenset(table.get("freeing_nouns", ())),
            tuple(table.get("holding_codes", ())),
        )  # fmt: skip

    def find_answered(
        self, graph: Graph, code: str, head: int, tokens: Iterable[int], targets: Collection[int] = ()
    ) -> Deed | None:
        """The deed that stands where the target of an action should: "condemned the arrests", "sought their release".

        Args:
            graph: the sentence.
            code: CAMEO code of the action.
            head: its trigger.
            tokens: the words that may name the deed.
            targets: the heads of its targets.
        """
        if code in self.freeing_codes:
            return self.find_captivity(graph, tokens, targets)
        return self.find(graph, tokens, head) if code.startswith(self.answers) and not targets else None

    def find(self, graph: Graph, tokens: Iterable[int], verb: int | None = None) -> Deed | None:
        """The first of ``tokens`` that is a definite noun of a deed, or one put behind it: "a move Peru hates".

        Args:
            graph: the sentence.
            tokens: the words to look at.
            verb: what is done about the deed; where it hangs below the noun, the noun is put behind the deed.
        """
        tree = graph.tree
        for token in tokens:
            noun = tree.lemmas[token]
            if noun not in self.codes or tree.tags[token] not in {"NOUN", "PROPN", "VERB"}:
                continue
            below = graph.children[token]
            apposed = graph.label(token) in APPOSED or (verb in below and graph.label(verb) in CLAUSES)
            articles = self.definite | self.indefinite if apposed else self.definite
            opening = [child for child in below if tree.lemmas[child] in articles]
            own = (child for child in below if child != verb and graph.label(child) not in BESIDE)
            named = any(tree.tags[word] == "PROPN" for child in own for word in graph.subtree(child))
            if opening and not named:  # "the raid in Fiji" may be another one
                first = min(opening)
                text = " ".join(tree.words[first : token + 1])
                return Deed(self.codes[noun], self.roles.get(noun, ()), tree.starts[first], tree.ends[token], text)
        return None

    def find_captivity(self, graph: Graph, tokens: Iterable[int], targets: Iterable[int]) -> Deed | None:
        """What is asked of who holds somebody, where nobody else is asked: "demanded the release of the men".

        Args:
            graph: the sentence.
            tokens: the words of the action.
            targets: the heads of its targets.
        """
        tree = graph.tree
        for token in tokens:
            if tree.lemmas[token] in self.freeing_nouns and tree.tags[token] == "NOUN":
                inside = set(graph.subtree(token))
                if inside.issuperset(targets):
                    start, end = tree.starts[token], tree.ends[token]
                    return Deed(self.holding_codes, (), start, end, tree.words[token], instead=True)
        return None

    def resolve(self, deed: Deed, answerer: Mention, told: Sequence["Told"]) -> tuple[Mention, ...]:
        """Who did the deed: the sources of the last action told that it may name, or nobody.

        Where something was done to the answerer, what was done to others does not count.
        """
        meant = [last for last in told if self._is_meant(last, deed, answerer)]
        suffered = [any(are_kin(victim, answerer) for victim in last.victims) for last in meant]
        if any(suffered):
            meant = [last for last, own in zip(meant, suffered, strict=True) if own or not last.victims]
        return meant[-1].doers if meant else ()

    def _is_meant(self, last: "Told", deed: Deed, answerer: Mention) -> bool:
        earlier = last.sentence < answerer.sentence_number or last.end <= deed.start
        if not earlier or last.sentence < answerer.sentence_number - self.memory:
            return False
        named = last.code.startswith(deed.codes) and _fits(last.doers, deed.roles)
        return named and not any(are_kin(doer, answerer) for doer in last.doers)  # nobody condemns his own deed


@dataclass(frozen=True, slots=True)
class Told:
    """An action that was told: its sentence, the end of its trigger, its CAMEO code, who did it, and to whom."""

    sentence: int
    end: int
    code: str
    doers: tuple[Mention, ...]
    victims: tuple[Mention, ...]


def refer_deed(doer: Mention, sentence: int, start: int, end: int, text: str) -> Mention:
    """The noun phrase of a deed as a mention of who did it.

    Args:
        doer: who did it, where the deed was told.
        sentence: the sentence that names it again.
        start: first character of the noun phrase in that sentence.
        end: one after its last character.
        text: its words.
    """
    return replace(
        doer, sentence_number=sentence, start=start, end=end, text=text, how=DEED,
        referent_sentence=doer.sentence_number, referent_start=doer.start,
    )  # fmt: skip


def _list_nouns(rules: Iterable[Rule]) -> Iterator[tuple[str, str]]:
    """Nouns that alone name an action, each with the code of it."""
    for rule in rules:
        pattern = rule.pattern
        if pattern.kind != "noun" or pattern.names_words or pattern.modifiers or rule.code == NULL_CODE:
            continue
        for noun, phrases in pattern.trigger.by_head.items():
            if any(len(phrase) == 1 for phrase in phrases):
                yield noun, rule.code


def _widen(codes: set[str], alike: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """The codes with the roots that are told by the same nouns: an "attack" may be coded 18, 19 or 20."""
    return tuple(sorted(codes.union(*(group for group in alike if any(code[:2] in group for code in codes)))))


def _fits(doers: Sequence[Mention], roles: tuple[str, ...]) -> bool:
    return not roles or any(doer.role is not None and doer.role.startswith(roles) for doer in doers)
