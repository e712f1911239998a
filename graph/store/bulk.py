"""A whole graph as files for Neo4j's importer, with all that is counted: just what loading one by one gives.

What each article adds is kept on disk as plain values, since a later reading of the same article takes the place of an
earlier one. Then each is told once; what it says of the claims between two parties goes to one of many portions on
disk (`portions.py`), so that each process that counts has only one portion at a time in memory. What grows in memory
are entities, not claims.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from contextlib import ExitStack, closing
from pathlib import Path
from typing import LiteralString, NamedTuple

from neo4j import Query, Session

from claimgraph.graph.model import Entity, Reading
from claimgraph.graph.store.asread import AsRead
from claimgraph.graph.store.blobs import Blobs
from claimgraph.graph.store.change import LoadChange, check_reading, told_by
from claimgraph.graph.store.counters import COUNTERS
from claimgraph.graph.store.cycles import no_search_for_cycles
from claimgraph.graph.store.entities import entity_of_forms, links_of
from claimgraph.graph.store.identity import Identities
from claimgraph.graph.store.importable import ImportFiles, Line, fields, joined, link, link_sharing, node
from claimgraph.graph.store.months import WHOLE, Ledgers, told_in
from claimgraph.graph.store.parameters import LINKS
from claimgraph.graph.store.portions import (
    PORTIONS,
    Said,
    counted,
    portion,
    portion_of,
    said,
)
from claimgraph.graph.store.rows import article_row, digest_of, entity_row, statement_row
from claimgraph.graph.store.schema import VERSION

_IN_PARTS: LiteralString = " IN TRANSACTIONS OF 20000 ROWS"

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
        reader: the extractor that reads them, by name and fingerprint.
    """

    def __init__(self, folder: Path, reader: str | None = None) -> None:
        self._folder, self._reader = folder, reader
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
        self._places[reading.document.article.id] = self._spool.put(tuple(_prepared(reading, self._reader)))

    @property
    def articles(self) -> int:
        """How many articles were added."""
        return len(self._places)

    def write(self, processes: int = 1) -> tuple[list[str], LoadChange]:
        """Write the files; returns what the importer is told of them, and what the graph will hold.

        Parameters:
            processes: how many count what is said of claims (see `processes_for`). More than one are started anew, so
                that a script that asks for them needs Python's `if __name__ == "__main__"`.
        """
        with ImportFiles(self._folder) as files, no_search_for_cycles():
            prepared = (_Prepared(*self._spool.at(place)) for place in sorted(self._places.values()))
            change = _Counting(files, self._folder).count(prepared, processes)
        return files.arguments(), change


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


def _prepared(reading: Reading, reader: str | None) -> _Prepared:
    article = reading.document.article
    as_read = AsRead.of(reading)
    told = told_by([as_read], Identities())
    facts = told.facts()
    mentions = as_read.mentions
    lines = [
        node("Article", article_row(reading, digest_of(reading, mentions)) | {"reader": reader}),
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
        [said(told.claims[fact.claim], fact) for fact in facts],
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

    def count(self, articles: Iterable[_Prepared], processes: int) -> LoadChange:
        added = statements = claims = 0
        with ExitStack() as opened:
            portions = [opened.enter_context(closing(portion(self._folder, number))) for number in range(PORTIONS)]
            for article in articles:
                self._tell(article)
                for one in article.said:
                    portions[portion_of(one)].put(one)
                added, statements = added + 1, statements + len(article.said)
        entities = {id: _entity(id, forms) for id, forms in self._forms.items()}
        kinds = {id: one.kinds for id, one in entities.items() if one.kinds}
        for share in counted(self._folder, self._files, kinds, processes):
            claims += share.claims
            self._ledgers.add(share.ledgers)
            for id, counter in share.counters.items():
                self._counters[id].update(counter)
        for entity in entities.values():
            self._write_entity(entity)
        meta = {"id": "claimgraph", "schema": VERSION, "writes": 1, **self._ledgers[WHOLE].row()}
        self._files.write([node("Meta", meta)])
        return LoadChange(
            articles_added=added, entities_added=len(entities), claims_added=claims, statements_added=statements
        )

    def _tell(self, article: _Prepared) -> None:
        self._files.write(article.lines)
        for entity, form in article.mentions:
            forms = self._forms[entity]
            forms[form] = forms.get(form, 0) + 1
        for speaker, stance in article.spoke:
            self._counters[speaker][stance] += 1
        self._ledgers.add_article(article.months, 1)

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
