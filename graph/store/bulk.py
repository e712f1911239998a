"""A whole graph as files for Neo4j's importer, with all that is counted: just what loading one by one gives.

Readings are kept on disk as they come, since a later one of the same article takes the place of an earlier one. Then
each is told once; what it says of the claims between two parties goes to one of many portions on disk, so that only one
portion at a time is counted in memory. What grows in memory are entities, not claims.
"""

from __future__ import annotations

import pickle
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import IO, LiteralString

from neo4j import Query, Session

from claimgraph.graph.model import Article, Claim, Entity, Reading, Statement
from claimgraph.graph.store.change import LoadChange, Told, check_reading, told_by
from claimgraph.graph.store.counters import COUNTERS, ROLES
from claimgraph.graph.store.entities import entity_of_forms, links_of
from claimgraph.graph.store.identity import AsRead, Identities
from claimgraph.graph.store.importable import ImportFiles
from claimgraph.graph.store.months import WHOLE, Ledgers
from claimgraph.graph.store.parameters import LINKS
from claimgraph.graph.store.plan import Kinds
from claimgraph.graph.store.rows import (
    Row,
    article_row,
    claim_row,
    digest_of,
    entity_row,
    is_supply,
    pair_counts,
    pair_id,
    statement_row,
    supplies_row,
)
from claimgraph.graph.store.schema import VERSION
from claimgraph.graph.store.tally import Fact, Tally, fact_of

_PORTIONS = 64
_IN_PARTS: LiteralString = " IN TRANSACTIONS OF 20000 ROWS"

Said = tuple[Claim, Statement, Article]

# What the importer cannot keep (see `importable.py`): empty lists and bytes, and lists of one empty text.
_LISTS: tuple[LiteralString, ...] = (
    "MATCH (e:Entity) WHERE e.aliases IS NULL CALL (e) { SET e.aliases = [] }",
    "MATCH (e:Entity|Meta) WHERE e.months IS NULL CALL (e) { "
    "SET e.months = CASE WHEN e.month_counts IS NULL THEN [] ELSE [''] END, "
    "e.month_counts = coalesce(e.month_counts, []) }",
    "MATCH (c:Claim) WHERE c.days IS NULL OR c.voices IS NULL CALL (c) { "
    "SET c.days = coalesce(c.days, ['']), c.voices = coalesce(c.voices, $no_bytes) }",
)


