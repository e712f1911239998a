"""The lexicon proposes triggers: words of its frames. A row that is added to them proposes a new verb."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from marked import document

from claimgraph.loaders.extract.doc import Doc
from claimgraph.loaders.extract.lexicon import Lexicon
from claimgraph.loaders.extract.segment import split
from claimgraph.loaders.extract.stages.triggers import Triggers
from claimgraph.loaders.tables import data_folder


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon.load()


def proposed(lexicon: Lexicon, text: str, relevant: tuple[int, ...] | None = None) -> list[str]:
    sentences = tuple(split(text, frozenset()))
    numbers = tuple(range(len(sentences))) if relevant is None else relevant
    doc = Triggers(lexicon)(Doc(document(text), text, sentences=sentences, relevant=numbers))
    return [text[span.start : span.end] for span in doc.proposed]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Norland exported lathes to Veridia.", ["exported"]),
        ("Norland's exports of lathes to Veridia rose.", ["exports"]),
        ("Norland supplies, supplied and is supplying lathes.", ["supplies", "supplied", "supplying"]),
        ("EXPORTED LATHES", ["EXPORTED"]),
        ("Norland sold lathes.", ["sold"]),
        ("The weather was cold.", []),
    ],
)
def test_forms_of_words_of_supply_are_proposed(lexicon: Lexicon, text: str, words: list[str]) -> None:
    assert proposed(lexicon, text) == words


def test_words_of_everyday_prose_are_not_proposed(lexicon: Lexicon) -> None:
    assert "take" in lexicon.everyday
    assert proposed(lexicon, "Norland took lathes to Veridia.") == []


def test_only_relevant_sentences_propose_any(lexicon: Lexicon) -> None:
    assert proposed(lexicon, "Norland exported lathes. Veridia imported wheat.", (1,)) == ["imported"]


def test_every_form_that_is_listed_as_irregular_is_proposed_unless_it_is_an_everyday_word(lexicon: Lexicon) -> None:
    everyday = lexicon.everyday | lexicon.idiomatic
    forms = [form for form, lemma in lexicon.irregular.items() if lemma not in everyday]
    assert forms
    assert [form for form in forms if form not in proposed(lexicon, f"It {form} lathes.")] == []


def test_a_row_that_is_added_to_the_frames_proposes_its_verb(tmp_path: Path) -> None:
    text = "Norland squirrelled lathes to Veridia and was squirrelling rifles."
    assert proposed(Lexicon.load(), text) == []
    folder = tmp_path / "data"
    shutil.copytree(str(data_folder()), folder, ignore=shutil.ignore_patterns("network"))
    frames = folder / "frames.tsv"
    [header] = [line for line in frames.read_text("utf-8").splitlines() if line.startswith("family\t")]
    row = dict.fromkeys(header.split("\t"), "")
    row |= {
        "family": "supply",
        "pos": "verb",
        "lemmas": "squirrel",
        "supplier": "subj",
        "recipient": "to",
        "good": "obj",
    }
    with frames.open("a", encoding="utf-8") as file:
        file.write("\t".join(row.values()) + "\n")
    assert proposed(Lexicon.load(folder), text) == ["squirrelled", "squirrelling"]
