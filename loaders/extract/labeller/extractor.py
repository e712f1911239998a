"""The labelled extractor: the rules' reading of an article, with the labeller's tellings before the rules' findings."""

from __future__ import annotations

from claimgraph.graph.model import Document, Reading
from claimgraph.loaders.extract.labeller.labeller import Labeller
from claimgraph.loaders.extract.labeller.network import Network
from claimgraph.loaders.extract.lexicon import Lexicon
from claimgraph.loaders.extract.parsed import Parsed
from claimgraph.loaders.extract.parser import Parser
from claimgraph.loaders.extract.rules import RuleExtractor
from claimgraph.loaders.extract.segment import split
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

    def read(self, document: Document) -> Reading:
        """The claims of one article; for any text whatever, with offsets that hold."""
        sentences = list(split(document.text, self._lexicon.abbreviations))
        wanted = self._prefilter.select(sentences)
        tellings = self.labeller.tellings(document.text, wanted)
        trees = self._parser.parse(wanted)
        parsed = [Parsed(sentence, tree) for sentence, tree in zip(wanted, trees, strict=True)]
        return self._interpret(document, parsed, tellings)
