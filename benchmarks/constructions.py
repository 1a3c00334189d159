"""Turns the codebook's own examples into other constructions and counts those that keep their action.

    python -m benchmarks.constructions [--fails NAME]

An example "<s>Peru</s> condemned <t>Fiji</t> on Monday." says the same as a passive, as a participle between commas,
as the middle one of three verbs. No gold is needed: an example must be coded alike in every form. A form that many
examples lose shows a hole of the grammar, not of the vocabulary. Patterns alone are asked (no model), once with the
actors given, and once as in a text: there an actor fills a slot only where the tree leads to it.
"""

import argparse
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.actions.proofs import Marked, given_mentions, list_between, unmark_example
from pipeline.codebook.actions import NULL_CODE, Example
from pipeline.codebook.folder import find_codebooks, fingerprint_codebooks
from pipeline.coders import Coders, load_coders
from pipeline.records import Mention
from pipeline.syntax import Tree

CLAUSE = re.compile(r"<s>(?P<src>[^<]+)</s> (?P<verb>\w+ed) (?P<mid>[^<]*?)<t>(?P<tgt>[^<]+)</t>(?P<rest>[^<]*)\.")
"""A subject that is the source, a regular verb in the past tense, and the target behind it."""
TRANSITIVE = re.compile(r"<s>(?P<src>[^<]+)</s> (?P<verb>\w+ed) <t>(?P<tgt>[^<]+)</t>(?P<rest>(?: [^<]*)?)\.")
"""The same where the target is the object."""
OFTEN = r"(?:out|up|over|down|off|back|away|to|in|on|of|for|at|from|by|with|against|into|after|about|that|as)"
NOUN = (
    rf"(?:(?:an?|the|its|their|new|fresh|more|two|three|several) )?(?:(?!{OFTEN}\b)[\w-]+ ){{0,2}}(?!{OFTEN}\b)[\w-]+"
)
PREPOSITION = r"(?P<prep>on|with|to|against|from|in|at|of|for|by|into)"
OBJECT = re.compile(
    rf"<s>(?P<src>[^<]+)</s> (?P<verb>\w+ed) (?P<mid>{NOUN}) {PREPOSITION} <t>(?P<tgt>[^<]+)</t>(?P<rest>[^<]*)\."
)
"""A subject that is the source, a regular verb, its object, and the target behind a preposition."""
LONGER = re.compile(r"<s>(?P<src>[^<]+)</s> (?P<verb>\w+ed) <t>(?P<tgt>[^<]+)</t>(?P<rest> [^<]*)\.")
"""The same with something behind the object."""

FORMS: Sequence[tuple[re.Pattern[str], Mapping[str, str]]] = (
    (CLAUSE, {
        "as it stands": "<s>{src}</s> {verb} {mid}<t>{tgt}</t>{rest}.",
        "day behind the subject": "<s>{src}</s> on Tuesday {verb} {mid}<t>{tgt}</t>{rest}.",
        "day first": "On Tuesday <s>{inside}</s> {verb} {mid}<t>{tgt}</t>{rest}.",
        "apposition": "<s>{src}</s>, a founding member of the club, {verb} {mid}<t>{tgt}</t>{rest}.",
        "reported behind": "<s>{src}</s> {verb} {mid}<t>{tgt}</t>{rest}, officials said on Tuesday.",
        "perfect": "<s>{src}</s> has {verb} {mid}<t>{tgt}</t>{rest}.",
        "reported": "Officials said on Monday that <s>{inside}</s> {verb} {mid}<t>{tgt}</t>{rest}.",
        "relative clause": "<s>{src}</s>, which {verb} {mid}<t>{tgt}</t>{rest}, slept well.",
        "first of two verbs": "<s>{src}</s> {verb} {mid}<t>{tgt}</t>{rest} and slept.",
        "second of two verbs": "<s>{src}</s> slept and {verb} {mid}<t>{tgt}</t>{rest}.",
        "middle of three verbs": "<s>{src}</s> ate the bread, {verb} {mid}<t>{tgt}</t>{rest} and slept.",
        "said to have": "<s>{src}</s> is said to have {verb} {mid}<t>{tgt}</t>{rest}.",
        "cleft": "It was <s>{inside}</s> that {verb} {mid}<t>{tgt}</t>{rest}.",
        "after": "Prices rose after <s>{inside}</s> {verb} {mid}<t>{tgt}</t>{rest}.",
        "with an aside": "<s>{src}</s>, according to the ministry, {verb} {mid}<t>{tgt}</t>{rest}.",
    }),
    (TRANSITIVE, {
        "passive": "<t>{first}</t> {was} {verb} by <s>{inside}</s>{rest}.",
        "participle between commas": "<t>{first}</t>, {verb} by <s>{inside}</s>{rest}, slept well.",
        "participle": "<t>{first}</t> {verb} by <s>{inside}</s>{rest} slept well.",
        "relative clause on the object": "<t>{first}</t>, whom <s>{inside}</s> {verb}{rest}, slept well.",
        "after being": "<t>{first}</t> slept after being {verb} by <s>{inside}</s>{rest}.",
    }),
    (OBJECT, {
        "object with preposition": "<s>{src}</s> {verb} {mid} {prep} <t>{tgt}</t>{rest}.",
        "day before the preposition": "<s>{src}</s> {verb} {mid} late last week {prep} <t>{tgt}</t>{rest}.",
        "passive of the object": "{object} {is} {verb} {prep} <t>{tgt}</t> by <s>{inside}</s>.",
        "participle of the object": "{object} {verb} by <s>{inside}</s> {prep} <t>{tgt}</t> came as a surprise.",
        "relative clause on the object's noun": "{object} that <s>{inside}</s> {verb} {prep} <t>{tgt}</t> made news.",
    }),
    (LONGER, {"passive, agent last": "<t>{first}</t> {was} {verb}{rest} by <s>{inside}</s>."}),
)  # fmt: skip
"""What an example must look like, and the forms that are made of its parts; see :func:`name_parts` for the others."""


