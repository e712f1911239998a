"""The default extractor: the event network tells which claims an article makes; rules find entities and voices, and who
confirms or denies what was said before."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Protocol

from claimgraph.graph.model import Document, Entity
from claimgraph.loaders.extract.labeller.assembly import LabelledAssembly
from claimgraph.loaders.extract.labeller.gapping import Gapping
from claimgraph.loaders.extract.labeller.goods import Goods
from claimgraph.loaders.extract.labeller.labeller import Labeller, Marks
from claimgraph.loaders.extract.labeller.lists import Lists
from claimgraph.loaders.extract.labeller.named import Typing, with_names_apart
from claimgraph.loaders.extract.labeller.naming import Naming
from claimgraph.loaders.extract.labeller.network import Network
from claimgraph.loaders.extract.labeller.parts import Trust
from claimgraph.loaders.extract.labeller.phrases import Phrases, names_in
from claimgraph.loaders.extract.labeller.ranking import Ranking
from claimgraph.loaders.extract.labeller.tellings import Telling
from claimgraph.loaders.extract.labeller.tidying import Tidier
from claimgraph.loaders.extract.lexicon import Lexicon
from claimgraph.loaders.extract.mentions import Mentions
from claimgraph.loaders.extract.parsed import Parsed
from claimgraph.loaders.extract.parser import Parser
from claimgraph.loaders.extract.rules import Invitation, RuleExtractor, Workbench
from claimgraph.loaders.extract.segment import Sentence, place_at, readable
from claimgraph.loaders.gazetteer import Gazetteer


class Tells(Protocol):
    """Anything that finds tellings in a text."""

    def tellings(self, text: str, sentences: Sequence[Sentence], /) -> list[Telling]:
        """All tellings among some sentences of a text, in order."""
        ...

    def marks(self, text: str, sentences: Sequence[Sentence], /) -> Marks:
        """The tellings and the named mentions among some sentences of a text."""
        ...


class LabelledExtractor(RuleExtractor):
    """A small event network on the CPU, and rules: no network connection, no key."""

    def __init__(
        self, parser: Parser, gazetteer: Gazetteer, lexicon: Lexicon, labeller: Tells, trust: Trust | None = None
    ) -> None:
        super().__init__(parser, gazetteer, lexicon)
        self.labeller, self.trust = labeller, trust or Trust()
        self._typing = Typing(self._is_known, self.trust.typed)

    @classmethod
    def load(cls) -> LabelledExtractor:
        """The extractor with everything that ships with the package.

        Raises:
            LoadError: a file is missing, changed or malformed.
        """
        return cls(*cls._equipment(), Labeller(Network.load()))

    def _is_promising(self, document: Document, screened: Sequence[Parsed]) -> bool:
        """Whether the labeller finds a transfer in the sentences of an article that may tell of one."""
        return bool(self.labeller.tellings(document.text, [at.sentence for at in screened]))

    def _select(self, document: Document, sentences: Sequence[Sentence]) -> tuple[list[Sentence], Invitation | None]:
        """As the rules do, and the sentences of the labeller's tellings."""
        wanted, _ = super()._select(document, sentences)
        marks = self.labeller.marks(document.text, sentences) if wanted else Marks([], [])
        tellings = marks.tellings
        places = {place_at(sentences, span.start) for telling in tellings for span in telling.all_spans()}
        kept = {sentence.index for sentence in wanted} | {sentences[place].index for place in places if place >= 0}
        return [sentence for sentence in sentences if sentence.index in kept], Invitation(
            names_in(document.text, tellings),
            partial(self._join, marks),
            partial(self._typing.applied, marks.mentions),
        )

    def _is_known(self, entity: Entity) -> bool:
        """Whether everybody knows what an entity is: a group of the gazetteer."""
        return self._gazetteer.group(entity.name) is not None

    def _is_place(self, name: str) -> bool:
        return self._gazetteer.places.state(name) is not None

    def _is_person(self, name: str) -> bool:
        titled = bool(self._gazetteer.strip_title(name)[1])
        return titled or (self._lexicon.may_name_a_person(name) and not self._gazetteer.is_firm_like(name))

    def _join(self, marks: Marks, bench: Workbench) -> LabelledAssembly:
        text, parsed = bench.document.text, bench.parsed
        mentions = Mentions(self._lexicon)
        phrases = Phrases(text, parsed, mentions, bench.identity.is_state)
        naming = Naming(bench.document.article.id, phrases, bench.identity, self._lexicon, self._gazetteer)
        goods = Goods(phrases, bench.identity.registry, self._lexicon, self._gazetteer)
        tidier = Tidier(readable(text), parsed, mentions, self._lexicon, bench.identity.is_state)
        lists = Lists(text, parsed, mentions, bench.identity.is_state, self._is_place, self._is_person)
        gapping = Gapping(text, parsed, mentions, self._is_place)
        apart = (with_names_apart(telling, marks.mentions, text) for telling in marks.tellings)
        whole = (lists.completed(tidier.tidy(telling)) for telling in apart)
        gapped = [gapping.completed(tidier.without_contrasted(telling)) for telling in whole]
        ranking = Ranking(text, parsed, gapped, self._is_place)
        told = [ranking.completed(telling) for telling in gapped]
        return LabelledAssembly(bench, naming, goods, told, self.trust)
