"""A whole graph as files for Neo4j's importer, with all that is counted: just what loading one by one gives.

What each article adds is kept on disk as plain values, since a later reading of the same article takes the place of an
earlier one. Then each is told once; what it says of the claims between two parties goes to one of many portions on
disk, so that only one portion at a time is counted in memory. What grows in memory are entities, not claims.
"""

from __future__ import annotations

import gc
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any, LiteralString, NamedTuple

from neo4j import Query, Session

from claimgraph.graph.model import Claim, Entity, Modality, Reading, Stance
from claimgraph.graph.store.blobs import Blobs
from claimgraph.graph.store.change import LoadChange, check_reading, told_by
from claimgraph.graph.store.counters import COUNTERS, ROLES
from claimgraph.graph.store.entities import entity_of_forms, links_of
from claimgraph.graph.store.identity import AsRead, Identities
from claimgraph.graph.store.importable import ImportFiles, Line, fields, joined, link, link_sharing, node
from claimgraph.graph.store.months import WHOLE, Ledgers, told_in
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
from claimgraph.graph.store.tally import Fact, Tally

_PORTIONS = 64
_IN_PARTS: LiteralString = " IN TRANSACTIONS OF 20000 ROWS"

Said = tuple[tuple[str, ...], tuple[Any, ...]]
"""A claim and what a statement adds to it, as plain values."""

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
    """Readings on their way into an empty store; `close` gives up what it keeps of them on disk.

    Parameters:
        folder: an empty folder with room for about four times what the articles take.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._spool = Blobs((folder / "readings").open("w+b", buffering=1 << 20))
        self._places: dict[str, int] = {}

    def close(self) -> None:
        """Close the file of what was added."""
        self._spool.close()

    def add(self, reading: Reading) -> None:
        """Take a reading; an earlier one of the same article is forgotten.

        Raises:
            EvidenceError, StoreError: the store could not keep it (see `check_reading`), or the importer could not.
        """
        check_reading(reading)
        self._places[reading.document.article.id] = self._spool.put(tuple(_prepared(reading)))

    def write(self) -> tuple[list[str], LoadChange]:
        """Write the files; returns what the importer is told of them, and what the graph will hold."""
        with ImportFiles(self._folder) as files, _no_search_for_cycles():
            prepared = (_Prepared(*self._spool.at(place)) for place in sorted(self._places.values()))
            change = _Counting(files, self._folder).count(prepared)
        return files.arguments(), change


@contextmanager
def _no_search_for_cycles() -> Iterator[None]:
    """Without Python's search for cyclic garbage: what is counted holds no cycles, and the search for them among all
    that has been counted so far takes a quarter of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


class _Prepared(NamedTuple):
    """What one article adds, as plain values: the lines that tell it, and what is to be counted.

    Parameters:
        lines: all but those of entities and claims, which several articles share.
        mentions: entities and the forms that the article gives them.
        spoke: who speaks, and his stance, once for each statement.
        months: the parties and months of which it tells.
        said: what each statement adds to its claim.
    """

    lines: list[Line]
    mentions: list[tuple[str, str]]
    spoke: list[tuple[str, str]]
    months: list[tuple[str, str]]
    said: list[Said]


def _prepared(reading: Reading) -> _Prepared:
    article = reading.document.article
    told = told_by([AsRead.of(reading)], Identities({}))
    facts = told.facts({entity.id: entity for entity in reading.entities})
    mentions = list(told.mentions[article.id])
    lines = [
        node("Article", article_row(reading, digest_of(reading))),
        node("Text", {"article": article.id, "text": reading.document.text}),
        link("TEXT_OF", article.id, article.id),
        *(link("MENTIONS", article.id, entity, {"form": form}) for entity, form in mentions),
    ]
    for statement in told.statements.values():
        shared = fields(statement.stance.name, statement_row(statement))
        lines.append(link_sharing(shared, "REPORTED_IN", statement.claim, article.id))
        if statement.speaker is not None:
            lines.append(link_sharing(shared, statement.stance.name, statement.speaker, statement.claim))
    return _Prepared(
        joined(lines),
        mentions,
        [(one.speaker, one.stance.value) for one in told.statements.values() if one.speaker is not None],
        list(told_in(facts, told.claims)),
        [(_plain_claim(told.claims[fact.claim]), _plain_fact(fact)) for fact in facts],
    )


def complete(session: Session) -> None:
    """Set what the importer cannot keep."""
    for statement in _LISTS:
        session.run(Query(statement + _IN_PARTS, timeout=0), no_bytes=b"").consume()


