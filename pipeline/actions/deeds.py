"""Deeds that an article names again: "Peru condemned the arrests" is aimed at who made them, a sentence before."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from pipeline.actions.deedbook import DeedNames, look_up
from pipeline.actions.graph import Graph
from pipeline.actions.slots import name_nation
from pipeline.records import Mention
from pipeline.syntax import Tree

DEED = "deed"
"""How such a phrase is a mention."""
APPOSED = frozenset({"parataxis", "appos"})
"""Labels of a noun that is put behind what it names: "expelled two envoys, a move condemned by Peru"."""
CLAUSES = frozenset({"acl", "acl:relcl"})
BESIDE = frozenset({"cc", "conj", "punct"})
"""Labels of what hangs on a noun and says nothing of it."""


class Kind(Enum):
    """How words stand for an actor whom they do not name.

    NAMED is a noun of what he did: "the arrests". CAPTIVITY is what is asked of who holds somebody: "the release of the
    hostages". PRONOUN is one for what was just told: "denied it". COUNTRY is a noun that only says what he is: "the
    impoverished nation". HOME is a place of the country of who acts: "rebels seized an airport". TOLL are people of it:
    "ten were killed when soldiers stormed a market", "thousands marched against the cabinet". FOE is whom he fights:
    "the soldiers returned fire". STRIFE is violence of whoever it is: "called for an end to the killing". BLOW is a
    noun of what these fell in: "nine were killed in the barrage". REPLY is an action that answers what he did:
    "demanded an apology". MEDIATION is an action between two: "offered to mediate". VOTE is one against a text of a
    body: "vetoed the resolution".
    """

    NAMED = "named"
    CAPTIVITY = "captivity"
    PRONOUN = "pronoun"
    COUNTRY = "country"
    HOME = "home"
    TOLL = "toll"
    FOE = "foe"
    STRIFE = "strife"
    BLOW = "blow"
    REPLY = "reply"
    MEDIATION = "mediation"
    VOTE = "vote"


@dataclass(frozen=True, slots=True)
class Deed:
    """Words that go back to what was told before, and so to an actor.

    Attributes:
        codes: CAMEO codes, roots or prefixes of codes of what they may go back to.
        roles: roles of which who did it must have one; none for all.
        start: first character in the sentence.
        end: one after the last character.
        text: the words.
        kind: how they stand for the actor.
        joined: of a reply, codes of what others may do to the same target.
        noun: of what names a deed, the lemma.
        apposed: the noun is put behind what it names, in the same sentence: "expelled two envoys, a move Peru hates".
        endorsed: the action is one that who did it may do too: "Norway defended the raid".
        bodies: of a vote, codes of those who may have put it.
    """

    codes: tuple[str, ...]
    roles: tuple[str, ...]
    start: int
    end: int
    text: str
    kind: Kind = Kind.NAMED
    joined: tuple[str, ...] = ()
    noun: str = ""
    apposed: bool = False
    endorsed: bool = False
    bodies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DeedFinder:
    """Finds the words of a sentence that go back to what was told.

    Attributes:
        names: the table of such words.
    """

    names: DeedNames

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
        if code in self.names.freeing_codes:
            return self.find_captivity(graph, tokens, targets)
        if targets or not code.startswith(self.names.answers):
            return None
        above = (graph.tree.heads[head],) if graph.label(head) in CLAUSES else ()  # "a ruling that Peru condemned"
        nouns = [deed for token in (*tokens, *above) if (deed := self.find(graph, [token], head))]
        pronoun = self._find_pronoun(graph, code, (*tokens, *graph.labelled(head, "obj")))
        named = next((deed for deed in nouns if deed.codes), None)
        if pronoun and (named is None or named.apposed):  # "a charge that Peru denied"
            return replace(named or pronoun, codes=pronoun.codes, kind=Kind.PRONOUN)
        deed = named or next(iter(nouns), None)
        return deed and replace(deed, endorsed=code.startswith(self.names.endorsing))

    def find_reply(self, graph: Graph, code: str, tokens: Sequence[int]) -> Deed | None:
        """An action that names nobody and answers what was done: "demanded an apology", "offered to mediate".

        Args:
            graph: the sentence.
            code: CAMEO code of the action.
            tokens: its words; an object that is none of them is somebody.
        """
        between, answered = look_up(self.names.mediations, code), look_up(self.names.replies, code)
        objects = {each for token in tokens for each in graph.objects(token)}
        if not (between or answered) or objects - {*tokens}:
            return None
        tree, first, last = graph.tree, min(tokens), max(tokens)
        start, end, text = tree.starts[first], tree.ends[last], " ".join(tree.words[first : last + 1])
        if between:
            return Deed(between, (), start, end, text, Kind.MEDIATION)
        return Deed(answered, (), start, end, text, Kind.REPLY, look_up(self.names.joins, code))

    def find(self, graph: Graph, tokens: Iterable[int], verb: int | None = None) -> Deed | None:
        """The first of ``tokens`` that is a definite noun of a deed, or one put behind it: "a move Peru hates".

        Args:
            graph: the sentence.
            tokens: the words to look at.
            verb: what is done about the deed; where it hangs below the noun, the noun is put behind the deed.
        """
        tree = graph.tree
        for token in tokens:
            noun, tag = tree.lemmas[token], tree.tags[token]
            if tag != "NOUN" and (noun not in self.names.codes or tag not in {"PROPN", "VERB"}):
                continue
            below = graph.children[token]
            apposed = graph.label(token) in APPOSED or (verb in below and graph.label(verb) in CLAUSES)
            articles = self.names.definite | self.names.indefinite if apposed else self.names.definite
            opening = [child for child in below if tree.lemmas[child] in articles]
            own = (child for child in below if child != verb and graph.label(child) not in BESIDE)
            named = any(tree.tags[word] == "PROPN" for child in own for word in graph.subtree(child))
            plural = apposed and tree.xpos[token] == "NNS"  # "sentenced them in trials criticised by Fiji"
            if (opening or plural) and not named:  # "the raid in Fiji" may be another one
                first = min(opening, default=token)
                text = " ".join(tree.words[first : token + 1])
                codes, roles = self.names.codes.get(noun, ()), self.names.roles.get(noun, ())
                return Deed(codes, roles, tree.starts[first], tree.ends[token], text, noun=noun, apposed=apposed)
        return None

    def _find_pronoun(self, graph: Graph, code: str, tokens: Iterable[int]) -> Deed | None:
        """A pronoun for what was just said: "denied it", "which Peru rejected"."""
        tree, codes = graph.tree, look_up(self.names.denials, code)
        for token in tokens if codes else ():
            if self._is_pronoun(tree, token) and not graph.children[token]:
                start, end, text = tree.starts[token], tree.ends[token], tree.words[token]
                return Deed(codes, (), start, end, text, Kind.PRONOUN)
        return None

    def _is_pronoun(self, tree: Tree, token: int) -> bool:
        """Whether a word stands for what was told; "that" before a clause does not: "cannot ignore that it rains"."""
        return tree.lemmas[token] in self.names.pronouns and tree.tags[token] != "SCONJ"

    def find_country(self, graph: Graph, code: str, tokens: Iterable[int]) -> Deed | None:
        """A noun that only says that somebody is a country: "aid to the impoverished nation", "its former colony".

        Args:
            graph: the sentence.
            code: CAMEO code of the action.
            tokens: the words that take the place of its target.
        """
        tree = graph.tree
        for token in tokens if code.startswith(self.names.country_codes) else ():
            owned = bool(graph.labelled(token, "nmod:poss"))
            definite = owned or any(tree.lemmas[child] in self.names.definite for child in graph.children[token])
            if tree.lemmas[token] in self.names.country_nouns and tree.xpos[token] == "NN" and definite:
                return stand_for(tree, token, Kind.COUNTRY)
        return None

    def find_vote(self, graph: Graph, code: str, head: int, tokens: Iterable[int]) -> Deed | None:
        """A text against which somebody votes, or his veto: "vetoed two drafts", "used its veto".

        Args:
            graph: the sentence.
            code: CAMEO code of the action.
            head: its trigger.
            tokens: its words.
        """
        tree, words = graph.tree, [*tokens]
        if not code.startswith(self.names.vote_codes) or self.names.vote_words.isdisjoint(
            tree.lemmas[t] for t in words
        ):
            return None
        for token in words:
            noun = tree.lemmas[token]
            if token != head and noun in self.names.vote_nouns and tree.tags[token] == "NOUN":
                text = "" if noun in self.names.vote_words else noun  # whose the veto is says nothing of the text
                return replace(stand_for(tree, token, Kind.VOTE), noun=text, bodies=self.names.vote_bodies)
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
            if tree.lemmas[token] in self.names.freeing_nouns and tree.tags[token] == "NOUN":
                inside = set(graph.subtree(token))
                if inside.issuperset(targets):
                    return stand_for(tree, token, Kind.CAPTIVITY, self.names.holding_codes)
        return None


def stand_for(tree: Tree, token: int, kind: Kind, codes: tuple[str, ...] = ()) -> Deed:
    """A single word as what stands for an actor."""
    return Deed(codes, (), tree.starts[token], tree.ends[token], tree.words[token], kind)


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


def take_nation(mention: Mention, role: str = "") -> Mention:
    """The country of a mention, or those of a role in it: of "Chadian rebels", Chad, or with CVL its people."""
    return replace(mention, code=f"{name_nation(mention)}{role}", role=role or None, name=None, entry=None)
