"""What an article has told so far: an action that lacks an actor gets the one to whom its words go back."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from pipeline.actions.action import Action
from pipeline.actions.coder import Coded
from pipeline.actions.deedbook import DeedNames
from pipeline.actions.deeds import Kind, refer_deed
from pipeline.actions.told import Memory, Told, find_meant
from pipeline.records import Mention


def link_deeds(sentences: Iterable[Coded], names: DeedNames) -> list[list[Action]]:
    """The actions of an article, of each sentence a list, those that name a deed again with who did it.

    What is only supposed is remembered, and left out.

    Args:
        sentences: what was found in each sentence, in the order of the article.
        names: the nouns of deeds.
    """
    memory = Memory(names=names)
    linked: list[list[Action]] = []
    for sentence in sentences:
        memory.asides.append(sentence.asides)
        own: list[Action] = []
        for action in sentence.actions:
            if not action.supposed:
                own.extend(_complete(action, memory))
            _remember(action, memory.told)
        linked.append(own)
    return linked


def _complete(action: Action, memory: Memory) -> Iterator[Action]:
    """The action with each of those to whom its words go back, in the place of the actor that it lacks."""
    known, deed = action.source or action.target, action.deed
    if not (deed and known):
        yield action
        return
    number, names = known.sentence_number, memory.names
    meant = find_meant(deed, known, memory.recall(number - names.memory, names.lead))
    if not meant:
        yield action
    for actor in meant:
        words = refer_deed(actor, number, deed.start, deed.end, deed.text)
        target = words if deed.kind is Kind.CAPTIVITY else action.target or words
        confidence = round(action.confidence * names.factor, 3)
        yield replace(action, source=action.source or words, target=target, confidence=confidence)


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
        told.append(Told(*place, (action.source,), _join((), action.target)))


def _join(known: tuple[Mention, ...], new: Mention | None) -> tuple[Mention, ...]:
    return known if new is None or new in known else (*known, new)