class _Counting:
    """One run over all articles that writes everything and counts on the way."""

    def __init__(self, files: ImportFiles, folder: Path) -> None:
        self._files, self._folder = files, folder
        self._forms: defaultdict[str, dict[str, int]] = defaultdict(dict)
        self._counters: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._ledgers = Ledgers()

    def count(self, articles: Iterable[_Prepared]) -> LoadChange:
        added = statements = claims = 0
        with ExitStack() as opened:
            portions = [opened.enter_context(closing(self._portion(number))) for number in range(_PORTIONS)]
            for article in articles:
                self._tell(article)
                for said in article.said:
                    _, supplier, recipient, *_ = said[0]
                    portions[hash((supplier, recipient)) % _PORTIONS].put(said)
                added, statements = added + 1, statements + len(article.said)
            entities = {id: _entity(id, forms) for id, forms in self._forms.items()}
            kinds = Kinds({id: one.kinds for id, one in entities.items()}, {})
            for portion in portions:
                claims += self._count_claims(portion.all(), kinds)
        for entity in entities.values():
            self._write_entity(entity)
        meta = {"id": "claimgraph", "schema": VERSION, "writes": 1, **self._ledgers[WHOLE].row()}
        self._files.write([node("Meta", meta)])
        return LoadChange(
            articles_added=added, entities_added=len(entities), claims_added=claims, statements_added=statements
        )

    def _portion(self, number: int) -> Blobs:
        return Blobs((self._folder / f"claims-{number}").open("w+b", buffering=1 << 16))

    def _tell(self, article: _Prepared) -> None:
        self._files.write(article.lines)
        for entity, form in article.mentions:
            forms = self._forms[entity]
            forms[form] = forms.get(form, 0) + 1
        for speaker, stance in article.spoke:
            self._counters[speaker][stance] += 1
        self._ledgers.add_article(article.months, 1)

    def _count_claims(self, portion: Iterable[Said], kinds: Kinds) -> int:
        """All claims of a portion, which holds everything that is said between any two parties in it."""
        claims: dict[str, Claim] = {}
        facts: defaultdict[str, list[Fact]] = defaultdict(list)
        for parts, fact in portion:
            id = parts[0]
            if id not in claims:
                claims[id] = _claim(parts)
            facts[id].append(_fact(id, fact))
        tallies = {id: Tally().changed([], about) for id, about in facts.items()}
        denied = {id for id, tally in tallies.items() if tally.stances.denying}
        pairs: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        for id, claim in claims.items():
            tally = tallies[id]
            row = claim_row(claim, tally, denied.intersection(kinds.broader(claim)))
            self._files.write(self._claim_lines(claim, tally, row))
            self._ledgers.add_statements(claim, facts[id], 1)
            self._ledgers.add_claim(claim, tally.months, 1)
            if is_supply(row):
                self._files.write([link("SUPPLIES", claim.supplier, claim.recipient, supplies_row(row))])
                pairs[claim.supplier, claim.recipient].update(pair_counts(row))
        for (supplier, recipient), counts in pairs.items():
            id = pair_id(supplier, recipient)
            self._files.write([node("Pair", {"id": id, "supplier": supplier, "recipient": recipient, **counts})])
        return len(claims)

    def _claim_lines(self, claim: Claim, tally: Tally, row: Row) -> Iterator[Line]:
        yield node("Claim", row)
        for name, part in ROLES.items():
            yield link(part.upper(), claim.id, row[part])
            self._counters[row[part]][name] += 1
        for place, count in tally.via.items():
            yield link("VIA", claim.id, place, {"statements": count})

    def _write_entity(self, entity: Entity) -> None:
        id = entity.id
        counters = {name: self._counters[id][name] for name in COUNTERS}
        row = entity_row(entity, self._forms[id]) | counters | self._ledgers[id].row()
        lines = [node("Entity", row, entity.type.value)]
        country, speaks_for, kinds = links_of(entity)
        for type, ends in zip(LINKS, ((country,), (speaks_for,), kinds), strict=True):
            lines.extend(link(type, id, end) for end in ends if end)
        self._files.write(lines)


def _entity(id: str, forms: Mapping[str, int]) -> Entity:
    entity = entity_of_forms(id, forms)
    assert entity is not None  # noqa: S101 it has a form
    return entity


def _plain_claim(claim: Claim) -> tuple[str, ...]:
    return claim.id, claim.supplier, claim.recipient, claim.good, claim.modality.value


def _claim(plain: tuple[str, ...]) -> Claim:
    id, supplier, recipient, good, modality = plain
    return Claim(id, supplier, recipient, good, Modality(modality))


def _plain_fact(fact: Fact) -> tuple[Any, ...]:
    return fact.stance.value, fact.article, fact.speaker, fact.hedged, fact.day, fact.via, fact.keys


def _fact(claim: str, plain: tuple[Any, ...]) -> Fact:
    stance, *rest = plain
    return Fact(claim, Stance(stance), *rest)
