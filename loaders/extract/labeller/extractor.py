"""The labelled extractor: the rules' reading of an article, with the labeller's tellings before the rules' findings."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from claimgraph.graph.model import Document
from claimgraph.loaders.extract.labeller.labeller import Labeller
from claimgraph.loaders.extract.labeller.network import Network
from claimgraph.loaders.extract.labeller.tellings import Telling
from claimgraph.loaders.extract.lexicon import Lexicon
from claimgraph.loaders.extract.parsed import Parsed
from claimgraph.loaders.extract.parser import Parser
from claimgraph.loaders.extract.rules import RuleExtractor
from claimgraph.loaders.extract.segment import Sentence
from claimgraph.loaders.gazetteer import Gazetteer


class LabelledExtractor(RuleExtractor):
    """Rules and a small role network on the CPU: no network connection, no key."""

    def __init__(self, parser: Parser, gazetteer: Gazetteer, lexicon: Lexicon, labeller: Labeller) -> None:
        super().__init__(parser, gazetteer, lexicon)
        self.labeller = labeller

    @classmethod
    def load(cls) -> LabelledExtractor:
        """The extractor with everything that ships with the package.

        Raises:
            LoadError: the extra `labeller` is not installed, or a file is missing, changed or malformed.
        """
        gazetteer = Gazetteer.load()
        names = (name for state in gazetteer.states for name in (state.name, *state.aliases))
        return cls(Parser.load(joint=names), gazetteer, Lexicon.load(), Labeller(Network.load()))

    def _select(
        self, document: Document, sentences: Sequence[Sentence], screened: Sequence[Parsed]
    ) -> tuple[list[Sentence], Sequence[Telling]]:
        """As the rules do, also where the labeller alone sees a transfer, and the sentences of its tellings."""
        wanted, _ = super()._select(document, sentences, screened)
        if not wanted and self.labeller.tellings(document.text, [at.sentence for at in screened]):
            wanted = self._prefilter.select(sentences)
        tellings = self.labeller.tellings(document.text, sentences) if wanted else []
        marked = [span.start for telling in tellings for span in telling.all_spans()]
        kept = {sentence.index for sentence in wanted} | set(_holding(sentences, marked))
        return [sentence for sentence in sentences if sentence.index in kept], tellings


def _holding(sentences: Sequence[Sentence], offsets: Iterable[int]) -> Iterator[int]:
    """The numbers of the sentences in which some offsets lie."""
    starts = [sentence.start for sentence in sentences]
    for offset in offsets:
        if place := bisect_right(starts, offset):
            yield sentences[place - 1].index
