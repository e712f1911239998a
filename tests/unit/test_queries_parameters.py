"""Parameters are typed, names of entities become ids, and every mistake is one line with what would be right."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from claimgraph.graph.errors import QueryError
from claimgraph.graph.model import Entity, EntityType
from claimgraph.queries.entities import find_named
from claimgraph.queries.header import parse_query
from claimgraph.queries.kinds import kind_of
from claimgraph.queries.query import Query, typed_values

ENTITIES = [
    Entity("state:RU", EntityType.STATE, "Russia", ("Moscow",)),
    Entity("state:GE", EntityType.STATE, "Georgia"),
    Entity("firm:georgia", EntityType.FIRM, "Georgia Shipping", ("Georgia",)),
    Entity("firm:ural", EntityType.FIRM, "Ural", ("Works",)),
    Entity("firm:volga", EntityType.FIRM, "Volga", ("Works",)),
    *(Entity(f"official:a{n}/officials", EntityType.OFFICIAL, "officials", article=f"a{n}") for n in range(11)),
]


class Names:
    """Finds by id, name and alias; suggests what has the same first letter."""

    def find(self, name: str, type: EntityType | None = None, /) -> Sequence[Entity]:
        return [e for e in ENTITIES if name in (e.id, e.name, *e.aliases) and type in (None, e.type)]

    def suggest(self, name: str, type: EntityType | None = None, /) -> Sequence[Entity]:
        return [e for e in ENTITIES if e.name[0] == name[:1] and type in (None, e.type)]


def query_with(*parameters: str) -> Query:
    lines = "".join(f"// parameter {parameter}: text\n" for parameter in parameters)
    uses = ", ".join(f"${parameter.split()[0]}" for parameter in parameters) or "1"
    return parse_query(f"// title: T\n// description: D\n// category: c\n{lines}RETURN {uses} AS x", "test")


def refused(query: Query, **raw: Any) -> str:
    with pytest.raises(QueryError) as raised:
        query.bind(raw, Names())
    assert "\n" not in str(raised.value)
    return str(raised.value)


@pytest.mark.parametrize(
    ("kind", "raw", "value"),
    [
        ("string", "a, b", "a, b"),
        ("int", " -12 ", -12),
        ("int", 7, 7),
        ("int(1..10)", "10", 10),
        ("float", "2.5", 2.5),
        ("float", 2, 2.0),
        ("bool", "Yes", True),
        ("bool", "0", False),
        ("bool", False, False),
        ("date", "2024-04-12", "2024-04-12"),
        ("date", date(2024, 4, 12), "2024-04-12"),
        ("list of string", " optics , lathes,", ["optics", "lathes"]),
        ("list of string", ["a, b"], ["a, b"]),
        ("any", '["a", 1]', ["a", 1]),
        ("any", "Russia", "Russia"),
        ("any", "NaN", "NaN"),
        ("status", "Contested", "contested"),
        ("stance", "denies", "denies"),
        ("modality", "planned", "planned"),
        ("one of day|Month", "month", "Month"),
        ("entity", "Moscow", "state:RU"),
        ("entity(State|Firm)", "Ural", "firm:ural"),
    ],
)
def test_what_is_given_becomes_a_value_of_the_type(kind: str, raw: object, value: object) -> None:
    bound = query_with(f"x ({kind}, required)").bind({"x": raw}, Names())
    assert bound == {"x": value}
    assert type(bound["x"]) is type(value)


@pytest.mark.parametrize(
    ("kind", "raw", "wanted"),
    [
        ("string", 5, "text"),
        ("int", "2.5", "a whole number"),
        ("int", "9" * 19, "a whole number"),
        ("int", True, "a whole number"),
        ("int(1..10)", "11", "a whole number from 1 to 10"),
        ("float", "much", "a number"),
        ("float", "nan", "a number"),
        ("bool", "maybe", "true or false"),
        ("bool", 1, "true or false"),
        ("date", "12.4.2024", "a date as YYYY-MM-DD"),
        ("date", "2024-02-30", "a date as YYYY-MM-DD"),
        ("list of string", [1], "texts with commas between them"),
        ("status", "true", "one of asserted, alleged, contested, denied, negated"),
        ("one of day|month", "year", "one of day, month"),
        ("entity", 5, "the name or id of one entity"),
    ],
)
def test_what_does_not_have_the_type_is_refused_with_what_would_be_right(kind: str, raw: object, wanted: str) -> None:
    assert refused(query_with(f"x ({kind}, required)"), x=raw) == f"x={raw} is not {wanted}"


def test_a_name_that_fits_nothing_is_answered_with_what_is_like_it() -> None:
    state = query_with("state (entity(State), required)")
    assert refused(state, state="Rusia") == "state=Rusia: no State named 'Rusia'; did you mean Russia?"
    assert refused(state, state="Xanadu") == "state=Xanadu: no State named 'Xanadu' in the graph"
    either = query_with("who (entity(State|Firm), required)")
    assert refused(either, who="Gorgia").endswith(
        "no State or Firm named 'Gorgia'; did you mean Georgia or Georgia Shipping?"
    )


def test_an_entity_of_another_type_is_not_taken() -> None:
    assert refused(query_with("good (entity(Good), required)"), good="Russia").startswith(
        "good=Russia: no Good named 'Russia'"
    )


def test_an_id_goes_before_a_name_and_a_name_before_an_alias() -> None:
    who = query_with("who (entity, required)")
    assert who.bind({"who": "Georgia"}, Names()) == {"who": "state:GE"}
    assert who.bind({"who": "firm:georgia"}, Names()) == {"who": "firm:georgia"}
    assert query_with("who (entity(Firm), required)").bind({"who": "Georgia"}, Names()) == {"who": "firm:georgia"}


def test_a_name_that_fits_several_is_answered_with_their_ids() -> None:
    who = query_with("who (entity, required)")
    assert refused(who, who="Works") == (
        "who=Works: 2 entities are called 'Works'; "
        "give one of their ids: firm:ural (Ural, Firm), firm:volga (Volga, Firm)"
    )
    assert refused(who, who="officials").endswith(" and 3 more")


def test_find_named_gives_all_that_are_meant() -> None:
    assert [entity.id for entity in find_named(Names(), "Works")] == ["firm:ural", "firm:volga"]
    assert [entity.id for entity in find_named(Names(), "Georgia", EntityType.FIRM)] == ["firm:georgia"]


def test_defaults_fill_what_is_not_given() -> None:
    query = query_with("limit (int, default 5)", "since (date, default null)", "where (entity(State), default Moscow)")
    assert query.bind({}, Names()) == {"limit": 5, "since": None, "where": "state:RU"}
    assert query.bind({"since": None, "limit": "9"}, Names())["limit"] == 9


def test_only_a_parameter_whose_default_is_null_may_have_no_value() -> None:
    assert refused(query_with("limit (int, default 5)"), limit=None) == "limit=None is not a whole number"


def test_an_unknown_parameter_is_told_with_the_known_ones() -> None:
    query = query_with("state (entity, required)", "limit (int, default 5)")
    assert refused(query, stat="x") == "the query test has no parameter 'stat'; did you mean state?"
    assert refused(query, zzz="x") == "the query test has no parameter 'zzz'; it takes state, limit"
    assert refused(query_with(), zzz="x") == "the query test has no parameter 'zzz'; it takes none"


def test_a_missing_parameter_is_told_with_what_to_give() -> None:
    assert refused(query_with("state (entity(State|Firm), required)")) == (
        "the query test needs state: give -p state=… (the name or id of one State or Firm)"
    )


def test_cypher_without_a_header_takes_exactly_the_parameters_that_it_uses() -> None:
    query = Query.of_cypher("RETURN $a + $b AS sum")
    assert query.bind({"a": "1", "b": "2"}) == {"a": 1, "b": 2}
    assert refused(query, a="1") == "the Cypher needs b: give -p b=… (a value)"
    assert refused(query, c="1").startswith("the Cypher has no parameter 'c'; ")
    assert typed_values({"a": "1", "b": "x"}) == {"a": 1, "b": "x"}


@pytest.mark.parametrize("text", ["", " \n", "// nothing", "/* nothing */ ;"])
def test_empty_cypher_is_refused(text: str) -> None:
    with pytest.raises(QueryError, match="there is no Cypher in it"):
        Query.of_cypher(text)


def test_an_unknown_type_is_told_with_those_there_are() -> None:
    with pytest.raises(ValueError, match=r"no type 'number'; a type is string, int, .* or one of a\|b\|c"):
        kind_of("number")


@pytest.mark.parametrize(
    "given", ["[" * 50_000, "[" * 50_000 + "]" * 50_000, "[" * 101 + "]" * 101, '{"a":' * 500 + "1" + "}" * 500]
)
def test_a_value_that_is_nested_too_deep_is_one_short_line(given: str) -> None:
    query = Query.of_cypher("RETURN $x")
    try:
        assert query.bind({"x": given}) == {"x": given}  # what is no JSON is text
    except QueryError as refusal:
        assert str(refusal).endswith(": lists and maps are nested more than 100 deep")
        assert len(str(refusal)) < 200


def test_a_value_that_came_as_json_is_nested_no_deeper_either() -> None:
    deep: Any = 1
    for _ in range(101):
        deep = [deep]
    with pytest.raises(QueryError, match="nested more than 100 deep"):
        Query.of_cypher("RETURN $x").bind({"x": deep})
    assert Query.of_cypher("RETURN $x").bind({"x": deep[0]}) == {"x": deep[0]}


@pytest.mark.parametrize("given", [10**400, -(10**400), "9" * 5_000], ids=["large", "small", "text"])
@pytest.mark.parametrize("kind", ["int", "float", "int(1..9)"])
def test_a_number_of_hundreds_of_digits_is_one_short_line(given: Any, kind: str) -> None:
    header = f"// title: t\n// description: d\n// category: c\n// parameter n ({kind}, required): n\n"
    query = parse_query(header + "RETURN $n", "q")
    with pytest.raises(QueryError, match=r"^n=.* is not a (whole )?number") as refusal:
        query.bind({"n": given})
    assert len(str(refusal.value)) < 200