class BulkGraph:
    """Readings on their way into an empty store.

    Parameters:
        folder: an empty folder with room for about three times what the articles take.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._spool = (folder / "readings").open("w+b", buffering=1 << 20)
        self._places: dict[str, int] = {}

    def add(self, reading: Reading) -> None:
        """Take a reading; an earlier one of the same article is forgotten.

        Raises:
            EvidenceError, StoreError: the store could not keep it (see `check_reading`).
        """
        check_reading(reading)
        self._places[reading.document.article.id] = self._spool.tell()
        pickle.dump(reading, self._spool, pickle.HIGHEST_PROTOCOL)

    def write(self) -> tuple[list[str], LoadChange]:
        """Write the files; returns what the importer is told of them, and what the graph will hold."""
        with ImportFiles(self._folder) as files:
            change = _Counting(files, self._folder).count(self._readings())
        self._spool.close()
        return files.arguments(), change

    def _readings(self) -> Iterator[Reading]:
        for place in sorted(self._places.values()):
            self._spool.seek(place)
            yield pickle.load(self._spool)  # noqa: S301 written by `add`


def complete(session: Session) -> None:
    """Set what the importer cannot keep."""
    for statement in _LISTS:
        session.run(Query(statement + _IN_PARTS, timeout=0), no_bytes=b"").consume()


class _Counting:
    """One run over all readings that writes everything and counts on the way."""

    def __init__(self, files: ImportFiles, folder: Path) -> None:
        self._files, self._folder = files, folder
        self._forms: defaultdict[str, dict[str, int]] = defaultdict(dict)
        self._counters: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._ledgers = Ledgers()

    def count(self, readings: Iterable[Reading]) -> LoadChange:
        articles = statements = claims = 0
        with ExitStack() as opened:
            portions = [opened.enter_context(self._portion(number, "wb")) for number in range(_PORTIONS)]
            for reading in readings:
                told = self._tell(reading)
                for said in told.statements.values():
                    claim = told.claims[said.claim]
                    portion = portions[hash((claim.supplier, claim.recipient)) % _PORTIONS]
                    pickle.dump((claim, said, reading.document.article), portion, pickle.HIGHEST_PROTOCOL)
                articles, statements = articles + 1, statements + len(told.statements)
        entities = {id: _entity(id, forms) for id, forms in self._forms.items()}
        kinds = Kinds({id: one.kinds for id, one in entities.items()}, {})
        for number in range(_PORTIONS):
            with self._portion(number, "rb") as portion:
                claims += self._count_claims(_all_in(portion), entities, kinds)
        for entity in entities.values():
            self._write_entity(entity)
        self._files.node("Meta", {"id": "claimgraph", "schema": VERSION, "writes": 1, **self._ledgers[WHOLE].row()})
        return LoadChange(
            articles_added=articles, entities_added=len(entities), claims_added=claims, statements_added=statements
        )

    def _portion(self, number: int, mode: str) -> IO[bytes]:
        return (self._folder / f"claims-{number}").open(mode, buffering=1 << 16)

    def _tell(self, reading: Reading) -> Told:
        files, article = self._files, reading.document.article
        told = told_by([AsRead.of(reading)], Identities({}))
        files.node("Article", article_row(reading, digest_of(reading)))
        files.node("Text", {"article": article.id, "text": reading.document.text})
        files.link("TEXT_OF", article.id, article.id)
        for entity, form in told.mentions[article.id]:
            files.link("MENTIONS", article.id, entity, {"form": form})
            forms = self._forms[entity]
            forms[form] = forms.get(form, 0) + 1
        for statement in told.statements.values():
            row = statement_row(statement)
            files.link("REPORTED_IN", statement.claim, article.id, row)
            if statement.speaker is not None:
                files.link(statement.stance.name, statement.speaker, statement.claim, row)
                self._counters[statement.speaker][statement.stance.value] += 1
        published = article.published.isoformat() if article.published else ""
        days = [
            Fact(one.claim, one.stance, article.id, day=one.said_on or published) for one in told.statements.values()
        ]
        self._ledgers.add_article(days, told.claims, 1)
        return told

    def _count_claims(self, portion: Iterable[Said], entities: Mapping[str, Entity], kinds: Kinds) -> int:
        """All claims of a portion, which holds everything that is said between any two parties in it."""
        claims: dict[str, Claim] = {}
        facts: defaultdict[str, list[Fact]] = defaultdict(list)
        for claim, statement, article in portion:
            claims[claim.id] = claim
            facts[claim.id].append(fact_of(statement, entities, {article.id: article}))
        tallies = {id: Tally().changed([], about) for id, about in facts.items()}
        denied = {id for id, tally in tallies.items() if tally.stances.denying}
        pairs: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        for id, claim in claims.items():
            tally = tallies[id]
            row = claim_row(claim, tally, denied.intersection(kinds.broader(claim)))
            self._write_claim(claim, tally, row)
            self._ledgers.add_statements(claim, facts[id], 1)
            self._ledgers.add_claim(claim, tally.months, 1)
            if is_supply(row):
                self._files.link("SUPPLIES", claim.supplier, claim.recipient, supplies_row(row))
                pairs[claim.supplier, claim.recipient].update(pair_counts(row))
        for (supplier, recipient), counts in pairs.items():
            id = pair_id(supplier, recipient)
            self._files.node("Pair", {"id": id, "supplier": supplier, "recipient": recipient, **counts})
        return len(claims)

    def _write_claim(self, claim: Claim, tally: Tally, row: Row) -> None:
        self._files.node("Claim", row)
        for name, part in ROLES.items():
            self._files.link(part.upper(), claim.id, row[part])
            self._counters[row[part]][name] += 1
        for place, count in tally.via.items():
            self._files.link("VIA", claim.id, place, {"statements": count})

    def _write_entity(self, entity: Entity) -> None:
        id = entity.id
        counters = {name: self._counters[id][name] for name in COUNTERS}
        row = entity_row(entity, self._forms[id]) | counters | self._ledgers[id].row()
        self._files.node("Entity", row, entity.type.value)
        country, speaks_for, kinds = links_of(entity)
        for type, ends in zip(LINKS, ((country,), (speaks_for,), kinds), strict=True):
            for end in filter(None, ends):
                self._files.link(type, id, end)


def _entity(id: str, forms: Mapping[str, int]) -> Entity:
    entity = entity_of_forms(id, forms)
    assert entity is not None  # noqa: S101 it has a form
    return entity


def _all_in(portion: IO[bytes]) -> Iterator[Said]:
    while True:
        try:
            yield pickle.load(portion)  # noqa: S301 written by `count`
        except EOFError:
            return
