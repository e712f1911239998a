"""Links the named mentions of an article to entities: states and known groups of the gazetteer, else firms,
organizations and officials of the article's own."""

from __future__ import annotations

from dataclasses import replace

from claimgraph.loaders.extract.doc import Doc
from claimgraph.loaders.extract.entities import EntityTable
from claimgraph.loaders.extract.lexicon import Lexicon
from claimgraph.loaders.extract.seats import seats_told
from claimgraph.loaders.extract.segment import readable
from claimgraph.loaders.extract.stages.affiliations import Affiliations
from claimgraph.loaders.extract.stages.names import Names
from claimgraph.loaders.extract.stages.resolver import Resolver
from claimgraph.loaders.extract.thresholds import Thresholds
from claimgraph.loaders.gazetteer import Gazetteer


class Linking:
    """Mentions → entities, each with its names, its type and to whom it belongs."""

    name = "linking"
    reads = ("text", "sentences", "events", "mentions", "trees")
    writes = ("entities", "resolver")

    def __init__(self, gazetteer: Gazetteer, lexicon: Lexicon, least: Thresholds) -> None:
        self._gazetteer, self._lexicon, self._least = gazetteer, lexicon, least

    def __call__(self, doc: Doc) -> Doc:
        """The article with its entities; all states that it names are among them."""
        seats = seats_told(readable(doc.text), self._lexicon.is_firm_s) if doc.events else ()
        table = EntityTable(self._gazetteer, seats, self._gazetteer.places.meant_in(doc.text))
        table.declare_states(doc.text)
        if not doc.events:
            return replace(doc, entities=table)
        names = Names(doc.text, doc.mentions, table, self._gazetteer, self._lexicon)
        Affiliations(doc.text, names, self._gazetteer, self._lexicon).note()
        resolver = Resolver(doc.parsed, names, self._gazetteer, self._lexicon, self._least)
        return replace(doc, entities=table, resolver=resolver)
