"""What a query may answer is counted while it arrives, whatever pieces it arrives in."""

from __future__ import annotations

import random
import struct
from collections.abc import Callable
from typing import Any

import pytest
from neo4j._codec.packstream.v1 import PackableBuffer, Packer  # the driver's own, to have real messages

from claimgraph.graph.errors import QueryError
from claimgraph.graph.nesting import is_deeper
from claimgraph.graph.store.cypher_size import MOST_CHARACTERS, check_size
from claimgraph.graph.store.metering import Allowance, _MessageReader


def message(value: Any, chunk: int = 65_535) -> bytes:
    """A record with one value, as it stands on the wire."""
    buffer = PackableBuffer()
    Packer(buffer).pack_struct(b"\x71", [[value]])
    content = bytes(buffer.data)
    chunks = (content[at : at + chunk] for at in range(0, len(content), chunk))
    return b"".join(struct.pack(">H", len(one)) + one for one in chunks) + b"\x00\x00"


def count(value: Any) -> int:
    if isinstance(value, dict):
        return 1 + sum(1 + count(item) for item in value.values())
    return 1 + sum(map(count, value)) if isinstance(value, list) else 1


VALUES = [
    None,
    True,
    7,
    -3,
    -100,
    300,
    70_000,
    2**40,
    1.5,
    "",
    "a" * 15,
    "a" * 16,
    "\u0416\u90a0" * 300,
    "a" * 70_000,
    b"\x90" * 10,
    b"\xa0" * 300,
    b"\xb1" * 70_000,
    [],
    {},
    [1, [2, "three", []], {"four": [5.0, None]}],
    list(range(300)),
    [[] for _ in range(70_000)],
    {str(key): key for key in range(300)},
    {str(key): [key] for key in range(70_000)},
]


@pytest.mark.parametrize("value", VALUES, ids=lambda value: f"{type(value).__name__}-{len(str(value))}")
def test_values_are_counted_in_whatever_pieces_they_come(value: Any) -> None:
    chance = random.Random(1)  # noqa: S311 no secret
    for chunk in (65_535, 1_000, 1 if count(value) < 1_000 else 50):
        stream = message(value, chunk) * 2
        reader, at, counted = _MessageReader(), 0, 0
        while at < len(stream):
            step = chance.choice((1, 2, 3, 10, 4_000)) if len(stream) < 20_000 else 4_000
            counted += reader.take(stream[at : at + step])
            at += step
        assert counted == 2 * (count(value) + 2)  # the message and its list of fields
        assert reader.depth == 0


def test_depth_is_seen_before_the_message_is_whole() -> None:
    reader = _MessageReader()
    reader.take(b"\xff\xff\xb1\x71\x91" + b"\x91" * 60_000)
    assert reader.depth > 100


def test_an_allowance_of_bytes_is_one_of_values_too() -> None:
    assert Allowance(rows=1, seconds=1, bytes=50_000_000).values == 2_000_000


@pytest.mark.parametrize("levels", [0, 1, 5, 5_000])
@pytest.mark.parametrize("wrap", [lambda value: [value], lambda value: {"a": value}, lambda value: (1, value, [2])])
def test_levels_of_nesting_are_counted(levels: int, wrap: Callable[[Any], Any]) -> None:
    value: Any = 1
    for _ in range(levels):
        value = wrap(value)
    assert not is_deeper(value, levels + 1)
    assert levels == 0 or is_deeper(value, levels - 1)


@pytest.mark.parametrize(
    ("cypher", "told"),
    [
        ("RETURN " + "(" * 101 + "1" + ")" * 101, "brackets nested more than 100 deep"),
        ("RETURN " + "[" * 1_000 + "]" * 1_000, "brackets nested more than 100 deep"),
        ("RETURN " + "{a:" * 1_000 + "1" + "}" * 1_000, "brackets nested more than 100 deep"),
        ("RETURN 1 AS a" + " UNION ALL RETURN 1 AS a" * 101, "more than 100 UNIONs"),
        ("RETURN " + " + ".join("1" * 60_000), "characters, 100,000 are the most"),
    ],
)
def test_cypher_that_no_server_can_read_is_refused(cypher: str, told: str) -> None:
    with pytest.raises(QueryError, match=told) as refusal:
        check_size(cypher)
    assert len(str(refusal.value)) < 200


@pytest.mark.parametrize(
    "cypher",
    [
        "RETURN " + "(" * 100 + "1" + ")" * 100,
        "RETURN " + ", ".join(["[1]"] * 5_000),
        "RETURN 1 AS a" + " UNION RETURN 1 AS a" * 100,
        "RETURN '" + "x" * (MOST_CHARACTERS - 9) + "'",
    ],
)
def test_cypher_that_a_server_can_read_is_not(cypher: str) -> None:
    check_size(cypher)
