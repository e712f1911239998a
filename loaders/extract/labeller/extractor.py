"""The labelled extractor: the rules' reading of an article, with the labeller's tellings before the rules' findings."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from claimgraph.graph.model import Document, Reading
from claimgraph.loaders.extract.labeller.assembly import LabelledAssembly, Trust
from claimgraph.loaders.extract.labeller.labeller import Labeller
from claimgraph.loaders.extract.labeller.naming import Naming
from claimgraph.loaders.extract.labeller.network import Network
from claimgraph.loaders.extract.labeller.phrases import Phrases
from claimgraph.loaders.extract.labeller.tellings import Telling
from claimgraph.loaders.extract.labeller.tidying import Tidier
from claimgraph.loaders.extract.lexicon import Lexicon
from claimgraph.loaders.extract.mentions import Mentions
from claimgraph.loaders.extract.parsed import Parsed
from claimgraph.loaders.extract.parser import Parser
from claimgraph.loaders.extract.rules import RuleExtractor, Workbench
from claimgraph.loaders.extract.segment import Sentence, readable, split
from claimgraph.loaders.extract.trace import Selected, Trace
from claimgraph.loaders.gazetteer import Gazetteer


class Tells(Protocol):
    """Anything that finds tellings in a text."""

    def tellings(self, text: str, sentences: Sequence[Sentence], /) -> list[Telling]:
        """All tellings among some sentences of a text, in order."""
        ...


class LabelledExtractor(RuleExtractor):
    """Rules and a small role network on the CPU: no network connection, no key."""

    def __init__(
        self, parser: Parser, gazetteer: Gazetteer, lexicon: Lexicon, labeller: Tells, trust: Trust | None = None
    ) -> None:
        super().__init__(parser, gazetteer, lexicon)
        self.labeller, self.trust = labeller, trust or Trust()

    @classmethod
    def load(cls) -> LabelledExtractor:
        """The extractor with everything that ships with the package.

        Raises:
            LoadError: a file is missing, changed or malformed.
        """
        gazetteer = Gazetteer.load()
        names = (name for state in gazetteer.states for name in (state.name, *state.aliases))
        return cls(Parser.load(names=names), gazetteer, Lexicon.load(), Labeller(Network.load()))

    def read_traced(self, document: Document, trace: Trace) -> Reading:
        """The claims of one article, with every decision on the way told to a trace."""
        sentences = list(split(document.text, self._lexicon.abbreviations))
        wanted = self._prefilter.select(sentences)
        tellings = self.labeller.tellings(document.text, sentences) if wanted else []
        marked = [span.start for telling in tellings for span in telling.all_spans()]
        kept = {sentence.index for sentence in wanted} | set(_holding(sentences, marked))
        wanted = [sentence for sentence in sentences if sentence.index in kept]
        trace.note(Selected(sentences, wanted))
        trees = self._parser.parse(wanted)
        parsed = [Parsed(sentence, tree) for sentence, tree in zip(wanted, trees, strict=True)]

        def invite(bench: Workbench) -> LabelledAssembly:
            phrases = Phrases(document.text, parsed, Mentions(self._lexicon))
            naming = Naming(document.article.id, phrases, bench.identity, self._lexicon, self._gazetteer)
            tidier = Tidier(readable(document.text), parsed, Mentions(self._lexicon))
            return LabelledAssembly(bench, naming, [tidier.tidy(telling) for telling in tellings], self.trust)

        return self._interpret(document, parsed, trace, invite)


def _holding(sentences: Sequence[Sentence], offsets: Iterable[int]) -> Iterator[int]:
    """The numbers of the sentences in which some offsets lie."""
    starts = [sentence.start for sentence in sentences]
    for offset in offsets:
        if place := bisect_right(starts, offset):
            yield sentences[place - 1].index