def name_parts(match: re.Match[str]) -> dict[str, str]:
    """The parts of an example, its source as it stands inside a sentence, its target and object as they stand first."""
    parts = match.groupdict()
    inside = re.sub(r"^(The|A|An|Two|Three|Four|Five|Six)\b", lambda word: word[1].lower(), parts["src"])
    first, thing = (_capitalise(parts.get(name, "")) for name in ("tgt", "mid"))
    be = {name: "were" if _is_plural(parts.get(part, "")) else "was" for name, part in (("was", "tgt"), ("is", "mid"))}
    return {**parts, "inside": inside, "first": first, "object": thing, **be}


def _capitalise(text: str) -> str:
    return text[:1].upper() + text[1:]


def _is_plural(noun: str) -> bool:
    return noun.endswith("s") and not noun[:1].isupper()


def code_forms(
    coders: Coders, turned: Sequence[tuple[Example, str]]
) -> Iterator[tuple[Example, str, tuple[str | None, str | None]]]:
    """Each example, its new form, and the CAMEO codes of the most confident actions from source to target, if any.

    The first code is that with the marked actors given by the caller, the second that with two countries that a text
    names.
    """
    marked = [unmark_example(text) for _, text in turned]
    trees = coders.parser.parse([each.text for each in marked])
    for (example, text), sentence, tree in zip(turned, marked, trees, strict=True):
        given = list(given_mentions(sentence))
        told = [replace(each, how="dictionary", country=each.code) for each in given]
        yield example, text, (_code_between(coders, sentence, tree, given), _code_between(coders, sentence, tree, told))


def _code_between(coders: Coders, sentence: Marked, tree: Tree | None, mentions: Sequence[Mention]) -> str | None:
    found = coders.actions.code_sentence(tree, mentions) if tree is not None else []
    best = next(iter(list_between(sentence, found)), None)
    return best.cameo if best else None


def main() -> None:
    """Turn the examples and print the share that keeps its root, for each form."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fails", metavar="NAME", help="print the sentences of this form that are lost as in a text")
    chosen = parser.parse_args().fails
    codebooks = find_codebooks()
    coders = load_coders(codebooks, fingerprint_codebooks(codebooks), False)
    examples = [each for each in coders.actions.book.examples if not each.counter and each.code != NULL_CODE]
    print(f"{'same root':40} {'examples':>8} {'given':>8} {'in text':>8}")
    for shape, forms in FORMS:
        plain = [(each, match) for each in examples if (match := shape.fullmatch(each.text))]
        for name, form in forms.items():
            if chosen in {None, name}:
                turned = [(each, form.format_map(name_parts(match))) for each, match in plain]
                coded = list(code_forms(coders, turned))
                same = [[(code or "")[:2] == each.code[:2] for code in codes] for each, _, codes in coded]
                kept = " ".join(f"{sum(column) / len(coded):8.3f}" for column in zip(*same, strict=True))
                print(f"{name:40} {len(coded):8,} {kept}", flush=True)
                lost = (row for row, (_, in_text) in zip(coded, same, strict=True) if not in_text)
                for each, text, (_, code) in lost if chosen else ():
                    print(f"    {each.code} -> {code or 'nothing'}: {text}")


if __name__ == "__main__":
    main()
