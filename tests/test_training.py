import lzma
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

pytest.importorskip("spacy_lookups_data", reason="the recipe needs the development packages")

from training.augment import augment
from training.recipe import Settings, make_example, make_pipeline
from training.treebanks import Paragraph, load, paragraphs, read_sentences

CONLLU = """\
# newdoc id = own_news_example
# newpar
# text = They don't sign.
1\tThey\tthey\tPRON\tPRP\t_\t4\tnsubj\t_\t_
2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\t_
2\tdo\tdo\tAUX\tVBP\t_\t4\taux\t_\t_
3\tn't\tnot\tPART\tRB\t_\t4\tadvmod\t_\t_
4\tsign\tsign\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No
5\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_

# text = "No."
1\t"\t"\tPUNCT\t``\t_\t2\tpunct\t_\tSpaceAfter=No
2\tNo\tno\tINTJ\tUH\t_\t0\troot\t_\tSpaceAfter=No
2.1\tgone\tgo\tVERB\tVBN\t_\t_\t_\t0:root\t_
3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\tSpaceAfter=No
4\t"\t"\tPUNCT\t''\t_\t2\tpunct\t_\tSpaceAfter=No

# newpar
# text = Talks
1\tTalks\ttalk\tNOUN\tNNS\t_\t0\troot\t_\t_
"""


@pytest.fixture
def corpus() -> list[Paragraph]:
    return list(paragraphs(read_sentences(CONLLU.splitlines())))


def test_reader(corpus: list[Paragraph]) -> None:
    (first, second), (third,) = corpus
    assert first.text.strip() == "They don't sign."
    assert first.words == ("They", "do", "n't", "sign", ".")
    assert first.heads == (3, 3, 3, 3, 3)
    assert first.labels == ("nsubj", "aux", "advmod", "ROOT", "punct")
    assert first.lemmas[2] == "not" and first.document == "own_news_example"
    assert second.text.strip() == '"No."'
    assert (first.opens, second.opens, third.opens) == (True, False, True)


def test_paragraph_limit(corpus: list[Paragraph]) -> None:
    sentences = [sentence for paragraph in corpus for sentence in paragraph]
    assert [len(paragraph) for paragraph in paragraphs(sentences, limit=1)] == [1, 1, 1]


def test_load(tmp_path: Path, corpus: list[Paragraph]) -> None:
    (tmp_path / "own-dev.conllu").write_text(CONLLU, encoding="utf-8")
    (tmp_path / "own-test.conllu.xz").write_bytes(lzma.compress(CONLLU.encode()))
    assert load(tmp_path, "own-dev") == load(tmp_path, "own-test") == [s for p in corpus for s in p]


def test_augmented_trees_stay_whole(corpus: list[Paragraph]) -> None:
    variants = {augment(corpus[0], Random(seed)) for seed in range(500)}
    texts = {"".join(sentence.text for sentence in paragraph) for paragraph in variants}
    assert "They don\u2019t sign. \u201cNo.\u201d" in texts
    assert 'THEY DON\'T SIGN. "NO."' in texts
    assert "THEY DON'T SIGN" in texts
    for sentence in (sentence for paragraph in variants for sentence in paragraph):
        assert len(sentence.words) == len(sentence.heads) == len(sentence.labels)
        assert max(sentence.heads) < len(sentence.words)


def test_example_aligns(corpus: list[Paragraph]) -> None:
    nlp = make_pipeline(replace(Settings(), clusters=False))
    example = make_example(nlp, corpus[0])
    assert [token.text for token in example.predicted] == [token.text for token in example.reference]
    assert [sent.text for sent in example.reference.sents] == ["They don't sign.", '"No."']
