"""What the stages need to code: the parser and the coders made of codebooks, each loaded when it is first asked for."""

from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.actions.coder import ActionCoder
    from pipeline.actors import ActorCoder
    from pipeline.codebook.actors import ActorBook
    from pipeline.dates import DateReader
    from pipeline.ingest.cues import Cues
    from pipeline.places import PlaceReader
    from pipeline.sentences import Splitter
    from pipeline.syntax import Parser

LANGUAGE = "en"


class Coders:
    """What the stages need, each loaded when it is first asked for.

    Args:
        codebooks: the folder of codebooks.
        model: let the model fill gaps of the patterns and doubt what they say.
    """

    def __init__(self, codebooks: Path, *, model: bool = True) -> None:
        self.codebooks = codebooks
        self.model = model

    @cached_property
    def cues(self) -> "Cues":
        """Words that tell an article from what stands around it."""
        from pipeline.ingest.cues import load_cues

        return load_cues(self.codebooks / LANGUAGE)

    @cached_property
    def splitter(self) -> "Splitter":
        """Sentence boundaries."""
        from pipeline.sentences import load_splitter

        return load_splitter(self.codebooks / LANGUAGE)

    @cached_property
    def parser(self) -> "Parser":
        """The parser."""
        return _load_parser()

    @cached_property
    def book(self) -> "ActorBook":
        """The actor codebook, its names packed."""
        from pipeline.actors.packing import obtain_book
        from pipeline.codebook.folder import cache_folder

        return obtain_book(self.codebooks / LANGUAGE / "actors", cache=cache_folder())

    @cached_property
    def actors(self) -> "ActorCoder":
        """Finds mentions."""
        from pipeline.actors import ActorCoder

        return ActorCoder(self.book)

    @cached_property
    def actions(self) -> "ActionCoder":
        """Codes sentences."""
        from pipeline.actions.coder import ActionCoder
        from pipeline.actions.fitting import obtain_model
        from pipeline.codebook.actions import load_actions
        from pipeline.codebook.folder import cache_folder

        coder = ActionCoder(load_actions(self.codebooks, language=LANGUAGE))
        if not self.model:
            return coder
        name_actors = self.actors.name_sentence
        return coder.with_model(obtain_model(coder, self.parser, name_actors, self.codebooks, cache=cache_folder()))

    @cached_property
    def dates(self) -> "DateReader":
        """Reads time expressions."""
        from pipeline.dates import DateReader

        return DateReader.load(self.codebooks / LANGUAGE)

    @cached_property
    def places(self) -> "PlaceReader":
        """Finds where events happened."""
        from pipeline.places import load_places

        return load_places(self.codebooks / LANGUAGE)

    def load_books(self) -> None:
        """Load every codebook now, so that a mistake in one is met before the work begins.

        Raises:
            DemarcheError: one of the codebooks has a mistake.
        """
        for name in ("cues", "splitter", "dates", "places", "actors", "actions"):
            getattr(self, name)


@lru_cache(maxsize=1)
def _load_parser() -> "Parser":
    """The parser is the same for every codebook; one a process."""
    from pipeline.syntax import load_parser

    return load_parser()


@lru_cache(maxsize=2)
def load_coders(codebooks: Path, fingerprint: str, model: bool) -> Coders:
    """The coders of this process for codebooks in this state."""
    return Coders(codebooks, model=model)
