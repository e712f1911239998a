"""The header of a saved query is strict, and what is wrong with it is told by file and line."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimgraph.graph.errors import QueryError
from claimgraph.queries.cyphertext import is_blank, parameters_in, starts_like_cypher
from claimgraph.queries.header import has_header, parse_query, with_header
from claimgraph.queries.query import Query

HEADER = """\
// title: Arms to a state
// description: Who supplies weapons
//     of any kind to a state.
//
// category: my own
// draws: yes
// parameter state (entity(State|Firm), required): Who receives: them.
// parameter limit (int(1..1000), default 50): At most so many.
// parameter since (date, default null): Not before.
// column supplier: Who supplies.
// column claim: The claim's id.
"""
CYPHER = """
// a comment in the text
MATCH (a {id: $state}) WHERE $since IS NULL
RETURN a.name AS supplier, '// no comment' AS claim LIMIT $limit
"""


def wrong(text: str) -> str:
    with pytest.raises(QueryError) as raised:
        parse_query(text, "arms")
    message = str(raised.value)
    assert message.startswith("arms.cypher, line ")
    assert "\n" not in message
    return message


def test_a_header_tells_all_about_the_query() -> None:
    query = parse_query(HEADER + CYPHER, "arms")
    assert (query.name, query.title, query.category, query.draws) == ("arms", "Arms to a state", "my own", True)
    assert query.description == "Who supplies weapons of any kind to a state."
    assert [column.name for column in query.columns] == ["supplier", "claim"]
    assert [(each.name, each.kind.text, each.required) for each in query.parameters] == [
        ("state", "entity(State|Firm)", True),
        ("limit", "int(1..1000)", False),
        ("since", "date", False),
    ]
    assert [each.default for each in query.parameters[1:]] == [50, None]
    assert query.parameters[0].description == "Who receives: them."


def headed(heading: str, **values: object) -> str:
    return parse_query(f"// heading: {heading}\n{HEADER}{CYPHER}", "arms").headed(values)


def test_a_heading_holds_the_values_and_the_title_with_them_stands_for_it_where_one_is_missing() -> None:
    assert (
        headed("Arms to {state} since {since}", state="Veridia", since="2024-01-01")
        == "Arms to Veridia since 2024-01-01"
    )
    assert headed("Arms to {state} since {since}", state="Veridia", since=None) == "Arms to a state: Veridia"
    assert parse_query(HEADER + CYPHER, "arms").headed({"state": "Veridia"}) == "Arms to a state: Veridia"


def test_a_heading_that_names_no_parameter_is_refused() -> None:
    assert "the heading names {country}" in wrong(f"// heading: Arms to {{country}}\n{HEADER}{CYPHER}")


def test_the_cypher_is_what_follows_the_header_with_its_own_comments() -> None:
    query = parse_query(HEADER + CYPHER, "arms")
    assert query.cypher == CYPHER.strip() + "\n"
    assert query.text == HEADER + CYPHER


def test_line_ends_and_a_byte_order_mark_do_not_count() -> None:
    text = "\N{BYTE ORDER MARK}" + (HEADER + CYPHER).replace("\n", "\r\n")
    assert parse_query(text, "arms").cypher == CYPHER.strip() + "\n"


@pytest.mark.parametrize(
    ("line", "instead", "told"),
    [
        ("// title: Arms to a state\n", "", "line 1: the header needs // title: …"),
        ("// category: my own\n", "", "line 1: the header needs // category: …"),
        ("// title: Arms to a state", "// title:", "line 1: the header needs // title: …"),
        ("// category", "// categry", "line 5: no header word 'categry'; did you mean category?"),
        ("// category: my own", "// just a thought", "line 5: a header line is // WORD: text"),
        ("// draws: yes", "// draws: maybe", "line 6: draws is yes or no, not 'maybe'"),
        ("// draws: yes", "// title: Again", "line 6: title stands twice"),
        ("entity(State|Firm)", "entity(Country)", "line 7: no type of entity 'Country'; the types are State, Firm"),
        (" (entity(State|Firm), required)", "", "line 7: write it as // parameter NAME (TYPE, required): text"),
        ("(entity(State|Firm), required)", "(string)", "line 7: write it as // parameter NAME (TYPE, required): text"),
        ("int(1..1000)", "number", "line 8: no type 'number'; a type is string, int"),
        ("int(1..1000)", "int(9..1)", "line 8: int(9..1): the first number is the smallest value allowed"),
        ("default 50", "default many", "line 8: the default 'many' is not a whole number from 1 to 1000"),
        ("default 50", "default 5000", "line 8: the default '5000' is not a whole number from 1 to 1000"),
        ("parameter since (", "parameter limit (", "line 9: parameter limit stands twice"),
        ("// column claim", "// column other", "line 6: a query that draws has a column claim"),
        ("// column supplier:", "// column:", "line 10: write it as // column NAME: text"),
        ("// column supplier", "// column supp-lier", "line 10: 'supp-lier' is no name"),
        ("$limit", "$most", "line 12: the Cypher uses $most, which no // parameter line declares"),
        ("WHERE $since IS NULL", "", "line 9: the Cypher does not use the parameter since"),
        (CYPHER, "\n  \n// only a comment\n", "line 12: no Cypher follows the header"),
    ],
)
def test_what_is_wrong_is_one_line_with_file_and_line(line: str, instead: str, told: str) -> None:
    text = HEADER + CYPHER
    assert line in text
    assert told in wrong(text.replace(line, instead, 1))


def test_a_continuation_must_continue_something() -> None:
    assert "line 1: this line continues nothing" in wrong("//     lost\n" + HEADER + CYPHER)


def test_text_without_a_header_gets_one_with_the_parameters_that_it_uses() -> None:
    cypher = "MATCH (s {id: $state}) RETURN s LIMIT $most"
    assert not has_header(cypher)
    query = parse_query(with_header(Query.of_cypher(cypher, "mine")), "mine")
    assert (query.title, query.category, query.cypher) == ("mine", "own", cypher + "\n")
    assert [(each.name, each.kind.text, each.required) for each in query.parameters] == [
        ("state", "any", True),
        ("most", "int", True),
    ]


def test_cypher_that_starts_with_a_comment_of_its_own_has_no_header() -> None:
    text = "// my thoughts\nRETURN 1 AS one"
    assert not has_header(text)
    assert parse_query(with_header(Query.of_cypher(text, "mine")), "mine").cypher.endswith("RETURN 1 AS one\n")


@pytest.mark.parametrize(
    ("cypher", "names"),
    [
        ("RETURN $a, $b, $a", ("a", "b")),
        ("RETURN '$a', \"$b\", `$c`, $d", ("d",)),
        (r"RETURN 'it\'s $a', $b", ("b",)),
        ("RETURN 1 // $a\n + $b /* $c\n $d */ + $e", ("b", "e")),
        ("RETURN $`my state`, $ünï, 'https://x/$a'", ("my state", "ünï")),
        ("RETURN 'open $a", ()),
    ],
)
def test_parameters_in_comments_strings_and_quoted_names_do_not_count(cypher: str, names: tuple[str, ...]) -> None:
    assert parameters_in(cypher) == names


@given(st.text())
def test_any_text_is_a_query_or_one_line_that_says_why_not(text: str) -> None:
    try:
        query = parse_query(text, "any")
    except QueryError as error:
        assert re.match(r"any\.cypher, line \d+: ", str(error))
    else:
        assert query.title


@given(st.text(), st.text(alphabet="/'\"`$\\*\nab"))
def test_looking_for_parameters_never_fails(before: str, after: str) -> None:
    for name in parameters_in(before + after):
        assert name in before + after or "`" in before + after


@pytest.mark.parametrize(
    "piece", ["'\\", '"\\', "/*", "'", "`", "$`", "``", "//", "/", "\\", "$", "'\\'", "'\"", "*/", "/* '", "$a", "$`a"]
)
def test_a_long_text_of_marks_that_are_never_closed_is_read_in_one_go(piece: str) -> None:
    text = piece * 400_000  # a second for what grows with the text's length, hours for what grows with its square
    parameters_in(text)
    parameters_in(text + "\\")
    is_blank(text)
    starts_like_cypher(text)
