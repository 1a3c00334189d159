"""Turns the codebook's own examples into other constructions and counts those that keep their action.

    python -m benchmarks.constructions [--fails NAME]

An example "<s>Peru</s> condemned <t>Fiji</t> on Monday." says the same as a passive, as a participle between commas,
as the middle one of three verbs. No gold is needed: an example must be coded alike in every form. A form that many
examples lose shows a hole of the grammar, not of the vocabulary. Patterns alone are asked (no model).
"""

import argparse
import re
from collections.abc import Iterator, Mapping, Sequence

from pipeline.actions.proofs import given_mentions, list_between, unmark_example
from pipeline.codebook.actions import NULL_CODE, Example
from pipeline.codebook.folder import find_codebooks, fingerprint_codebooks
from pipeline.coders import Coders, load_coders

CLAUSE = re.compile(r"<s>(?P<src>[^<]+)</s> (?P<verb>\w+ed) (?P<mid>[^<]*?)<t>(?P<tgt>[^<]+)</t>(?P<rest>[^<]*)\.")
"""A subject that is the source, a regular verb in the past tense, and the target behind it."""
TRANSITIVE = re.compile(r"<s>(?P<src>[^<]+)</s> (?P<verb>\w+ed) <t>(?P<tgt>[^<]+)</t>(?P<rest>(?: [^<]*)?)\.")
"""The same where the target is the object."""
LONGER = re.compile(r"<s>(?P<src>[^<]+)</s> (?P<verb>\w+ed) <t>(?P<tgt>[^<]+)</t>(?P<rest> [^<]*)\.")
"""The same with something behind the object."""

FORMS: Sequence[tuple[re.Pattern[str], Mapping[str, str]]] = (
    (CLAUSE, {
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
    (LONGER, {"passive, agent last": "<t>{first}</t> {was} {verb}{rest} by <s>{inside}</s>."}),
)  # fmt: skip
"""What an example must look like, and the forms that are made of its parts; see :func:`name_parts` for the others."""


def name_parts(match: re.Match[str]) -> dict[str, str]:
    """The parts of an example, its source as it stands inside a sentence, its target as it stands first, and "was"."""
    source, target = match["src"], match["tgt"]
    plural = target.split()[-1].endswith("s") and not target[0].isupper()
    inside = re.sub(r"^(The|A|An|Two|Three|Four|Five|Six)\b", lambda word: word[1].lower(), source)
    first = target[0].upper() + target[1:]
    return {**match.groupdict(), "inside": inside, "first": first, "was": "were" if plural else "was"}


def code_forms(coders: Coders, turned: Sequence[tuple[Example, str]]) -> Iterator[tuple[Example, str, str | None]]:
    """Each example, its new form, and the CAMEO code of the most confident action from source to target, if any."""
    marked = [unmark_example(text) for _, text in turned]
    trees = coders.parser.parse([each.text for each in marked])
    for (example, text), sentence, tree in zip(turned, marked, trees, strict=True):
        found = coders.actions.code_sentence(tree, list(given_mentions(sentence))) if tree is not None else []
        best = next(iter(list_between(sentence, found)), None)
        yield example, text, best.cameo if best else None


def main() -> None:
    """Turn the examples and print the share that keeps its root, for each form."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fails", metavar="NAME", help="print the sentences of this form that are coded otherwise")
    chosen = parser.parse_args().fails
    codebooks = find_codebooks()
    coders = load_coders(codebooks, fingerprint_codebooks(codebooks), False)
    examples = [each for each in coders.actions.book.examples if not each.counter and each.code != NULL_CODE]
    print(f"{'form':30} {'examples':>8} {'same root':>10} {'nothing':>8}")
    for shape, forms in FORMS:
        plain = [(each, match) for each in examples if (match := shape.fullmatch(each.text))]
        for name, form in forms.items():
            if chosen in {None, name}:
                turned = [(each, form.format_map(name_parts(match))) for each, match in plain]
                coded = list(code_forms(coders, turned))
                lost = [(each, text, code) for each, text, code in coded if (code or "")[:2] != each.code[:2]]
                nothing = sum(code is None for _, _, code in coded)
                print(f"{name:30} {len(coded):8,} {1 - len(lost) / len(coded):10.3f} {nothing / len(coded):8.3f}")
                for each, text, code in lost if chosen else ():
                    print(f"    {each.code} -> {code or 'nothing'}: {text}")


if __name__ == "__main__":
    main()
