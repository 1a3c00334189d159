"""Turns the codebook's own examples into other constructions and counts those that keep their action.

    python -m benchmarks.constructions [--fails NAME]

An example "<s>Peru</s> condemned <t>Fiji</t> on Monday." says the same as a passive, as a participle between commas,
as the middle one of three verbs. No gold is needed: an example must be coded alike in every form. A form that many
examples lose shows a hole of the grammar, not of the vocabulary. Patterns alone are asked (no model).
"""

import argparse
import re
from collections.abc import Callable, Iterator, Mapping

from pipeline.actions.proofs import given_mentions, unmark_example
from pipeline.codebook.actions import NULL_CODE, Example
from pipeline.codebook.folder import find_codebooks, fingerprint_codebooks
from pipeline.coders import Coders, load_coders

CLAUSE = re.compile(r"<s>(?P<src>[^<]+)</s> (?P<verb>\w+ed) (?P<mid>[^<]*?)<t>(?P<tgt>[^<]+)</t>(?P<rest>[^<]*)\.")
"""A subject that is the source, a regular verb in the past tense, and the target behind it."""
TRANSITIVE = re.compile(r"<s>(?P<src>[^<]+)</s> (?P<verb>\w+ed) <t>(?P<tgt>[^<]+)</t>(?P<rest>(?: [^<]*)?)\.")
"""The same where the target is the object."""

Parts = Mapping[str, str]
Turn = Callable[[Parts], str | None]


def _was(noun: str) -> str:
    plural = noun.split()[-1].endswith("s") and not noun[0].isupper()
    return "were" if plural else "was"


def _open(words: str) -> str:
    return words[0].upper() + words[1:]


def _inside(words: str) -> str:
    """What began a sentence as it stands inside one."""
    return re.sub(r"^(The|A|An|Two|Three|Four|Five|Six)\b", lambda match: match[1].lower(), words)


OF_CLAUSES: Mapping[str, Turn] = {
    "perfect": lambda p: f"<s>{p['src']}</s> has {p['verb']} {p['mid']}<t>{p['tgt']}</t>{p['rest']}.",
    "reported": lambda p: (
        f"Officials said on Monday that <s>{_inside(p['src'])}</s> {p['verb']} {p['mid']}<t>{p['tgt']}</t>{p['rest']}."
    ),
    "relative clause": lambda p: (
        f"<s>{p['src']}</s>, which {p['verb']} {p['mid']}<t>{p['tgt']}</t>{p['rest']}, slept well."
    ),
    "first of two verbs": lambda p: f"<s>{p['src']}</s> {p['verb']} {p['mid']}<t>{p['tgt']}</t>{p['rest']} and slept.",
    "second of two verbs": lambda p: f"<s>{p['src']}</s> slept and {p['verb']} {p['mid']}<t>{p['tgt']}</t>{p['rest']}.",
    "middle of three verbs": lambda p: (
        f"<s>{p['src']}</s> ate the bread, {p['verb']} {p['mid']}<t>{p['tgt']}</t>{p['rest']} and slept."
    ),
    "said to have": lambda p: f"<s>{p['src']}</s> is said to have {p['verb']} {p['mid']}<t>{p['tgt']}</t>{p['rest']}.",
    "cleft": lambda p: f"It was <s>{_inside(p['src'])}</s> that {p['verb']} {p['mid']}<t>{p['tgt']}</t>{p['rest']}.",
    "after": lambda p: (
        f"Prices rose after <s>{_inside(p['src'])}</s> {p['verb']} {p['mid']}<t>{p['tgt']}</t>{p['rest']}."
    ),
    "with an aside": lambda p: (
        f"<s>{p['src']}</s>, according to the ministry, {p['verb']} {p['mid']}<t>{p['tgt']}</t>{p['rest']}."
    ),
}
OF_TRANSITIVES: Mapping[str, Turn] = {
    "passive": lambda p: (
        f"<t>{_open(p['tgt'])}</t> {_was(p['tgt'])} {p['verb']} by <s>{_inside(p['src'])}</s>{p['rest']}."
    ),
    "passive, agent last": lambda p: (
        f"<t>{_open(p['tgt'])}</t> {_was(p['tgt'])} {p['verb']}{p['rest']} by <s>{_inside(p['src'])}</s>."
        if p["rest"]
        else None
    ),
    "participle between commas": lambda p: (
        f"<t>{_open(p['tgt'])}</t>, {p['verb']} by <s>{_inside(p['src'])}</s>{p['rest']}, slept well."
    ),
    "participle": lambda p: (
        f"<t>{_open(p['tgt'])}</t> {p['verb']} by <s>{_inside(p['src'])}</s>{p['rest']} slept well."
    ),
    "relative clause on the object": lambda p: (
        f"<t>{_open(p['tgt'])}</t>, whom <s>{_inside(p['src'])}</s> {p['verb']}{p['rest']}, slept well."
    ),
    "after being": lambda p: (
        f"<t>{_open(p['tgt'])}</t> slept after being {p['verb']} by <s>{_inside(p['src'])}</s>{p['rest']}."
    ),
}
FORMS = ((CLAUSE, OF_CLAUSES), (TRANSITIVE, OF_TRANSITIVES))


def code_forms(coders: Coders, turned: list[tuple[Example, str]]) -> Iterator[tuple[Example, str, str | None]]:
    """Each example, its new form, and the CAMEO code of the most confident action from source to target, if any."""
    marked = [unmark_example(text) for _, text in turned]
    trees = coders.parser.parse([each.text for each in marked])
    for (example, text), sentence, tree in zip(turned, marked, trees, strict=True):
        found = coders.actions.code_sentence(tree, list(given_mentions(sentence))) if tree is not None else []
        between = [a for a in found if a.source and a.target and (a.source.code, a.target.code) == ("SRC", "TGT")]
        best = max(between, key=lambda action: action.confidence, default=None)
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
    for shape, turns in FORMS:
        plain = [(each, match) for each in examples if (match := shape.fullmatch(each.text))]
        for name, turn in turns.items():
            if chosen in {None, name}:
                turned = [(each, text) for each, match in plain if (text := turn(match.groupdict())) is not None]
                coded = list(code_forms(coders, turned))
                lost = [(each, text, code) for each, text, code in coded if (code or "")[:2] != each.code[:2]]
                nothing = sum(code is None for _, _, code in coded)
                print(f"{name:30} {len(coded):8,} {1 - len(lost) / len(coded):10.3f} {nothing / len(coded):8.3f}")
                for each, text, code in lost if chosen else ():
                    print(f"    {each.code} -> {code or 'nothing'}: {text}")


if __name__ == "__main__":
    main()
