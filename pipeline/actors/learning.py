"""What an article teaches about its own names: surnames, titles, appositions, and abbreviations in brackets."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.actors.drafts import Draft
from pipeline.actors.parts import Known
from pipeline.actors.roles import Actor
from pipeline.actors.tokens import make_key, split_forms
from pipeline.actors.view import View
from pipeline.codebook.actorrules import ActorWords
from pipeline.codebook.actors import ActorBook

SHORTEST_ACRONYM = 3
BRACKET = re.compile(r"'?,? \(([A-Z][A-Za-z.&-]{1,9})\)")
CLOSING = re.compile(r"[,.;:)\"]|$| who | which |,? and (?:his|her) ")
APPOSED = re.compile(r",(?: (?:the|a|an|his|her|its|their|one of the))?(?: [a-z-]+){0,3} ?", re.IGNORECASE)


def learn_names(views: Sequence[View], drafts: Sequence[Sequence[Draft]], book: ActorBook) -> Known:
    """The names that the article explains, each with its actor, and the countries that it names."""
    names: set[str] = set()
    words = book.rules.words
    counts: dict[tuple[str, ...], dict[str | None, tuple[int, Actor]]] = {}
    for view, found in zip(views, drafts, strict=True):
        for keys, actor in _teach(view, found, words):
            names.update([actor.name] if actor.name else [])
            count, first = counts.setdefault(keys, {}).get(actor.name, (0, actor))
            counts[keys][actor.name] = (count + 1, max(first, actor, key=lambda each: len(each.code)))
    actors = {}
    for keys, candidates in counts.items():
        ranked = sorted(candidates.values(), key=lambda pair: (-len(pair[1].code), -pair[0]))
        actors[keys] = ranked[0][1]
    named = (draft for each in drafts for draft in each if draft.kind != "group")
    countries = frozenset(draft.actor.code[:3] for draft in named if draft.actor is not None)
    return Known(actors, frozenset(names), countries)


def _teach(view: View, drafts: Sequence[Draft], words: ActorWords) -> Iterator[tuple[tuple[str, ...], Actor]]:
    for number, draft in enumerate(drafts):
        actor = draft.actor
        if actor is None:
            actor = _apposition(view, drafts, number)
            if actor is not None and draft.kind == "person":
                yield from _person_names(view, draft, actor, words)
            continue
        if draft.head_full and (draft.kind == "person" or (draft.kind == "group" and " + " in (actor.entry or " + "))):
            learned = replace(actor, learned=actor.learned or "name", taught=draft.sentence)
            yield from _person_names(view, draft, learned, words)
        if draft.kind in {"group", "agent", "person"} and (
            match := BRACKET.match(view.words.text, view.words.ends[draft.last])
        ):
            yield (
                tuple(map(make_key, split_forms(match[1]))),
                replace(actor, kind="group", learned="name", taught=draft.sentence),
            )
        if draft.kind == "group" and (short := _abbreviate(view, draft)):
            yield (short,), replace(actor, learned="name", taught=draft.sentence)
        if draft.kind == "group" and actor.name and " " in actor.name and draft.last > draft.first:
            last = view.keys[draft.last]
            if last in words.group_nouns:
                yield (last,), replace(actor, learned="name", taught=draft.sentence)


def _abbreviate(view: View, draft: Draft) -> str:
    """The initials by which an article may go on: "PMU" after "the Peruvian Miners' Union"; empty for short names."""
    initials = [form[0] for form in view.forms[draft.head_first : draft.head_last + 1] if form[0].isupper()]
    return make_key("".join(initials)) if len(initials) >= SHORTEST_ACRONYM else ""


def _person_names(view: View, draft: Draft, actor: Actor, words: ActorWords) -> Iterator[tuple[tuple[str, ...], Actor]]:
    """The full name and the surname, the latter with and without its particle."""
    keys = view.keys[draft.head_first : draft.head_last + 1]
    yield keys, actor
    if draft.kind == "group":
        return
    first = actor.code[:3] in words.surname_first and keys[0] not in words.particles
    yield (keys[:1] if first else keys[-1:]), actor
    if len(keys) > 2 and keys[-2] in words.particles:
        yield keys[-2:], actor


def _apposition(view: View, drafts: Sequence[Draft], number: int) -> Actor | None:
    """The actor of an unknown name that a noun phrase beside it explains: "X, a senior member of the opposition"."""
    draft = drafts[number]
    if not draft.head_full:
        return None
    text, sentence = view.words.text, draft.sentence
    for other, first, second in _neighbours(drafts, number):
        if other.actor is None or other.kind not in {"agent", "group"} or other.plural:
            continue
        gap = text[view.words.ends[first.last] : view.words.starts[second.first]]
        closed = CLOSING.match(text, view.words.ends[second.last]) is not None
        acts = other.kind == "agent" or " + " in (other.actor.entry or "")  # "the NATO spokesman", not "NATO"
        if closed and _is_apposed(gap, other is second and acts, other is first):
            name = view.original[view.words.starts[draft.first] : view.words.ends[draft.last]]
            return Actor(other.actor.code, name, other.actor.entry, "person", learned="apposition", taught=sentence)
    return None


def _neighbours(drafts: Sequence[Draft], number: int) -> Iterator[tuple[Draft, Draft, Draft]]:
    if number + 1 < len(drafts):
        yield drafts[number + 1], drafts[number], drafts[number + 1]
    if number:
        yield drafts[number - 1], drafts[number - 1], drafts[number]


def _is_apposed(gap: str, after: bool, before: bool) -> bool:
    return (after and APPOSED.fullmatch(gap) is not None) or (before and gap == ", ")
