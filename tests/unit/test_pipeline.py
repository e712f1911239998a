"""The pipeline: stages in order, each of which finds its layers written; some of them can be disabled."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marked import document

from claimgraph.graph.errors import LoadError
from claimgraph.graph.model import Document, Reading
from claimgraph.loaders.extract.default import OPTIONAL
from claimgraph.loaders.extract.doc import Doc
from claimgraph.loaders.extract.extractor import Extractor, known_as, load_extractor
from claimgraph.loaders.extract.pipeline import BatchStage, Pipeline, Stage

ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "seeds"
ORDER = [
    "segment",
    "relevance",
    "lexicon",
    "events",
    "parse",
    "linking",
    "coreference",
    "factuality",
    "attribution",
    "rebuttals",
    "claims",
]
GIVEN = {"document", "text"}
"""The layers that every article has before the first stage."""


@pytest.fixture(scope="module")
def pipeline(extractor: Extractor) -> Pipeline:
    assert isinstance(extractor, Pipeline)
    return extractor


def test_the_stages_run_in_the_order_in_which_they_are_listed(pipeline: Pipeline) -> None:
    assert [stage.name for stage in pipeline.stages] == ORDER


def test_every_stage_reads_only_layers_that_earlier_stages_write(pipeline: Pipeline) -> None:
    written = set(GIVEN)
    for stage in pipeline.stages:
        assert set(stage.reads) <= written, stage.name
        written |= set(stage.writes)
    assert written == {field.name for field in fields(Doc)}


def test_a_stage_changes_no_layer_that_it_does_not_name(pipeline: Pipeline) -> None:
    docs = [Doc(each, each.text) for each in [document("Spain said China sold lathes to Chad. China denied it.")]]
    for stage in pipeline.stages:
        after = stage.batch(docs) if isinstance(stage, BatchStage) else [stage(doc) for doc in docs]
        for field in fields(Doc):
            if field.name not in stage.writes:
                assert getattr(after[0], field.name) is getattr(docs[0], field.name), (stage.name, field.name)
        docs = after


def test_a_stage_needs_no_layer_that_it_does_not_name(pipeline: Pipeline) -> None:
    made = document("Spain said China sold lathes to Chad. China denied it.")
    whole = Doc(made, made.text)
    for stage in pipeline.stages:
        named = Doc(made, whole.text, **{layer: getattr(whole, layer) for layer in {*stage.reads} - GIVEN})
        for layer in stage.writes:
            assert bool(getattr(_after(stage, named), layer)) is bool(getattr(_after(stage, whole), layer)), layer
        whole = _after(stage, whole)
    assert whole.reading is not None and whole.reading.claims


def _after(stage: Stage | BatchStage, doc: Doc) -> Doc:
    return stage.batch([doc])[0] if isinstance(stage, BatchStage) else stage(doc)


def test_the_figure_shows_what_each_stage_reads_and_writes(pipeline: Pipeline) -> None:
    figure = (ROOT / "loaders" / "extract" / "README.md").read_text("utf-8").split("```")[1].splitlines()
    [title] = [line for line in figure if "READS" in line]
    columns = [title.index(name) for name in ("READS", "WRITES", "WHAT")]
    shown: dict[str, tuple[set[str], set[str]]] = {}
    reads, writes = set[str](), set[str]()
    for line in figure[figure.index(title) + 2 :]:
        number, _, name = line[: columns[0]].replace("*", "").strip().partition("  ")
        if number.isdecimal():
            reads, writes = shown[name] = (set(), set())
        elif not line.startswith("    |"):
            break
        reads |= {*line[columns[0] : columns[1]].replace(",", " ").split()}
        writes |= {*line[columns[1] : columns[2]].replace(",", " ").split()}
    assert list(shown) == ORDER
    always = {"document", "text", "sentences"}
    for stage in pipeline.stages:
        reads, writes = shown[stage.name]
        assert reads - always == {*stage.reads} - always, stage.name
        assert writes == {*stage.writes}, stage.name


class Notes:
    """A stage that notes that it ran."""

    reads = ()
    writes = ("text",)

    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc, /) -> Doc:
        return replace(doc, text=f"{doc.text}{self.name}")


class NotesTogether(Notes):
    """One that takes many articles at once."""

    def batch(self, docs: Sequence[Doc], /) -> list[Doc]:
        return [replace(doc, text=f"{doc.text}{len(docs)}") for doc in docs]


def test_stages_of_one_article_and_of_many_run_in_turn() -> None:
    stages: list[Stage | BatchStage] = [Notes("a"), NotesTogether("b"), Notes("c")]
    docs = Pipeline(stages).process([document("x"), document("y")])
    assert [doc.text for doc in docs] == ["xa2c", "ya2c"]


def test_without_a_stage_of_claims_a_reading_is_empty() -> None:
    made = document("Norland sold lathes.")
    assert Pipeline([Notes("a")]).read(made) == Reading(made)


def test_a_disabled_stage_does_not_run() -> None:
    assert Pipeline([Notes("a"), Notes("b")], ["a"], ["a"]).process([document("x")])[0].text == "xb"


@pytest.mark.parametrize("name", ["pipeline-events", "pipeline-none-such", "pipeline-"])
def test_a_stage_that_is_not_there_or_not_optional_is_told_with_those_that_are(name: str) -> None:
    with pytest.raises(LoadError) as told:
        load_extractor(name)
    assert str(told.value) == (
        f"the pipeline has no stage {name.split('-')[1]!r} that can be disabled;"
        f" those that can are {', '.join(sorted(OPTIONAL))}"
    )


@pytest.mark.parametrize("name", OPTIONAL)
def test_without_an_optional_stage_every_reading_still_holds(name: str) -> None:
    shorter = load_extractor(f"pipeline-{name}")
    assert isinstance(shorter, Pipeline)
    assert [stage.name for stage in shorter.stages] == [one for one in ORDER if one != name]
    for text in (SEEDS / "rockets-through-panama.md").read_text("utf-8"), "China sold lathes to Chad.", "":
        reading = shorter.read(document(text))
        reading.check()
        assert bool(reading.claims) is bool(text)


def test_several_stages_are_disabled_one_after_another() -> None:
    shorter = load_extractor("pipeline-rebuttals-lexicon")
    assert isinstance(shorter, Pipeline)
    assert {"rebuttals", "lexicon"}.isdisjoint(stage.name for stage in shorter.stages)


def test_a_store_tells_pipelines_with_and_without_a_stage_apart() -> None:
    whole, shorter = known_as("pipeline"), known_as("pipeline-rebuttals")
    assert whole is not None and shorter is not None
    assert whole.split()[1] == shorter.split()[1]
    assert whole != shorter


@pytest.mark.parametrize("name", ["rules", "labelled", "none-such"])
def test_an_extractor_that_is_not_there_is_told_with_those_that_are(name: str) -> None:
    with pytest.raises(LoadError, match=rf"no extractor is called '{name}'; there is pipeline"):
        load_extractor(name)


def articles() -> list[Document]:
    return [document(path.read_text("utf-8")) for path in sorted(SEEDS.glob("*.md"))]


def test_an_article_reads_the_same_alone_and_among_others(pipeline: Pipeline) -> None:
    among = [document("Snow fell on the hills around Arbon."), *articles(), document(""), document("Schnee.", "de")]
    assert list(pipeline.read_many(among)) == [pipeline.read(each) for each in among]


def test_an_article_in_another_language_is_not_read_and_says_so(pipeline: Pipeline) -> None:
    german, english = document("Polen verkaufte Panzer.", "de"), document("Poland sold tanks to Chad.")
    [unread, read] = pipeline.read_many([german, english])
    assert unread == Reading(german, unread="is in German, and only English is read")
    assert read == pipeline.read(english)
    assert read.claims


@pytest.mark.parametrize("text", ["", " ", "\n\n\t\n", "\u200b", "."])
def test_a_blank_text_claims_nothing(pipeline: Pipeline, text: str) -> None:
    reading = pipeline.read(document(text))
    reading.check()
    assert (reading.claims, reading.statements, reading.entities) == ((), (), ())


WORDS = st.sampled_from(
    'China Morocco Ural-Vektor Ltd. sold supplied lathes to from with it they said denied “We ” " ; , . ? \n the a not'
    " if 5 tonnes of which citing officials Q: both countries its the\u00a0company 𝔘 é \u200b � \x00 \u202e".split(" ")
)


@settings(max_examples=80)
@given(st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=60).map(" ".join)))
def test_any_text_gives_a_reading_that_holds_and_the_same_one_twice(text: str) -> None:
    pipeline = thorough()
    reading = pipeline.read(document(text))
    reading.check()
    assert pipeline.read(document(text)) == reading


@functools.cache
def thorough() -> Extractor:
    """The pipeline with all sentences looked at, so that random words get as far as they can."""
    return load_extractor("pipeline-relevance")
