"""One sentence seen by words and by its tree: every question about syntax is asked here, with or without a tree."""

from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

from pipeline.actors.tokens import Words, split_words

if TYPE_CHECKING:
    from pipeline.actors.matcher import Hit, Matcher
    from pipeline.syntax import Tree

# Relations inside one noun phrase; names and titles are joined by several of them, and parsers mix them up.
INSIDE = frozenset(
    {
        "compound",
        "flat",
        "amod",
        "nmod:poss",
        "nmod:desc",
        "nmod:unmarked",
        "det",
        "nummod",
        "fixed",
        "goeswith",
        "case",
    }
    | {"punct", "det:predet", "advmod"}
)
LOOSE = INSIDE | {"appos", "nmod", "dep", "list", "conj", "cc"}
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer", "csubj"})
CLAUSES = frozenset({"root", "ccomp", "advcl", "acl:relcl", "acl", "parataxis", "csubj", "advcl:relcl"})
ARGUMENTS = SUBJECTS | {"obj", "iobj", "obl"}
SHARED = frozenset({"conj", "xcomp", "advcl", "acl"})
# Short words are small in headlines too; so many long ones are needed to tell.
LONG_WORD, LONG_WORDS = 5, 3
NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "X", "NUM", "PRON"})
POSSESSIVE = ("'s ", "' ", "'S ")


