"""Finds the actors of an article: dictionary, composition with the tree, and reference inside the article."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from pipeline.actors.composition import Composer
from pipeline.actors.discourse import Discourse
from pipeline.actors.drafts import Draft
from pipeline.actors.learning import learn_names
from pipeline.actors.matcher import Matcher
from pipeline.actors.offices import OfficeReader
from pipeline.actors.parts import Known, Part, PartFinder
from pipeline.actors.phrases import join_parts
from pipeline.actors.quotes import Quoted, find_quotes
from pipeline.actors.reference import Resolver
from pipeline.actors.referents import link_referents
from pipeline.actors.roles import Actor
from pipeline.actors.sieve import Sieve
from pipeline.actors.view import View
from pipeline.actors.voices import find_voices
from pipeline.codebook.actors import ActorBook
from pipeline.records import VOICE, Article, Mention, Sentence

if TYPE_CHECKING:
    from pipeline.syntax import Tree

Given = tuple[int, int, str]
NOTHING = Known({}, frozenset())
ALONE = datetime.date(2020, 1, 1)
"""The day on which a sentence counts that belongs to no article: it decides on roles."""


class ActorCoder:
    """Finds mentions; built once from a codebook, without any state of the articles that it reads."""

    def __init__(self, book: ActorBook) -> None:
        self._book = book
        self._finder = PartFinder(book)
        self._offices = OfficeReader(book)
        self._composer = Composer(book, self._offices)
        self._sieve = Sieve(book, self._finder.matcher)

    @property
    def matcher(self) -> Matcher:
        """The compiled dictionary."""
        return self._finder.matcher

    def select(self, texts: Sequence[str]) -> list[bool]:
        """Whether each of the sentences of an article may name two actors, so that parsing it is worth the time."""
        return self._sieve.select(texts)

    def find_mentions(
        self,
        article: Article,
        sentences: Sequence[Sentence],
        trees: Sequence["Tree | None"],
        *,
        given: Mapping[int, Sequence[Given]] | Sequence[Given] | None = None,
        given_only: bool = False,
    ) -> list[Mention]:
        """All mentions of an article, in the order of its sentences.

        Args:
            article: the article; its date decides on roles.
            sentences: all its sentences in order, the headline first.
            trees: one tree a sentence, None where a sentence was not parsed.
            given: spans and codes that the caller already knows, by sentence number; a plain list belongs to the first
                sentence. They win over the dictionary.
            given_only: name no other actor than the given ones.
        """
        spans = self._by_sentence(given, sentences)
        drafts: Sequence[Sequence[Draft]] = [()] * len(sentences)
        views = [self.view(sentence.text, tree) for sentence, tree in zip(sentences, trees, strict=True)]
        voices: Sequence[Actor | None] = [None] * len(sentences)
        if not given_only:
            quotes = find_quotes([view.words.text for view in views])
            drafts, _ = self.resolve_article(article, views, quotes)
            voices = find_voices(views, quotes, drafts, self._book.rules.words.speech)
        result: list[Mention] = []
        for sentence, view, found, voice in zip(sentences, views, drafts, voices, strict=True):
            own = spans.get(sentence.sentence_number, ())
            result.extend(self._mentions(sentence, view, found, own))
            if voice is not None and not own:
                end = len(sentence.text)
                result.append(self._mention(sentence, (end - 1, end, voice.code), VOICE, voice))
        return list(link_referents(result))

    def name_sentence(self, text: str, tree: "Tree") -> list[Mention]:
        """The mentions of a sentence that stands alone, as of :data:`ALONE`."""
        article = Article(article_id="", uri="", body=text, publication_date=ALONE, date_evidence="")
        sentence = Sentence(article_id="", sentence_number=1, start=0, end=len(text), text=text, kind="body")
        return self.find_mentions(article, [sentence], [tree])

    def view(self, text: str, tree: "Tree | None") -> View:
        """A sentence as the actor rules see it."""
        return View(text, tree, headline_capitals=self._book.rules.limits.headline_capitals)

    def resolve_article(
        self, article: Article, views: Sequence[View], quotes: Sequence[Quoted]
    ) -> tuple[list[list[Draft]], list[list[Draft]]]:
        """Drafts with their actors, and those without, sentence by sentence.

        One pass learns the names that the article explains, a second one knows them.
        """
        known = NOTHING
        text = f"{article.title or ''}\n{article.body}".lower()
        parts: list[list[Part]] = [[] for _ in views]
        drafts: list[list[Draft]] = [[] for _ in views]
        for last in (False, True):
            for number, view in enumerate(views):
                if last and not self._finder.learns(view, known):
                    continue
                found = self._finder.find(view, article.publication_date, text, known)
                if found != parts[number]:
                    parts[number] = found
                    drafts[number] = self._composer.compose(view, number, join_parts(view, found, self._book.rules))
            settled = self._offices.settle_bodies(views, drafts)
            discourse = Discourse(views, settled, quotes)
            resolved = Resolver(self._book, discourse, self._scene(article)).resolve()
            unknown = [self._unresolved(*pair) for pair in zip(drafts, resolved, strict=True)]
            if not last:
                known = learn_names(
                    views, [self._sort(*pair) for pair in zip(resolved, unknown, strict=True)], self._book
                )
        return resolved, unknown

    def _scene(self, article: Article) -> frozenset[str]:
        """The countries of the places in the dateline; a country by name wins over its cities ("TRIPOLI, Lebanon")."""
        if not article.dateline:
            return frozenset()
        parts = self._finder.find(
            self.view(article.dateline, None), article.publication_date, article.dateline.lower(), NOTHING
        )
        found = {
            kind: frozenset(part.actor.code for part in parts if part.kind in kinds and part.actor is not None)
            for kind, kinds in (("country", {"country"}), ("city", {"capital", "place"}))
        }
        return found["country"] or found["city"]

    @staticmethod
    def _unresolved(drafts: Sequence[Draft], resolved: Sequence[Draft]) -> list[Draft]:
        spans = {(draft.first, draft.last) for draft in resolved}
        return [draft for draft in drafts if draft.actor is None and (draft.first, draft.last) not in spans]

    @staticmethod
    def _sort(*drafts: Sequence[Draft]) -> list[Draft]:
        return sorted((draft for each in drafts for draft in each), key=lambda draft: (draft.first, draft.last))

    @staticmethod
    def _by_sentence(
        given: Mapping[int, Sequence[Given]] | Sequence[Given] | None, sentences: Sequence[Sentence]
    ) -> Mapping[int, Sequence[Given]]:
        if not given or not sentences:
            return {}
        return given if isinstance(given, Mapping) else {sentences[0].sentence_number: given}

    def _mentions(
        self, sentence: Sentence, view: View, drafts: Sequence[Draft], spans: Sequence[Given]
    ) -> Iterator[Mention]:
        found = [self._mention(sentence, span, "given") for span in spans]
        for draft in drafts:
            start, end = view.words.starts[draft.first], view.words.ends[draft.last]
            if "(" in sentence.text[start:end] and ")" not in sentence.text[start:end]:
                end += sentence.text[end : end + 1] == ")"
            if (
                draft.actor is not None
                and not draft.hidden
                and not any(start < other.end and other.start < end for other in found[: len(spans)])
            ):
                found.append(self._mention(sentence, (start, end, draft.actor.code), draft.how, draft.actor))
        yield from sorted(found, key=lambda mention: (mention.start, mention.end))

    def _mention(self, sentence: Sentence, span: Given, how: str, actor: Actor | None = None) -> Mention:
        start, end, code = span
        country, role = self._book.split_code(code)
        return Mention(
            article_id=sentence.article_id,
            sentence_number=sentence.sentence_number,
            start=start,
            end=end,
            text=sentence.text[start:end],
            name=actor.name if actor else None,
            entry=actor.entry if actor else None,
            code=code,
            country=country,
            role=role,
            how=how,
        )
