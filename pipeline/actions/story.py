"""What an article has told so far: an action that lacks an actor gets who did the deed that it names again."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pipeline.actions.coder import Action
from pipeline.actions.deeds import Deed, DeedNames, Kind, refer_deed
from pipeline.actions.told import Told, find_meant
from pipeline.records import Mention


def link_deeds(sentences: Iterable[Sequence[Action]], names: DeedNames) -> list[list[Action]]:
    """The actions of an article, of each sentence a list, those that name a deed again with who did it.

    Args:
        sentences: the actions of each sentence, in the order of the article.
        names: the nouns of deeds.
    """
    told: list[Told] = []
    linked: list[list[Action]] = []
    for actions in sentences:
        own: list[Action] = []
        for action in actions:
            own.extend(_complete(action, told, names))
            _remember(action, told)
        linked.append(own)
    return linked


def _complete(action: Action, told: Sequence[Told], names: DeedNames) -> Iterator[Action]:
    """The action with each of those who did the deed that it names, in the place of the actor that it lacks."""
    known, deed = action.source or action.target, action.deed
    doers = _resolve(deed, known, told, names) if deed and known else ()
    if not (deed and known and doers):
        yield action
        return
    confidence = round(action.confidence * names.factor, 3)
    for doer in doers:
        meant = refer_deed(doer, known.sentence_number, deed.start, deed.end, deed.text)
        source, target = action.source or meant, meant if deed.kind is Kind.CAPTIVITY else action.target or meant
        yield replace(action, source=source, target=target, confidence=confidence)


def _resolve(deed: Deed, answerer: Mention, told: Sequence[Told], names: DeedNames) -> tuple[Mention, ...]:
    oldest = answerer.sentence_number - names.memory
    near = [last for last in told if last.sentence >= oldest or last.sentence <= names.lead]
    return find_meant(deed, answerer, near)


def _remember(action: Action, told: list[Told]) -> None:
    """Add an action to what was told; the sources of one trigger did it together."""
    if action.source is None:
        return
    place = (action.source.sentence_number, action.trigger_end, action.cameo)
    if told and (told[-1].sentence, told[-1].end, told[-1].code) == place:
        last = told[-1]
        doers, victims = _join(last.doers, action.source), _join(last.victims, action.target)
        told[-1] = replace(last, doers=doers, victims=victims)
    else:
        told.append(Told(*place, (action.source,), _join((), action.target), action.owned))


def _join(known: tuple[Mention, ...], new: Mention | None) -> tuple[Mention, ...]:
    return known if new is None or new in known else (*known, new)
