"""The pipeline: stages in order, each of which adds its layers to the `Doc` of an article."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from claimgraph.graph.errors import LoadError
from claimgraph.graph.model import Document, Reading
from claimgraph.loaders.extract.batches import in_batches
from claimgraph.loaders.extract.doc import Doc
from claimgraph.loaders.extract.documents import documents_among
from claimgraph.loaders.languages import ENGLISH, language_name

if TYPE_CHECKING:
    from claimgraph.loaders.sources import SourceFailure


class Step(Protocol):
    """What the pipeline asks of each of its steps."""

    @property
    def name(self) -> str:
        """What it is called."""
        ...

    @property
    def reads(self) -> tuple[str, ...]:
        """The layers of a `Doc` that it reads."""
        ...

    @property
    def writes(self) -> tuple[str, ...]:
        """The layers that it adds."""
        ...


@runtime_checkable
class Stage(Step, Protocol):
    """A step that takes one article at a time."""

    def __call__(self, doc: Doc, /) -> Doc:
        """The article with this stage's layers."""
        ...


@runtime_checkable
class BatchStage(Step, Protocol):
    """A step that is faster for many articles at once."""

    def batch(self, docs: Sequence[Doc], /) -> list[Doc]:
        """The articles with this stage's layers."""
        ...


class Pipeline:
    """An extractor made of stages.

    Parameters:
        stages: in the order in which they run.
        optional: names of the stages that may be disabled.
        disabled: names of those that are.

    Raises:
        LoadError: no stage, or none that can be disabled, has such a name.
    """

    def __init__(
        self, stages: Sequence[Stage | BatchStage], optional: Collection[str] = (), disabled: Collection[str] = ()
    ) -> None:
        for name in disabled:
            if name not in optional:
                raise LoadError(
                    f"the pipeline has no stage {name!r} that can be disabled; those that can are"
                    f" {', '.join(sorted(optional))}"
                )
        self.stages = tuple(stage for stage in stages if stage.name not in disabled)

    def read(self, document: Document) -> Reading:
        """The claims of one article; for any text whatever, with offsets that hold."""
        [reading] = self._read_batch([document])
        return reading

    def read_many(self, documents: Iterable[Document | SourceFailure]) -> Iterator[Reading]:
        """The readings of many articles in order; a batch of them is held at a time.

        `documents` may be what `read_sources` yields: a source that could not be read is logged as a warning.
        """
        for batch in in_batches(documents_among(documents), lambda document: len(document.text)):
            yield from self._read_batch(batch)

    def process(self, documents: Sequence[Document]) -> list[Doc]:
        """The articles with all layers."""
        docs = [Doc(document, document.text) for document in documents]
        for stage in self.stages:
            docs = stage.batch(docs) if isinstance(stage, BatchStage) else [stage(doc) for doc in docs]
        return docs

    def _read_batch(self, documents: Sequence[Document]) -> list[Reading]:
        in_english = [document for document in documents if document.article.language == ENGLISH]
        read = iter(self.process(in_english))
        return [
            _reading(next(read)) if document.article.language == ENGLISH else unread_reading(document)
            for document in documents
        ]


def _reading(doc: Doc) -> Reading:
    return doc.reading if doc.reading is not None else Reading(doc.document)


def unread_reading(document: Document) -> Reading:
    """The empty reading of an article that is not in English."""
    language = language_name(document.article.language)
    return Reading(document, unread=f"is in {language}, and only {language_name(ENGLISH)} is read")
