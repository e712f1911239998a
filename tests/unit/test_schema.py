"""The schema: what is declared is what is created, what is written, and what the reference page tells."""

from __future__ import annotations

from pathlib import Path

import pytest
from building import LATHES, MINISTER, claim, document, reading, says

from claimgraph.graph.model import EntityType, Role, RoleSpan, Stance, Statement
from claimgraph.graph.store.asread import AsRead
from claimgraph.graph.store.counters import COUNTERS
from claimgraph.graph.store.months import Ledger
from claimgraph.graph.store.reference import reference
from claimgraph.graph.store.rows import (
    article_of,
    article_row,
    claim_row,
    digest_of,
    entity_of_form,
    entity_row,
    form_of,
    pair_counts,
    statement_of,
    statement_row,
    supplies_row,
)
from claimgraph.graph.store.schema import SCHEMA
from claimgraph.graph.store.schema_parts import Node, Property, Relationship, in_one
from claimgraph.graph.store.tally import Tally, facts_of

WRITTEN_APART = ("reader", "run", "set_aside", "as_read", "told")
"""What an article's node has besides, from the run that put it there and from decisions."""
PAGE = Path(__file__).parents[2] / "docs" / "schema.md"
SOURCE = document("a", "Ana Sol said Norland sold lathes to Veridia.", "Wire")
SAID = says(SOURCE, claim())
READING = reading(SOURCE, SAID, claims=(claim(),))
(FACT,) = facts_of([SAID], {"a": SOURCE.article})
ROW = claim_row(claim(), Tally().changed([], [FACT]), [])


def test_the_reference_page_is_fresh() -> None:
    assert PAGE.read_text("utf-8") == reference(), "python -m claimgraph.graph.store.reference > docs/schema.md"


def test_every_type_of_entity_has_a_label() -> None:
    assert set(SCHEMA.node("Entity").sublabels) == {type.value for type in EntityType}


@pytest.mark.parametrize("type", [stance.name for stance in Stance])
def test_every_stance_has_a_relationship(type: str) -> None:
    assert SCHEMA.relationship(type).key == "statement"


@pytest.mark.parametrize("one", SCHEMA.nodes, ids=lambda one: one.label)
def test_the_key_of_a_node_is_one_of_its_properties(one: Node) -> None:
    assert one.key in {each.name for each in one.properties}


@pytest.mark.parametrize("one", SCHEMA.relationships, ids=lambda one: one.type)
def test_a_relationship_stands_between_declared_nodes(one: Relationship) -> None:
    for label, narrow in ((one.start, one.narrow_start), (one.end, one.narrow_end)):
        assert set(narrow) <= set(SCHEMA.node(label).sublabels)
    assert not one.key or one.key in {each.name for each in one.properties}


def test_names_of_constraints_and_indexes_differ() -> None:
    statements = [*SCHEMA.constraints(), *SCHEMA.indexes()]
    assert len({statement.partition(" IF NOT EXISTS")[0].split()[-1] for statement in statements}) == len(statements)


@pytest.mark.parametrize(
    ("written", "declared"),
    [
        (
            article_row(READING, "d"),
            tuple(one for one in SCHEMA.node("Article").properties if one.name not in WRITTEN_APART),
        ),
        (
            entity_row(LATHES, {form_of(LATHES): 2}) | dict.fromkeys(COUNTERS, 0) | Ledger().row(),
            SCHEMA.node("Entity").properties,
        ),
        (ROW, SCHEMA.node("Claim").properties),
        ({"id": "", "supplier": "", "recipient": "", **pair_counts(ROW)}, SCHEMA.node("Pair").properties),
        (statement_row(SAID), SCHEMA.relationship("ALLEGES").properties),
        (supplies_row(ROW), SCHEMA.relationship("SUPPLIES").properties),
    ],
    ids=["Article", "Entity", "Claim", "Pair", "ALLEGES", "SUPPLIES"],
)
def test_what_is_written_is_what_is_declared(written: dict[str, object], declared: tuple[Property, ...]) -> None:
    assert set(written) == {one.name for one in declared}


def test_rows_give_back_what_they_were_made_of() -> None:
    full = Statement.of(
        claim(),
        Stance.DENIES,
        SOURCE.evidence(0, 7),
        speaker=MINISTER.id,
        hedged=True,
        relayed_by=("organization:example-wire",),
        via=("state:X",),
        said_on="2026-03-01",
        time="in March",
        quantity="three",
        rule="sell",
        trigger="sold",
        roles=(RoleSpan(Role.GOOD, 3, 5),),
    )
    row = {name: value for name, value in statement_row(full).items() if name != "article"}
    assert statement_of(row, full.claim, "a") == full
    assert article_of(article_row(READING, "d")) == SOURCE.article
    assert all(entity_of_form(entity.id, form_of(entity)) == entity for entity in READING.entities)


def test_a_digest_tells_any_difference_between_readings() -> None:
    again = reading(SOURCE, says(SOURCE, claim()), claims=(claim(),))
    hedged = reading(SOURCE, says(SOURCE, claim(), hedged=True), claims=(claim(),))
    dated = reading(document("a", SOURCE.text, "Post"), SAID, claims=(claim(),))
    first, *others = (digest_of(one, AsRead.of(one).mentions) for one in (READING, again, hedged, dated))
    assert others[0] == first
    assert len({first, *others}) == 3


def test_several_statements_become_one_that_runs_them_in_turn() -> None:
    assert in_one(["MATCH (n) DELETE n", "CREATE (n)"]) == "CALL { MATCH (n) DELETE n }\nCALL { CREATE (n) }"
