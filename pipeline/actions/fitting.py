"""Fits the model step to the codebook's own examples and lessons, once for each state of codebooks, parser and code."""

import hashlib
import logging
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain, permutations
from pathlib import Path

from pipeline.actions.coder import ActionCoder
from pipeline.actions.features import Features
from pipeline.actions.graph import Graph
from pipeline.actions.model import Model, fit_model
from pipeline.actions.proofs import give_mention, unmark_example
from pipeline.actions.repairs import repair_tree
from pipeline.actions.slots import Actor, place_actors
from pipeline.codebook.actions import NULL_CODE, Example
from pipeline.codebook.folder import fingerprint_files, list_files
from pipeline.records import Mention
from pipeline.syntax import Parser, Tree

log = logging.getLogger("demarche.model")
PACKAGE = Path(__file__).resolve().parents[1]
CODE = ("actions/**/*.py", "actors/*.py", "codebook/*.py")
WORDS = ("*/actions/*.toml", "*/actors/*.toml", "*/actors/*.csv", "cameo/*.csv")
"""The code and the codebooks on which the features depend: no model fitted with others is taken."""
EVERY = 2
"""Of so many examples one also shows the actors that its sentence names, and which of them do nothing to each other."""
CROWD = 8
"""Sentences with more mentions show nothing: most of their pairs are too far from each other to be asked for."""

Naming = Callable[[str, Tree], Sequence[Mention]]
"""Finds the mentions of a sentence as in a text of which the caller knows no actors."""
Span = tuple[int, int]
Shown = tuple[Features, str]
"""Features of a source and a target, and the root of what is done, or NULL_CODE."""


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence that teaches.

    Attributes:
        text: the sentence.
        roots: what its marked sources do to its marked targets; NULL_CODE where the example is of no action.
        named: whether it shows the actors that it names, not only those that are marked.
    """

    text: str
    roots: Mapping[tuple[Span, Span], str]
    named: bool


def obtain_model(coder: ActionCoder, parser: Parser, name_actors: Naming, codebooks: Path, *, cache: Path) -> Model:
    """The model of a codebook: from the cache folder, else fitted now and kept there.

    Args:
        coder: built from the codebook, without a model.
        parser: the parser.
        name_actors: finds mentions.
        codebooks: their folder.
        cache: where models are kept; one that cannot be written is no fault.
    """
    path = cache / f"model-{_fingerprint(codebooks, parser)}.npz"
    try:
        return Model.load(path)
    except (OSError, ValueError, KeyError, EOFError):
        log.info("fitting the model to these codebooks, about a minute, once for each state of them (--no-model: none)")
        model = fit_model(list(chain.from_iterable(gather_examples(coder, parser, name_actors))))
    with suppress(OSError):  # a read-only home: the model is fitted again next time
        model.save(path)
    return model


def gather_examples(coder: ActionCoder, parser: Parser, name_actors: Naming) -> Iterator[list[Shown]]:
    """What each example and each lesson shows: its marked pairs, and pairs of other actors in it."""
    examples = (example for example in coder.book.examples if _marks_both(example))
    cases = [_open_example(number, example) for number, example in enumerate(examples)]
    cases += [Case(each.text, {(t.source, t.target): t.root for t in each.events}, True) for each in coder.book.lessons]
    mutual = frozenset(coder.weights["mutual"])
    for case, tree in zip(cases, parser.parse([case.text for case in cases]), strict=True):
        if tree is not None:
            graph = Graph(repair_tree(tree, coder.lexicon), coder.lexicon)
            marked = sorted({span for pair in case.roots for span in pair})
            given = [give_mention(case.text, span, f"A{number}") for number, span in enumerate(marked)]
            named = name_actors(case.text, tree) if case.named else ()
            shown = (_show_pairs(case, graph, mentions, mutual) for mentions in (given, named))
            yield [(coder.see(graph, *pair), root) for pairs in shown for pair, root in pairs]


def _marks_both(example: Example) -> bool:
    return not example.counter and "<s>" in example.text and "<t>" in example.text


def _open_example(number: int, example: Example) -> Case:
    plain = unmark_example(example.text)
    assert plain.source is not None and plain.target is not None
    root = NULL_CODE if example.code == NULL_CODE else example.code[:2]
    return Case(plain.text, {(plain.source, plain.target): root}, number % EVERY == 0)


def _show_pairs(
    case: Case, graph: Graph, mentions: Sequence[Mention], mutual: Container[str]
) -> Iterator[tuple[tuple[Actor, Actor], str]]:
    """All pairs of these mentions with what one does to the other; of mutual actions only the marked direction."""
    actors = place_actors(graph, mentions) if 2 <= len(mentions) <= CROWD else ()
    for pair in permutations(actors, 2):
        source, target = (actor.mention for actor in pair)
        root = _find_root(case, source, target)
        if source.code != target.code and (root is not None or _find_root(case, target, source) not in mutual):
            yield pair, root or NULL_CODE


def _find_root(case: Case, source: Mention, target: Mention) -> str | None:
    """The root that the case states for two mentions."""
    marked = (root for (one, other), root in case.roots.items() if _holds(source, one) and _holds(target, other))
    return next(marked, None)


def _holds(mention: Mention, span: Span) -> bool:
    """Whether a mention and a marked span share a character."""
    return mention.start < span[1] and span[0] < mention.end


def _fingerprint(codebooks: Path, parser: Parser) -> str:
    """What the model depends on: the codebooks, the parser, and the code that reads trees and actors."""
    words = fingerprint_files(list_files(codebooks, WORDS), folder=codebooks)
    code = fingerprint_files(list_files(PACKAGE, CODE), folder=PACKAGE)
    return hashlib.sha256(f"{words} {code} {parser.fingerprint}".encode()).hexdigest()[:16]
