"""A store filled from readings at once, through Neo4j's own importer, for benchmarks that only read.

The rows are made by the functions that write a graph, and summed up in memory; `Store.check` finds no difference.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TextIO

from neo4j import GraphDatabase

from claimgraph.graph.model import Claim, Modality, Reading
from claimgraph.graph.network import goods_above
from claimgraph.graph.server.archive import class_path_text
from claimgraph.graph.server.jars import install, locked_jars
from claimgraph.graph.server.java import argument_file, java_environment, java_executable
from claimgraph.graph.server.launch import JAVA_OPTIONS
from claimgraph.graph.server.layout import Layout
from claimgraph.graph.server.local import LocalServer
from claimgraph.graph.server.values import no_progress
from claimgraph.graph.status import status_by_count
from claimgraph.graph.store import Store
from claimgraph.graph.store.entities import entity_of_forms, links_of
from claimgraph.graph.store.months import WHOLE, Ledgers
from claimgraph.graph.store.plan import COUNTERS, LINKS, ROLES
from claimgraph.graph.store.rows import (
    Row,
    article_row,
    claim_row,
    entity_row,
    form_of,
    is_supply,
    pair_counts,
    pair_id,
    statement_row,
    supplies_row,
)
from claimgraph.graph.store.schema import SCHEMA
from claimgraph.graph.store.tally import Fact, Tally, fact_of

_TYPES = {
    "STRING": "string",
    "INTEGER": "long",
    "BOOLEAN": "boolean",
    "LIST<STRING>": "string[]",
    "LIST<INTEGER>": "long[]",
    "BYTEARRAY": "byte[]",
}
_BETWEEN = "\x1f"


def fill(server: LocalServer, readings: Iterable[Reading], folder: Path) -> None:
    """Make the graph of readings in a local server that holds nothing; it runs afterwards.

    Parameters:
        folder: for files in between; some gigabytes for a million claims.
    """
    connection = server.ensure_running()
    with Store.connect(connection.uri, connection.username, connection.password) as store:
        store.prepare()
    server.stop()
    with Tables(folder) as tables:
        months = _write(tables, readings)
    _import(Layout(server.home.resolve()), server.cache / f"neo4j-{server.version}" / "jars", folder)
    connection = server.ensure_running()
    with Store.connect(connection.uri, connection.username, connection.password) as store:
        store.prepare()
    entry = (connection.username, connection.password)
    with GraphDatabase.driver(connection.uri, auth=entry) as driver:
        driver.execute_query("MATCH (meta:Meta) SET meta += $months", months=months)


class Tables:
    """One file for each label and type, with a header that the importer understands."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open: dict[str, TextIO] = {}

    def __enter__(self) -> Tables:
        return self

    def __exit__(self, *_: object) -> None:
        for file in self._open.values():
            file.close()

    def node(self, label: str, row: Row, sublabel: str = "") -> None:
        """One node of the schema."""
        node = SCHEMA.node(label)
        name = f"node.{label}.{sublabel}" if sublabel else f"node.{label}"
        if name not in self._open:
            header = [
                f"{one.name}:ID({label})" if one.name == node.key else f"{one.name}:{_TYPES[one.type]}"
                for one in node.properties
            ]
            self._begin(name, header)
        self._open[name].write(",".join([_cell(row.get(one.name)) for one in node.properties]) + "\n")

    def link(self, type: str, start: str, end: str, row: Row | None = None) -> None:
        """One relationship of the schema."""
        one = SCHEMA.relationship(type)
        if f"link.{type}" not in self._open:
            header = [f":START_ID({one.start})", f":END_ID({one.end})"]
            self._begin(f"link.{type}", header + [f"{each.name}:{_TYPES[each.type]}" for each in one.properties])
        cells = [_cell(start), _cell(end), *(_cell((row or {}).get(each.name)) for each in one.properties)]
        self._open[f"link.{type}"].write(",".join(cells) + "\n")

    def _begin(self, name: str, header: list[str]) -> None:
        self._open[name] = (self._folder / f"{name}.csv").open("w", encoding="utf-8", newline="")
        self._open[name].write(",".join(header) + "\n")


