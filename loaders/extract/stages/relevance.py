"""Which sentences may tell of a transfer, by their words alone. The network looks at these first."""

from __future__ import annotations

from dataclasses import replace

from claimgraph.loaders.extract.doc import Doc
from claimgraph.loaders.extract.screen import Screen


class Relevance:
    """Sentences → the numbers of those that have words for a transfer and its parties. Where this stage is disabled,
    every sentence is relevant."""

    name = "relevance"
    reads = ("sentences",)
    writes = ("relevant",)

    def __init__(self, screen: Screen) -> None:
        self._screen = screen

    def __call__(self, doc: Doc) -> Doc:
        """The article with its relevant sentences."""
        return replace(doc, relevant=tuple(one.index for one in self._screen.select(doc.sentences)))
