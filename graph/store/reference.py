"""The reference page of the schema: `python -m claimgraph.graph.store.reference > docs/schema.md`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from claimgraph.graph.store.schema import SCHEMA, VERSION
from claimgraph.graph.store.schema_parts import Property


def reference() -> str:
    """The reference page of the schema, in Markdown."""
    return "\n".join(_reference_lines()) + "\n"


def _reference_lines() -> Iterator[str]:
    yield "# The graph in Neo4j"
    yield ""
    yield f"Schema version {VERSION}. This page is made from `graph/store/schema.py`; a test keeps the two equal."
    yield ""
    yield "## Nodes"
    for node in SCHEMA.nodes:
        labels = f"`:{node.label}`" + (f" with one of {_codes(node.sublabels)}" if node.sublabels else "")
        yield from ("", f"### {node.label}", "", f"{node.about} Labels: {labels}.", "")
        yield from _property_table(node.properties, node.key)
    yield from ("", "## Relationships")
    for relationship in SCHEMA.relationships:
        yield from ("", f"### {relationship.type}", "", f"`{relationship.pattern}` {relationship.about}")
        if relationship.properties:
            yield ""
            yield from _property_table(relationship.properties, relationship.key)
    yield from ("", "## Further indexes", "")
    for node in SCHEMA.nodes:
        for names in node.ranked:
            yield f"- range over {_codes(f'{node.label}.{name}' for name in names)}, in this order"
        if node.infix:
            yield f"- text over `{node.label}.{node.infix}`, for parts of words"
    yield from ("", "## Full-text indexes", "")
    for index in SCHEMA.full_text:
        properties = _codes(f"{index.label}.{name}" for name in index.properties)
        yield f"- `{index.name}` over {properties}; case and accents are folded."


def _property_table(properties: Iterable[Property], key: str) -> Iterator[str]:
    yield "| property | type | index | meaning |"
    yield "| --- | --- | --- | --- |"
    for one in properties:
        index = "unique" if one.name == key else "range" if one.indexed else ""
        yield f"| `{one.name}` | {one.type} | {index} | {one.about} |"


def _codes(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


if __name__ == "__main__":
    print(reference(), end="")