def _cell(value: Any) -> str:
    """A value in quotes, so that what is empty differs from what is not there."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case bytes():
            text = _BETWEEN.join(str(byte - 256 if byte > 127 else byte) for byte in value)
        case list():
            text = _BETWEEN.join(map(str, value))
        case _:
            text = str(value)
    return '"' + text.replace('"', '""') + '"'


def _write(tables: Tables, readings: Iterable[Reading]) -> Row:
    """All rows of the readings; returns the months of the whole graph."""
    sums = _Sums()
    for reading in readings:
        article = reading.document.article.id
        tables.node("Article", article_row(reading))
        tables.node("Text", {"article": article, "text": reading.document.text})
        tables.link("TEXT_OF", article, article)
        entities = {entity.id: entity for entity in reading.entities}
        for entity in reading.entities:
            form = form_of(entity)
            sums.forms[entity.id][form] += 1
            tables.link("MENTIONS", article, entity.id, {"form": form})
        facts = []
        for statement in reading.statements:
            row = statement_row(statement)
            tables.link("REPORTED_IN", statement.claim, article, row)
            if statement.speaker:
                tables.link(statement.stance.name, statement.speaker, statement.claim, row)
            facts.append(fact_of(statement, entities, {article: reading.document.article}))
        sums.add(reading, facts)
    _write_claims(tables, sums)
    for (supplier, recipient), counts in sums.pairs.items():
        row = {"id": pair_id(supplier, recipient), "supplier": supplier, "recipient": recipient}
        tables.node("Pair", row | counts)
    for id, forms in sums.forms.items():
        entity = entity_of_forms(id, forms)
        assert entity is not None
        counters = {name: sums.counters[id][name] for name in COUNTERS}
        row = entity_row(entity, forms) | counters | sums.ledgers[id].row()
        tables.node("Entity", row, entity.type.value)
        country, speaks_for, kinds = links_of(entity)
        for type, ends in zip(LINKS, ((country,), (speaks_for,), kinds), strict=True):
            for end in filter(None, ends):
                tables.link(type, id, end)
    return sums.ledgers[WHOLE].row()


class _Sums:
    """What readings add up to."""

    def __init__(self) -> None:
        self.claims: dict[str, Claim] = {}
        self.facts: defaultdict[str, list[Fact]] = defaultdict(list)
        self.forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.counters: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.pairs: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        self.ledgers = Ledgers()

    def add(self, reading: Reading, facts: list[Fact]) -> None:
        claims = {claim.id: claim for claim in reading.claims}
        self.claims |= claims
        self.ledgers.add_article(facts, claims, 1)
        for fact in facts:
            self.facts[fact.claim].append(fact)
            if fact.speaker:
                self.counters[fact.speaker][fact.stance.value] += 1

    def kinds_of(self, good: str) -> tuple[str, ...]:
        return tuple(kind for form in self.forms[good] for kind in json.loads(form).get("kinds", ()))


def _write_claims(tables: Tables, sums: _Sums) -> None:
    denied = {id for id, facts in sums.facts.items() if any(not fact.positive for fact in facts)}
    for claim, tally in _tallies(sums):
        broader: Iterable[str] = ()
        if claim.modality is Modality.ACTUAL:
            goods = goods_above(claim.good, sums.kinds_of)
            broader = (Claim.of(claim.supplier, claim.recipient, good).id for good in goods)
        covered = any(id in denied for id in broader)
        row = claim_row(claim, tally, status_by_count(tally.stances, covered=covered, modality=claim.modality))
        tables.node("Claim", row)
        for type, part in (("SUPPLIER", "supplier"), ("RECIPIENT", "recipient"), ("GOOD", "good")):
            tables.link(type, claim.id, row[part])
        for place, count in tally.via.items():
            tables.link("VIA", claim.id, place, {"statements": count})
        if is_supply(row):
            tables.link("SUPPLIES", claim.supplier, claim.recipient, supplies_row(row))
            sums.pairs[claim.supplier, claim.recipient].update(pair_counts(row))


def _tallies(sums: _Sums) -> Iterator[tuple[Claim, Tally]]:
    for id, claim in sums.claims.items():
        facts = sums.facts[id]
        tally = Tally().changed([], facts)
        sums.ledgers.add_statements(claim, facts, 1)
        sums.ledgers.add_claim(claim, tally.months, 1)
        for name, part in ROLES.items():
            sums.counters[getattr(claim, part)][name] += 1
        yield claim, tally


def _import(layout: Layout, jars: Path, folder: Path) -> None:
    parts = []
    for path in sorted(folder.glob("*.csv")):
        kind, *labels = path.stem.split(".")
        option = f"--nodes={':'.join(labels)}" if kind == "node" else f"--relationships={labels[0]}"
        parts.append(f"{option}={path}")
    options = ["--overwrite-destination", "--multiline-fields=true", f"--array-delimiter={_BETWEEN}", "--threads=2"]
    file = layout.run / "import.args"
    class_path = class_path_text(install(jars, locked_jars(), no_progress))
    file.write_text(argument_file([*JAVA_OPTIONS, "-Xmx1200m", "-cp", class_path]), "utf-8")
    command = [str(java_executable()), f"@{file}", "org.neo4j.cli.AdminTool", "database", "import", "full"]
    subprocess.run(
        [*command, "neo4j", *options, "--max-off-heap-memory=1500M", *parts],
        env=java_environment(os.environ) | {"NEO4J_HOME": str(layout.home), "NEO4J_CONF": str(layout.conf)},
        cwd=layout.home,
        check=True,
        stdout=subprocess.DEVNULL,
    )
