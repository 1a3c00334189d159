"""The argument structure of a sentence: a Universal Dependencies tree with its grammar undone.

Passive, participles, relative clauses, coordination, control and light verbs are resolved here once, so that a
pattern needs to know only subject, object, preposition and clause. Labels: https://universaldependencies.org/en/dep/.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from pipeline.actions.lexicon import Lexicon
from pipeline.syntax import Tree

SUBJECTS = frozenset({"nsubj", "csubj", "nsubj:outer"})
PASSIVE_SUBJECTS = frozenset({"nsubj:pass", "csubj:pass"})
OBJECTS = frozenset({"obj", "iobj"})
CLAUSES = frozenset({"xcomp", "ccomp", "advcl", "acl"})
RELATIVE = frozenset({"who", "which", "that", "whom", "whose", "where"})
MARKERS = frozenset({"case", "mark"})
PARTICLES = frozenset({"off", "up", "out", "down", "away", "back"})
# "accused Fiji of arming", "barred Fiji from trading": the object of the verb does what the gerund says.
OBJECT_CONTROL = frozenset({"of", "from", "into", "for", "against"})
PREDICATES = frozenset({"VERB", "AUX"})


@dataclass(frozen=True, slots=True)
class Dependent:
    """One argument: the preposition or marker before it (empty for none) and its head token."""

    prepositions: frozenset[str]
    token: int
    label: str


@dataclass
class Graph:
    """A tree with fast access to arguments.

    Args:
        tree: the parsed sentence.
        lexicon: words that change how a tree is read: light verbs, nouns that measure, and others.
    """

    tree: Tree
    lexicon: Lexicon = field(default_factory=Lexicon)
    _subjects: dict[int, list[int]] = field(default_factory=dict)
    _objects: dict[int, list[int]] = field(default_factory=dict)
    _markers: dict[int, frozenset[str]] = field(default_factory=dict)
    _dependents: dict[int, list[Dependent]] = field(default_factory=dict)

    @cached_property
    def children(self) -> list[list[int]]:
        """Dependents of each token, in the order of the sentence."""
        found: list[list[int]] = [[] for _ in self.tree.words]
        for token, head in enumerate(self.tree.heads):
            if head >= 0:
                found[head].append(token)
        return found

    @cached_property
    def forms(self) -> list[str]:
        """The words in lower case."""
        return [word.lower() for word in self.tree.words]

    @cached_property
    def lemmas(self) -> frozenset[str]:
        """All lemmas and forms of the sentence, lemmas with a hyphen also without it."""
        joined = {lemma.replace("-", "") for lemma in self.tree.lemmas if "-" in lemma}
        return frozenset(self.tree.lemmas) | joined | frozenset(self.forms)

    def label(self, token: int) -> str:
        """UD label of ``token``."""
        return self.tree.labels[token]

    def labelled(self, token: int, *labels: str) -> list[int]:
        """Children of ``token`` with one of ``labels``."""
        return [child for child in self.children[token] if self.tree.labels[child] in labels]

    def is_verb(self, token: int) -> bool:
        """A verb, or a word that the tagger missed but that has a verb's arguments."""
        if self.tree.tags[token] in PREDICATES:
            return True
        return any(self.tree.labels[child] in {"obj", "nsubj:pass", "aux"} for child in self.children[token])

    def is_passive(self, token: int) -> bool:
        """Whether the verb is passive: by its auxiliary or subject, or a past participle under a noun."""
        labels = {self.tree.labels[child] for child in self.children[token]}
        if labels & {"nsubj:pass", "aux:pass", "csubj:pass"}:
            return True
        label = self.tree.labels[token]
        if not self._is_participle(token, label, labels) or "aux" in labels:
            return False
        if label == "conj" and not labels & (SUBJECTS | OBJECTS):
            return self.is_passive(self.tree.heads[token])
        return label in {"acl", "acl:relcl", "advcl", "amod", "xcomp"} and not labels & (SUBJECTS | OBJECTS)

    def _is_participle(self, token: int, label: str, below: set[str]) -> bool:
        """A past participle, or a past tense that can be none: "asked about talks, Fiji said"."""
        bare = label == "advcl" and self.tree.xpos[token] == "VBD" and not below & {"mark", "nsubj"}
        return bare or self.tree.xpos[token] == "VBN"

    # -- coordination ---------------------------------------------------------------------------------------------

    def coordinated(self, token: int) -> list[int]:
        """``token`` and the words coordinated with it, in the order of the sentence."""
        queue = self.labelled(token, "conj")
        found = [token, *queue]
        while queue:
            queue = [child for parent in queue for child in self.labelled(parent, "conj")]
            found += queue
        return sorted(set(found)) if len(found) > 1 else found

    def first_conjunct(self, token: int) -> int:
        """The first word of the coordination that ``token`` is in."""
        while self.tree.labels[token] == "conj" and self.tree.heads[token] >= 0:
            token = self.tree.heads[token]
        return token

    # -- core arguments -------------------------------------------------------------------------------------------

    def subjects(self, token: int) -> list[int]:
        """Heads of what does the action of ``token``: subject, agent, controller, antecedent."""
        if token not in self._subjects:
            self._subjects[token] = []
            self._subjects[token] = self._with_authors(self._antecedents(self._find_subjects(token)), token)
        return self._subjects[token]

    def objects(self, token: int) -> list[int]:
        """Heads of what undergoes the action of ``token``: object, passive subject, antecedent."""
        if token not in self._objects:
            self._objects[token] = []
            self._objects[token] = self._antecedents(self._find_objects(token))
        return self._objects[token]

    def _with_authors(self, subjects: list[int], token: int) -> list[int]:
        """ "passed a law that bans ships": what a text does, who is behind it does."""
        if self.tree.labels[token] != "acl:relcl" or not self._is_in_text(token):
            return subjects
        text = self.tree.heads[token]
        return [*self._authors(text), *subjects] if text in subjects else subjects

    def voices(self, noun: int) -> list[int]:
        """A noun, and before it who speaks by it: of "issued a report critical of Fiji", who issued it."""
        return [*self._authors(noun), noun] if self.tree.lemmas[noun] in self.lexicon.texts else [noun]

    def _authors(self, text: int) -> list[int]:
        """Who speaks by a text: who owns, signs or passes it, not who vetoes it."""
        head = self.tree.heads[text]
        contested = head >= 0 and (self.tree.lemmas[head] in self.lexicon.contesting or "against" in self.markers(text))
        return self.labelled(text, "nmod:poss") if contested else self._owners(text)

    def _antecedents(self, tokens: list[int]) -> list[int]:
        return list(dict.fromkeys(self.antecedent(token) for token in tokens))

    def antecedent(self, token: int) -> int:
        """The noun that a relative pronoun stands for."""
        if self.tree.lemmas[token] not in RELATIVE or self.tree.tags[token] not in {"PRON", "SCONJ", "DET"}:
            return token
        at = token
        while at >= 0 and self.tree.labels[at] != "acl:relcl":
            at = self.tree.heads[at]
        return self.tree.heads[at] if at >= 0 else token

    def _find_subjects(self, token: int) -> list[int]:
        if self.is_passive(token):
            agents = self.labelled(token, "obl:agent")
            return agents or [child for child in self._oblique(token) if "by" in self.markers(child)]
        own = [child for child in self.children[token] if self.tree.labels[child] in SUBJECTS]
        if own and not self._is_addressed(token, own[0]):
            return own
        return self._inherited_subjects(token)

    def _is_in_text(self, token: int) -> bool:
        """Whether the clause of ``token`` hangs on a noun that speaks for its author."""
        return self.tree.lemmas[self.tree.heads[token]] in self.lexicon.texts

    def _is_addressed(self, token: int, subject: int) -> bool:
        """ "a letter to Fiji asking": not Fiji asks."""
        text = self.tree.labels[token] == "acl" and self._is_in_text(token)
        return text and "to" in self.markers(subject) | self.markers(token)

    def _oblique(self, token: int) -> Iterator[int]:
        """Prepositional phrases of a passive verb, those that hang on its object or complement included."""
        for child in self.children[token]:
            label = self.tree.labels[child]
            if label == "obl":
                yield child
            if label in {"obj", "xcomp", "obl"}:  # "was accused of aggression by Peru"
                yield from (inner for inner in self.labelled(child, "nmod", "obl") if inner > token)
            if label == "xcomp" and not self.is_verb(child):  # "was shot dead by soldiers"
                yield from self.labelled(child, "obl:agent")

    def _inherited_subjects(self, token: int) -> list[int]:
        head, label = self.tree.heads[token], self.tree.labels[token]
        if head < 0:
            return []
        if label == "conj":
            return self.passive_or_active(head)
        if label == "xcomp":
            objects = self.labelled(head, "obj", "iobj")
            return objects or self.passive_or_active(head) if self.is_verb(head) else self.passive_or_active(head)
        if label == "advcl" and self.markers(token) & OBJECT_CONTROL and self.labelled(head, "obj"):
            return self.labelled(head, "obj")
        if label in {"advcl", "ccomp", "parataxis"}:
            return self.passive_or_active(head)
        if label == "acl:relcl":
            return [] if self._has_relative(token) else [head]
        if label == "acl":
            if self._is_in_text(token):
                return self._authors(head)
            return [head] if self.tree.xpos[token] == "VBG" else self._owners(head)
        return []

    def passive_or_active(self, token: int) -> list[int]:
        """The grammatical subject of ``token``, passive or active: what controls a clause below it."""
        passive = [child for child in self.children[token] if self.tree.labels[child] in PASSIVE_SUBJECTS]
        if passive:
            return self._antecedents(passive)
        if self.tree.labels[token] == "acl" and self.is_passive(token):
            return [self.tree.heads[token]]
        if not self.is_verb(token):
            return [child for child in self.children[token] if self.tree.labels[child] in SUBJECTS] or (
                self.passive_or_active(self.tree.heads[token])
                if self.tree.labels[token] in {"conj", "xcomp", "advcl"} and self.tree.heads[token] >= 0
                else self._owners(token)
            )
        return self.subjects(token)

    def _owners(self, noun: int) -> list[int]:
        """Who a noun such as "decision" belongs to: its possessor or agent, else the subject of the verb above it."""
        owners = self.labelled(noun, "nmod:poss") or [n for n in self.labelled(noun, "nmod") if "by" in self.markers(n)]
        if owners:
            return owners
        head = self.tree.heads[noun]
        if head >= 0 and self.tree.labels[noun] in {"obj", "obl", "conj"} and self.is_verb(head):
            return self.subjects(head)
        return []

    def _has_relative(self, token: int) -> bool:
        return any(
            self.tree.lemmas[child] in RELATIVE and self.tree.tags[child] in {"PRON", "DET"}
            for child in self.children[token]
            if self.tree.labels[child] in SUBJECTS | OBJECTS | PASSIVE_SUBJECTS
        )

    def _find_objects(self, token: int) -> list[int]:
        children, labels = self.children[token], self.tree.labels
        passive = [child for child in children if labels[child] in PASSIVE_SUBJECTS]
        own = [child for child in children if labels[child] in OBJECTS or self._is_split(child, token)]
        if passive or own:
            return passive + own
        head, label = self.tree.heads[token], labels[token]
        if self.is_passive(token):
            return self._passive_objects(token, head, label)
        if label == "acl:relcl" and not self._has_relative(token):
            return [head] if any(labels[child] in SUBJECTS for child in children) else []
        if label == "conj" and head >= 0 and self.is_verb(head):
            return [child for child in self.labelled(head, "obj") if child > token]
        return self._shared_objects(token)

    def _is_split(self, child: int, verb: int) -> bool:
        """The object of a phrasal verb that the parser took for a prepositional phrase: "broke off talks"."""
        markers = self.markers(child)
        return self.tree.labels[child] == "obl" and child > verb and bool(markers) and markers <= PARTICLES

    def _passive_objects(self, token: int, head: int, label: str) -> list[int]:
        if label in {"acl", "acl:relcl", "amod"}:
            return [head]
        if label in {"conj", "advcl", "xcomp"} and head >= 0:
            if label == "conj" and self.is_passive(head):
                return self.objects(head)
            if label == "xcomp" and (ordered := self.labelled(head, "obj")):
                return ordered  # "ordered two mayors jailed"
            return self.passive_or_active(head)
        return []

    def _shared_objects(self, token: int) -> list[int]:
        """The object of a later coordinated verb: "condemned and rejected the plan"."""
        for other in self.labelled(token, "conj"):
            if self.is_verb(other) and not self.labelled(other, "nsubj", "nsubj:pass"):
                between = range(token + 1, other)
                if not any(self.tree.tags[child] in {"NOUN", "PROPN"} for child in between):
                    return self.labelled(other, "obj")
        return []

    # -- other arguments ------------------------------------------------------------------------------------------

    def markers(self, token: int) -> frozenset[str]:
        """Prepositions and clause markers before ``token``: each word, and the words joined by ``_``."""
        if token not in self._markers:
            self._markers[token] = self._find_markers(token)
        return self._markers[token]

    def _find_markers(self, token: int) -> frozenset[str]:
        words: list[str] = []
        for child in self.children[token]:
            if self.tree.labels[child] in MARKERS and child < token:
                fixed = self.labelled(child, "fixed")
                words.append(self.forms[child] if fixed else self.tree.lemmas[child])  # "according to", not "accord"
                words += [self.tree.lemmas[inner] for inner in fixed]
        if not words:
            return frozenset()
        return frozenset({*words, "_".join(words)})

    def dependents(self, token: int) -> list[Dependent]:
        """Prepositional and clausal arguments of a verb or noun."""
        if token not in self._dependents:
            self._dependents[token] = list(self._find_dependents(token))
        return self._dependents[token]

    def _find_dependents(self, token: int) -> Iterator[Dependent]:
        for child in self.children[token]:
            label = self.tree.labels[child]
            base = label.partition(":")[0]
            if base in {"obl", "nmod", "xcomp", "ccomp", "advcl", "acl", "advmod"} and label != "nmod:poss":
                for conjunct in self.coordinated(child) if base in {"obl", "nmod"} else [child]:
                    yield Dependent(self.markers(conjunct) or self.markers(child), conjunct, label)
            if label == "acl" and self.tree.lemmas[child] in self.lexicon.aiming:  # "measures aimed at Fiji"
                yield from (each for each in self.dependents(child) if each.label == "obl")
            if label == "acl" and self.tree.lemmas[child] in self.lexicon.authoring:  # "a plan drafted by Fiji"
                yield from (each for each in self.dependents(child) if each.label == "obl:agent")
        if self.tree.labels[token] == "acl:relcl":
            yield from self._stranded(token)
        for particle in self.labelled(token, "compound:prt"):  # "took over the bank": of a particle, the object
            yield from (Dependent(frozenset({self.tree.lemmas[particle]}), it, "obj") for it in self.objects(token))

    def _stranded(self, token: int) -> Iterator[Dependent]:
        """ "the plan which they agreed on": the relative's noun is the argument of the preposition."""
        for child in self.children[token]:
            if self.tree.labels[child] in {"obl", "nmod"} and self.tree.lemmas[child] in RELATIVE:
                yield Dependent(self.markers(child), self.tree.heads[token], "obl")

    def bidden(self, token: int) -> list[int]:
        """What a verb such as "order" has done to its object: participles that hang on the object."""
        if self.tree.lemmas[token] not in self.lexicon.bidding:
            return []
        below = (child for noun in self.labelled(token, "obj") for child in self.labelled(noun, "acl"))
        return [child for child in below if self.tree.xpos[child] == "VBN"]

    def modifiers(self, token: int) -> list[int]:
        """Words of the noun phrase before its head: possessors, adjectives, compounds."""
        return self.labelled(token, "nmod:poss", "amod", "compound", "nmod", "det", "nummod", "flat", "nmod:unmarked")

    def carriers(self, noun: int) -> list[int]:
        """Light verbs whose object is ``noun``, through nouns such as "series of", or verbs by which it happens."""
        noun = self._measured(noun)
        found: list[int] = []
        head = self.tree.heads[noun]
        first = self.first_conjunct(noun)
        for candidate in {head, self.tree.heads[first], *self.labelled(noun, "acl", "acl:relcl")}:
            if candidate >= 0 and self.is_light(candidate) and first in self._conjunct_heads(candidate):
                found.append(candidate)
        if head >= 0 and self.tree.labels[first] in SUBJECTS and self._is_among(head, self.lexicon.happening):
            found.append(head)
        return sorted(found)

    def _conjunct_heads(self, verb: int) -> set[int]:
        return {self.first_conjunct(item) for item in self.objects(verb)} | set(self.objects(verb))

    def _measured(self, noun: int) -> int:
        head = self.tree.heads[noun]
        while (
            head >= 0
            and self.tree.labels[noun] == "nmod"
            and self.tree.lemmas[head] in self.lexicon.transparent
            and "of" in self.markers(noun)
        ):
            noun, head = head, self.tree.heads[head]
        return noun

    def is_light(self, token: int) -> bool:
        """Whether ``token`` is a light verb, with its particle."""
        if not self.is_verb(token):
            return False
        return self._is_among(token, self.lexicon.light)

    def _is_among(self, verb: int, lemmas: frozenset[str]) -> bool:
        """Whether a verb is one of ``lemmas``, alone or with its particle or object."""
        return any(name in lemmas for name in self.names(verb))

    def names(self, verb: int) -> Iterator[str]:
        """A verb alone and with its particle or object: "rule", "rule_out"."""
        lemma = self.tree.lemmas[verb]
        yield lemma
        yield from (f"{lemma}_{self.tree.lemmas[child]}" for child in self.labelled(verb, "compound:prt", "obj"))

    def ancestors(self, token: int) -> Iterator[int]:
        """Heads of ``token`` up to the root."""
        token = self.tree.heads[token]
        while token >= 0:
            yield token
            token = self.tree.heads[token]

    def subtree(self, token: int) -> Iterator[int]:
        """``token`` and all below it."""
        queue = [token]
        while queue:
            at = queue.pop()
            yield at
            queue += self.children[at]
