"""Cypher without a header: its parameters have the types of what they are compared with, or are told to have none."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from claimgraph.app.cli import main
from claimgraph.graph.model import Entity, EntityType
from claimgraph.graph.store import Rows
from claimgraph.queries import Catalog, Query, remarks
from claimgraph.queries.cyphertext import masked, parameters_in
from claimgraph.queries.parameter_types import proposals

TYPES = {
    "MATCH (s:State {id: $p}) RETURN s": "entity(State)",
    "MATCH (s:Entity:Firm {id: $p, named: true}) RETURN s": "entity(Firm)",
    "MATCH (s:State|Firm) WHERE s.id = $p RETURN s": "entity(State|Firm)",
    "MATCH (s:Entity) WHERE $p = s.id RETURN s": "entity",
    "MATCH (c:Claim)-[:SUPPLIER]->(s:State) WHERE c.good = 'x' AND s.id=$p RETURN s": "entity(State)",
    "MATCH (c:Claim) WHERE c.recipient = $p RETURN c": "entity(State|Firm|Organization)",
    "MATCH (c:Claim {good: $p}) RETURN c": "entity(Good)",
    "MATCH (s:State) WHERE s.id = $p OR s.name = $p RETURN s": "entity(State)",
    "MATCH (s:State {name: $p}) RETURN s": "string",
    "MATCH (s:State) WHERE s.id IN $p RETURN s": "list of string",
    "MATCH (s:Entity) WHERE $p IN s.aliases RETURN s": "string",
    "MATCH (s:Entity) WHERE s.id STARTS WITH $p RETURN s": "string",
    "MATCH (s:Entity) WHERE toLower(s.name) CONTAINS toLower($p) RETURN s": "string",
    "MATCH (c:Claim) WHERE c.status = $p RETURN c": "status",
    "MATCH (c:Claim {modality: $p}) RETURN c": "modality",
    "MATCH ()-[r:REPORTED_IN]->() WHERE r.stance <> $p RETURN r": "stance",
    "MATCH (c:Claim) WHERE c.hedged = $p RETURN c": "bool",
    "MATCH (c:Claim) WHERE c.origins >= $p RETURN c": "int",
    "MATCH (c:Claim) WHERE $p <= c.origins RETURN c LIMIT $p": "int",
    "MATCH (a:Article) WHERE a.published > $p RETURN a": "date",
    "MATCH (a:Article {id: $p}) RETURN a": "string",
    "MATCH (n) RETURN n SKIP 3 LIMIT $p": "int",
    "MATCH (c:Claim) RETURN c LIMIT coalesce($p, 5)": "int",
    "MATCH (n) WHERE n.origins > $p RETURN n": "int",
    "MATCH (n) WHERE n.id = $p RETURN n": "any",
    "MATCH (c:Claim) WHERE c.origins > $p OR c.status = $p RETURN c": "any",
    "RETURN $p AS p": "any",
    "MATCH (s:State) WHERE s.name = '{id: $p}' /* s.id = $p */ RETURN $p AS p // s.id = $p": "any",
}


@pytest.mark.parametrize(("cypher", "type"), TYPES.items())
def test_a_parameter_has_the_type_of_what_it_is_compared_with(cypher: str, type: str) -> None:
    assert [one.kind for one in proposals(cypher).values()] == [type]


@pytest.mark.parametrize(
    ("cypher", "required"),
    [
        ("MATCH (c:Claim) WHERE c.status = $p RETURN c", True),
        ("MATCH (c:Claim) WHERE $p IS NULL OR c.status = $p RETURN c", False),
        ("MATCH (c:Claim) WHERE c.status = coalesce($p, 'denied') RETURN c", False),
    ],
)
def test_a_parameter_may_be_left_out_where_the_cypher_provides_for_it(cypher: str, required: bool) -> None:
    (parameter,) = Query.of_cypher(cypher).parameters
    assert (parameter.kind.text, parameter.required) == ("status", required)


@given(st.text(alphabet="$p(){}[]:.'\"`\\/*= \nsid|,IN", max_size=60))
def test_any_text_gets_proposals_for_just_the_parameters_that_it_uses(cypher: str) -> None:
    assert len(masked(cypher)) == len(cypher)
    assert tuple(proposals(cypher)) == parameters_in(cypher)


def test_quotes_and_backslashes_without_end_are_looked_at_once() -> None:
    assert proposals("RETURN " + "'\\" * 50_000) == {}


def saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> tuple[str, str]:
    """What `query save` prints, and the header that it wrote."""
    monkeypatch.setenv("CLAIMGRAPH_HOME", str(tmp_path))
    result = CliRunner().invoke(main, ["query", "save", "mine", "-"], input=text)
    assert result.exit_code == 0, result.output
    return result.output, (tmp_path / "queries" / "mine.cypher").read_text("utf-8")


def test_a_saved_query_without_a_header_gets_typed_parameters_and_says_which(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cypher = (
        "MATCH (c:Claim)-[:RECIPIENT]->(s:State {id: $state}) WHERE $since IS NULL OR c.first_said > $since RETURN c.id"
    )
    told, text = saved(tmp_path, monkeypatch, cypher)
    assert "// parameter state (entity(State), required): Compared with State.id." in text
    assert "// parameter since (date, default null): Compared with Claim.first_said." in text
    assert "  -p state=…  entity(State)\n  -p since=…  date, may be left out\n" in told
    assert "Note:" not in told


def test_what_the_cypher_does_not_tell_is_said_when_it_is_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told, text = saved(tmp_path, monkeypatch, "MATCH (n {id: $who}) RETURN n.name LIMIT $most")
    assert "// parameter who (any, required):" in text
    assert "Note: the Cypher does not tell which type who should have, so no name is looked up for it" in told


def test_what_a_header_says_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    header = "// title: T\n// description: D\n// category: own\n// parameter state (any, required): Whoever."
    text = f"{header}\nMATCH (s:State {{id: $state}}) RETURN s.id AS id\n"
    assert saved(tmp_path, monkeypatch, text)[1] == text


def test_a_changed_query_keeps_what_the_header_of_the_first_said_of_its_parameters(tmp_path: Path) -> None:
    catalog = Catalog.load(tmp_path)
    shipped = catalog.get("suppliers-of")
    catalog.save("mine", f"{shipped.cypher}\n// changed", like=shipped)
    mine = Catalog.load(tmp_path).get("mine")
    told = [(one.name, one.kind.text, one.default, one.description) for one in mine.parameters]
    kept = {one.name: (one.name, one.kind.text, one.default, one.description) for one in shipped.parameters}
    assert sorted(told, key=str) == sorted(kept.values(), key=str)


class Named:
    """A finder that knows Russia by its name."""

    RUSSIA = Entity("state:RU", EntityType.STATE, "Russia")

    def find(self, name: str, _type: EntityType | None = None, /) -> list[Entity]:
        return [self.RUSSIA] if name in ("Russia", "state:RU") else []

    def suggest(self, _name: str, _type: EntityType | None = None, /) -> list[Entity]:
        return []


NOTHING, SOMETHING = Rows(("a",), ()), Rows(("a",), ((1,),))


@pytest.mark.parametrize(
    ("value", "rows", "told"),
    [
        ("Russia", NOTHING, 1),
        (["Chile", "Russia"], NOTHING, 1),
        ("Russia", SOMETHING, 0),
        ("state:RU", NOTHING, 0),
        ("Chile", NOTHING, 0),
        (5, NOTHING, 0),
    ],
)
def test_a_name_that_was_compared_as_text_is_told_where_nothing_was_found(value: object, rows: Rows, told: int) -> None:
    query = Query.of_cypher("MATCH (n) WHERE n.id = $who RETURN n")
    found = remarks(query, {"who": value}, rows, Named())
    assert len(found) == told
    for remark in found:
        assert "who has type any, so 'Russia' was compared as text" in remark
        assert "Did you mean its id, state:RU? In a saved query `// parameter who (entity(State), required):`" in remark


ONLY_STATES = "MATCH (s:State) WHERE s.name = $who RETURN s"


@pytest.mark.parametrize(
    ("cypher", "value", "told"),
    [
        ("MATCH (e:Entity {name: $who}) RETURN e", "russia", "the graph calls it Russia: give who=Russia"),
        ("MATCH (e:Entity {name: $who}) RETURN e", "RF", "the graph calls it Russia: give who=Russia"),
        ("MATCH (e) WHERE e.name CONTAINS $who RETURN e", "russia", "the graph calls it Russia: give who=Russia"),
        ("MATCH (e:State) WHERE e.name IN $who RETURN e", ["russia"], "the graph calls it Russia: give who=Russia"),
        ("MATCH (e:Entity {name: $who}) RETURN e", "acme", "calls it Acme Ltd: give who='Acme Ltd'"),
        ("MATCH (e:State) WHERE $who IN e.aliases RETURN e", "russia", "Did you mean its id, state:RU?"),
        ("WITH $who AS who MATCH (e {name: who}) RETURN e", "russia", "Did you mean its id, state:RU?"),
        (ONLY_STATES, "acme", "with names of State, but it is the name of another entity: firm:acme"),
        ("MATCH (e:Entity {name: $who})-[:SUPPLIES]->(:Firm) RETURN e", "Russia", ""),
        ("MATCH (c:Claim {status: $who}) RETURN c", "alleged", ""),
        ("MATCH (e:Entity {name: $who}) RETURN e", "Chile", ""),
    ],
)
def test_a_name_in_other_letters_is_told_with_what_to_write(cypher: str, value: object, told: str) -> None:
    class InAnyCase(Named):
        KNOWN = (
            Entity("state:RU", EntityType.STATE, "Russia", aliases=("RF",)),
            Entity("firm:acme", EntityType.FIRM, "Acme Ltd", aliases=("Acme",)),
        )

        def find(self, name: str, _type: EntityType | None = None, /) -> list[Entity]:
            return [one for one in self.KNOWN if name.casefold() in map(str.casefold, (one.name, *one.aliases))]

    found = remarks(Query.of_cypher(cypher), {"who": value}, NOTHING, InAnyCase())
    assert [told in remark for remark in found] == ([True] if told else []), found