class View:
    """Words, offsets and syntax of one sentence.

    Args:
        text: the sentence.
        tree: its tree, or None where the sentence was not parsed.
        headline_capitals: share of capitalised long words above which capitals say nothing.
    """

    def __init__(self, text: str, tree: "Tree | None", *, headline_capitals: float = 1.0) -> None:
        self.words: Words = split_words(text)
        self.keys = self.words.keys
        self.forms = self.words.forms
        self.original = text
        self.tree = tree
        self._headline_capitals = headline_capitals
        self._hits: tuple[Hit, ...] | None = None

    def look_up(self, matcher: "Matcher") -> "tuple[Hit, ...]":
        """What the dictionary holds of the sentence; every view meets one dictionary only."""
        if self._hits is None:
            self._hits = tuple(matcher.find(self.keys, self.forms))
        return self._hits

    @cached_property
    def key_set(self) -> frozenset[str]:
        """The different keys of the sentence."""
        return frozenset(self.keys)

    @cached_property
    def headline(self) -> bool:
        """Whether all long words have capitals and no full stop ends it, so that capitals say nothing."""
        if self.words.text.rstrip('" ').endswith("."):
            return False
        long = [form for form in self.forms if form[0].isalpha() and len(form) >= LONG_WORD]
        capitals = sum(form[0].isupper() for form in long)
        return len(long) >= LONG_WORDS and capitals >= self._headline_capitals * len(long)

    @cached_property
    def verbless(self) -> bool:
        """Whether the parser has made a noun the top of the sentence."""
        if self.tree is None or -1 not in self.tree.heads:
            return False
        top = self.tree.heads.index(-1)
        return self.tree.tags[top] in {"NOUN", "PROPN"} and not self.dependents(top, "cop")

    @cached_property
    def tokens(self) -> tuple[int, ...]:
        """The token of the tree in which each word begins."""
        if self.tree is None:
            return ()
        starts = self.tree.starts
        return tuple(max(bisect_right(starts, start) - 1, 0) for start in self.words.starts)

    def between(self, last: int, first: int) -> str:
        """The characters from the end of word `last` to the start of word `first`."""
        return self.words.text[self.words.ends[last] : self.words.starts[first]]

    def after(self, last: int) -> str:
        """The three characters after word `last`."""
        end = self.words.ends[last]
        return self.words.text[end : end + 3]

    def before(self, first: int) -> str:
        """The character before word `first`."""
        start = self.words.starts[first]
        return self.words.text[start - 1 : start] if start else ""

    def possessive(self, last: int) -> bool:
        """Whether word `last` has a possessive ending."""
        after = self.after(last)
        return after.startswith(("'s", "'S")) or (after[:2] == "' " and self.keys[last].endswith("s"))

    def head(self, first: int, last: int) -> int | None:
        """The token of words `first` to `last` that the others depend on."""
        if self.tree is None:
            return None
        inside = range(self.tokens[first], self.tokens[last] + 1)
        heads = [number for number in inside if self.tree.heads[number] not in inside]
        nouns = [number for number in heads if self.tree.tags[number] in NOMINAL]
        return (nouns or heads or list(inside))[-1]

    def tag(self, word: int) -> str:
        """UPOS tag of a word; empty without a tree and after the last word."""
        return "" if self.tree is None or word >= len(self.tokens) else self.tree.tags[self.tokens[word]]

    def label(self, word: int) -> str:
        """UD label of a word; empty without a tree."""
        return "" if self.tree is None else self.tree.labels[self.tokens[word]]

    def dependents(self, token: int, label: str) -> list[str]:
        """Lemmas of the dependents of a token with that label."""
        if self.tree is None:
            return []
        labels, lemmas = self.tree.labels, self.tree.lemmas
        return [lemmas[child] for child in self._children.get(token, ()) if labels[child] == label]

    def object_lemmas(self, token: int | None) -> list[str]:
        """Lemmas of the objects of a token, and of what is its passive subject."""
        return [] if token is None else [*self.dependents(token, "obj"), *self.dependents(token, "nsubj:pass")]

    @cached_property
    def _children(self) -> dict[int, list[int]]:
        """The tokens that depend on each token, in the order of the sentence."""
        children: dict[int, list[int]] = {}
        for child, head in enumerate(self.tree.heads if self.tree is not None else ()):
            children.setdefault(head, []).append(child)
        return children

    def climb(self, token: int, labels: frozenset[str] = INSIDE) -> list[int]:
        """The token and those above it inside its noun phrase."""
        path = [token]
        if self.tree is not None:
            while self.tree.labels[path[-1]] in labels and self.tree.heads[path[-1]] >= 0 and len(path) < 20:
                path.append(self.tree.heads[path[-1]])
        return path

    def joined(self, left: tuple[int, int], right: tuple[int, int]) -> bool:
        """Whether two stretches of words may belong to one noun phrase; true without a tree."""
        one, two = self.head(*left), self.head(*right)
        if one is None or two is None:
            return True
        return bool(set(self.climb(one, LOOSE)) & set(self.climb(two, LOOSE)))

    def phrase_top(self, first: int, last: int) -> int | None:
        """The top word of the whole noun phrase that holds the words, for conjuncts that of the first; None without."""
        token = self.head(first, last)
        if token is None or self.tree is None:
            return None
        top = self.climb(token)[-1]
        while self.tree.labels[top] == "conj" and self.tree.tags[self.tree.heads[top]] in NOMINAL:
            top = self.climb(self.tree.heads[top])[-1]
        return top

    def function(self, first: int, last: int) -> str:
        """UD label of the whole noun phrase that holds the words, conjuncts taking that of the first; '' without."""
        top = self.phrase_top(first, last)
        return "" if top is None or self.tree is None else self.tree.labels[top]

    def is_predicate(self, word: int) -> bool:
        """Whether a word is the verb of a clause: "deposed" in "the army deposed the president"."""
        if self.tree is None:
            return False
        token = self.tokens[word]
        finite = self.tree.labels[token] == "root" or self.dependents(token, "nsubj") or self.dependents(token, "aux")
        return self.tree.tags[token] == "VERB" and bool(finite)

    def is_subject(self, first: int, last: int, token: int | None) -> bool:
        """Whether the words are a subject, and not a modifier of one."""
        if token is None or self.tree is None:
            return False
        for _ in range(len(self.tree.heads)):
            label, head = self.tree.labels[token], self.tree.heads[token]
            within = self.tokens[first] <= head <= self.tokens[last]
            if not ((label in INSIDE and within) or (label == "conj" and self.tree.tags[head] in NOMINAL)):
                break
            token = head
        return self.tree.labels[token] in SUBJECTS

    def governor(self, first: int, last: int) -> int | None:
        """The token on which the noun phrase of the words depends."""
        top = self.phrase_top(first, last)
        return None if top is None or self.tree is None else self.tree.heads[top]

    def lemma(self, token: int | None) -> str:
        """Lemma of a token; empty where there is none."""
        return "" if self.tree is None or token is None or token < 0 else self.tree.lemmas[token]

    def clause(self, token: int) -> int:
        """The verb (or other predicate) of the clause in which a token stands."""
        if self.tree is None:
            return -1
        number, steps = token, 0
        while self.tree.heads[number] >= 0 and steps < 60:
            label = self.tree.labels[number]
            if number != token and (
                label in CLAUSES or (label in {"conj", "xcomp"} and self.tree.tags[number] == "VERB")
            ):
                return number
            number, steps = self.tree.heads[number], steps + 1
        return number

    def verbs(self, token: int) -> set[int]:
        """A predicate and those above it whose subject it shares: "agreed to meet him and praised him"."""
        found = {token}
        while self.tree is not None and token >= 0 and self.tree.labels[token] in SHARED:
            subjects = SUBJECTS & {
                label for head, label in zip(self.tree.heads, self.tree.labels, strict=True) if head == token
            }
            if subjects:
                break
            token = self.clause(token)
            if token in found:
                break
            found.add(token)
        return found

    def governs(self, argument: int, token: int) -> bool:
        """Whether the clause of `token` depends on the verb of which `argument` is the subject or object."""
        if self.tree is None or argument < 0 or token < 0:
            return False
        clause = self.clause(token)
        return self.tree.labels[clause] in {"ccomp", "advcl"} and self._verb(argument) == self.tree.heads[clause]

    def controls(self, argument: int, token: int, verbs: frozenset[str]) -> bool:
        """Whether an object is the understood subject of the clause of `token`: "asked Peru to free its prisoners"."""
        if self.tree is None or argument < 0 or token < 0:
            return False
        clause = self.clause(token)
        label, head = self.tree.labels[clause], self.tree.heads[clause]
        if "to" not in self.dependents(clause, "mark"):
            return False
        if label == "acl":
            return head == argument
        asked = label == "xcomp" or (label == "advcl" and self.lemma(head) in verbs)
        return asked and self._verb(argument) == head

    def parallels(self, argument: int, token: int) -> bool:
        """Whether two words are the objects of verbs joined to each other: "criticised Peru and asked it to go"."""
        if self.tree is None or argument < 0 or token < 0:
            return False
        verb = self.tree.heads[token]
        both = {self.tree.labels[argument], self.tree.labels[token]} <= {"obj", "iobj"}
        return both and verb >= 0 and self.tree.labels[verb] == "conj" and self.tree.heads[verb] == self._verb(argument)

    def _verb(self, argument: int) -> int:
        """The predicate of which a token is an argument."""
        if self.tree is None:
            return -1
        return self.tree.heads[argument] if self.tree.labels[argument] in ARGUMENTS else -1

    def possesses(self, owner: int, token: int) -> bool:
        """Whether a token stands inside the noun phrase that another one owns: "Peru's attacks on its people"."""
        if self.tree is None or owner < 0 or token < 0 or self.tree.labels[owner] != "nmod:poss":
            return False
        owned, above = self.tree.heads[owner], self.tree.heads[token]
        for _ in range(len(self.tree.heads)):
            if above < 0 or above == owned:
                break
            above = self.tree.heads[above] if self.tree.labels[above] in {"nmod", "conj", "acl", "obj", "amod"} else -1
        return above == owned

    def is_verb(self, token: int) -> bool:
        """Whether a token is a verb."""
        return self.tree is not None and token >= 0 and self.tree.tags[token] == "VERB"

    def case(self, first: int, last: int) -> str:
        """The preposition that the tree gives a noun phrase, conjuncts sharing that of the first."""
        top = self.phrase_top(first, last)
        return "" if top is None else next(iter(self.dependents(top, "case")), "")

    def preposition(self, first: int, determiners: frozenset[str]) -> str:
        """The preposition before a noun phrase that begins at word `first`, as the words stand; '' if there is none."""
        number = first - 1
        while number >= 0 and self.keys[number] in determiners and self.between(number, number + 1) == " ":
            number -= 1
        if number < 0 or self.between(number, number + 1) != " ":
            return ""
        key = self.keys[number]
        return "" if self.tag(number) in {"ADJ", "VERB", "NOUN", "PROPN"} else key
