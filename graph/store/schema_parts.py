"""What a Neo4j schema is made of, and the Cypher that follows from it: constraints, indexes, write statements.

All texts are literals, so that no value can ever be spliced into Cypher (type checkers hold it).

>>> lathe = Node("Lathe", "A machine.", "id", (Property("id", "STRING", "its number"),))
>>> Schema((lathe,), (), ()).constraints()
['CREATE CONSTRAINT claimgraph_lathe_id IF NOT EXISTS FOR (n:Lathe) REQUIRE n.id IS UNIQUE']
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import LiteralString


@dataclass(frozen=True, slots=True)
class Property:
    """A property of a node or relationship; `type` is a Cypher type. `indexed` gives it a range index."""

    name: LiteralString
    type: LiteralString
    about: LiteralString
    indexed: bool = False


@dataclass(frozen=True, slots=True)
class Node:
    """A kind of node. `key` is unique among nodes of `label`; `sublabels` are the types it is divided into.

    `ranked` are range indexes over several properties, in this order; an index is used only where a query has a
    predicate on each of them, and then gives its rows in that order. `infix` names a text that is searched for parts.
    """

    label: LiteralString
    about: LiteralString
    key: LiteralString
    properties: tuple[Property, ...]
    sublabels: tuple[LiteralString, ...] = ()
    ranked: tuple[tuple[LiteralString, ...], ...] = ()
    infix: LiteralString = ""

    def update(self, parameter: LiteralString) -> LiteralString:
        """Cypher that changes nodes known to exist; a row has the key and the properties that differ, null for none."""
        return f"UNWIND $rows.{parameter} AS row MATCH (n:{self.label} {{{self.key}: row.{self.key}}}) SET n += row"

    def relabel(self, parameter: LiteralString, sublabel: LiteralString) -> LiteralString:
        """Cypher that gives the nodes whose keys stand in a parameter this sublabel instead of another."""
        others = "".join(f":{name}" for name in self.sublabels if name != sublabel)
        match = f"UNWIND $rows.{parameter} AS key MATCH (n:{self.label} {{{self.key}: key}})"
        return f"{match} SET n:{sublabel} REMOVE n{others}"

    def delete(self, parameter: LiteralString) -> LiteralString:
        """Cypher that deletes the nodes whose keys stand in a parameter, and all that hangs on them."""
        return f"UNWIND $rows.{parameter} AS key MATCH (n:{self.label} {{{self.key}: key}}) DETACH DELETE n"


@dataclass(frozen=True, slots=True)
class Relationship:
    """A kind of relationship. `start` and `end` are labels of nodes, the declared node's own label first.

    `narrow_start`, `narrow_end` name the sublabels that may stand there, where not all may. `key` is a property
    that is unique among relationships of the type, "" where there is none.
    """

    type: LiteralString
    about: LiteralString
    start: LiteralString
    end: LiteralString
    properties: tuple[Property, ...] = ()
    key: LiteralString = ""
    narrow_start: tuple[LiteralString, ...] = ()
    narrow_end: tuple[LiteralString, ...] = ()

    @property
    def pattern(self) -> LiteralString:
        """How it stands in Cypher: `(:Firm|Organization)-[:BASED_IN]->(:State)`."""
        start, end = "|".join(self.narrow_start) or self.start, "|".join(self.narrow_end) or self.end
        return f"(:{start})-[:{self.type}]->(:{end})"

    def create(self, start_key: LiteralString, end_key: LiteralString) -> LiteralString:
        """Cypher that creates the rows of a parameter named as the type; a row has `start`, `end`, `properties`."""
        return (
            f"UNWIND $rows.{self.type} AS row MATCH (a:{self.start} {{{start_key}: row.start}}) "
            f"MATCH (b:{self.end} {{{end_key}: row.end}}) CREATE (a)-[r:{self.type}]->(b) SET r += row.properties"
        )

    def update(self, parameter: LiteralString) -> LiteralString:
        """Cypher that changes relationships known to exist, found by their index; a row is their properties."""
        return (
            f"UNWIND $rows.{parameter} AS row MATCH ()-[r:{self.type} {{{self.key}: row.{self.key}}}]->() SET r += row"
        )

    def delete(self, parameter: LiteralString) -> LiteralString:
        """Cypher that deletes the relationships whose keys stand in a parameter, found by their index."""
        return f"UNWIND $rows.{parameter} AS key MATCH ()-[r:{self.type} {{{self.key}: key}}]->() DELETE r"


@dataclass(frozen=True, slots=True)
class FullText:
    """A full-text index over texts and lists of texts; case and accents are folded.

    `label` is that of nodes, or with `on_relationships` the type of relationships.
    """

    name: LiteralString
    label: LiteralString
    properties: tuple[LiteralString, ...]
    on_relationships: bool = False

    def create(self) -> LiteralString:
        """The statement that makes it where it is not there."""
        what: LiteralString = f"()-[n:{self.label}]-()" if self.on_relationships else f"(n:{self.label})"
        return (
            f"CREATE FULLTEXT INDEX {self.name} IF NOT EXISTS FOR {what} "
            f"ON EACH [{', '.join(f'n.{name}' for name in self.properties)}] "
            "OPTIONS {indexConfig: {`fulltext.analyzer`: 'standard-folding'}}"
        )


@dataclass(frozen=True, slots=True)
class Schema:
    """Everything that stands in the database."""

    nodes: tuple[Node, ...]
    relationships: tuple[Relationship, ...]
    full_text: tuple[FullText, ...]

    def node(self, label: str) -> Node:
        """The node declared with this label."""
        return next(node for node in self.nodes if node.label == label)

    def relationship(self, type: str) -> Relationship:
        """The relationship declared with this type."""
        return next(relationship for relationship in self.relationships if relationship.type == type)

    def create(self, type: str) -> LiteralString:
        """The statement that creates relationships of this type between nodes found by their keys."""
        relationship = self.relationship(type)
        return relationship.create(self.node(relationship.start).key, self.node(relationship.end).key)

    def constraints(self) -> list[LiteralString]:
        """Uniqueness of the keys of nodes and relationships; each comes with an index."""
        nodes: list[LiteralString] = [
            f"CREATE CONSTRAINT {_index_name(node.label, node.key)} IF NOT EXISTS "
            f"FOR (n:{node.label}) REQUIRE n.{node.key} IS UNIQUE"
            for node in self.nodes
        ]
        relationships: list[LiteralString] = [
            f"CREATE CONSTRAINT {_index_name(one.type, one.key)} IF NOT EXISTS "
            f"FOR ()-[r:{one.type}]-() REQUIRE r.{one.key} IS UNIQUE"
            for one in self.relationships
            if one.key
        ]
        return nodes + relationships

    def indexes(self) -> list[LiteralString]:
        """Range indexes over the properties marked so and over several, and indexes of texts."""
        ranges: list[LiteralString] = [
            f"CREATE INDEX {_index_name(node.label, one.name)} IF NOT EXISTS FOR (n:{node.label}) ON (n.{one.name})"
            for node in self.nodes
            for one in node.properties
            if one.indexed
        ]
        ranked: list[LiteralString] = [
            f"CREATE INDEX {_index_name(node.label, '_'.join(names))} IF NOT EXISTS "
            f"FOR (n:{node.label}) ON ({', '.join(f'n.{name}' for name in names)})"
            for node in self.nodes
            for names in node.ranked
        ]
        infixes: list[LiteralString] = [
            f"CREATE TEXT INDEX {_index_name(node.label, node.infix)} IF NOT EXISTS "
            f"FOR (n:{node.label}) ON (n.{node.infix})"
            for node in self.nodes
            if node.infix
        ]
        texts: list[LiteralString] = [one.create() for one in self.full_text]
        return ranges + ranked + infixes + texts


def in_one(statements: Iterable[LiteralString]) -> LiteralString:
    """Several write statements as one, so that they take one round trip; each runs on its own, in this order.

    All take their rows from one parameter, the map `$rows`: Neo4j plans a statement anew when the sizes of lists among
    its parameters differ, but does not look into maps.
    """
    return "\n".join(f"CALL {{ {statement} }}" for statement in statements)


def _index_name(label: LiteralString, property: LiteralString) -> LiteralString:
    return f"claimgraph_{label.lower()}_{property}"
