"""Affix rules that bring spaCy's English tokenizer close to the segmentation of the UD treebanks."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

# One syllable of a romanised Korean or Chinese name: moon, jong, un, wai, ching.
SYLLABLE = r"(?:ch|sh|zh|ts|kh|hs|ky|gy|my|by|hy|kw|gw|hw|[bcdfghjklmnpqrstwxyz])?[aeiouy]{1,3}(?:ng|[nkmptlhr])?"
REPEATED = [rf"{re.escape(sign)}{{2,}}" for sign in "=_*~<>+#"] + [r"[!?]{2,}"]


def load_words() -> dict[str, list[str]]:
    """The lists of words.toml."""
    return tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))


def adapt(nlp: Language) -> None:
    """Replace the tokenizer's rules in place; they are saved with the model."""
    words = load_words()
    tokenizer: Any = nlp.tokenizer
    defaults: Any = nlp.Defaults
    units = "|".join(map(re.escape, sorted(words["units"], key=len, reverse=True)))
    tokenizer.prefix_search = compile_prefix_regex([*REPEATED, *defaults.prefixes]).search
    tokenizer.suffix_search = compile_suffix_regex([*REPEATED, *defaults.suffixes, rf"(?<=[0-9])(?:{units})"]).search
    infixes = [*defaults.infixes, r"(?<=[A-Z]\.)-(?=[A-Za-z])", r"(?<=[A-Za-z])/(?=[A-Za-z])"]
    tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
    tokenizer.token_match = re.compile(whole_words(words)).match
    rules = {text: parts for text, parts in tokenizer.rules.items() if text not in ("and/or", "We'd.")}
    tokenizer.rules = rules | {text: [{"ORTH": text}] for text in words["abbreviations"]}


def whole_words(words: dict[str, list[str]]) -> str:
    """Expression for hyphenated words that stay one token: affixes (anti-war), names (Ki-moon), telephone numbers."""
    prefixes = "|".join(words["prefixes"])
    other = rf"(?!(?i:{'|'.join(sorted(set(words['not_syllables'])))})\b)"
    name = rf"(?=[A-Z][a-z]){other}(?i:{SYLLABLE})-{other}(?i:{SYLLABLE})"
    return rf"(?:(?i:{prefixes})-[^\W\d_]+|{name}|[0-9]{{3}}-(?:[0-9]{{3}}-)?[0-9]{{4}})$"
