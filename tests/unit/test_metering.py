"""What a query may answer is counted while it arrives, whatever pieces it arrives in."""

from __future__ import annotations

import configparser
import random
import struct
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from bolt import Pretended, pretending
from neo4j import GraphDatabase
from neo4j._codec.packstream.v1 import PackableBuffer, Packer  # the driver's own, to have real messages
from neo4j.exceptions import ServiceUnavailable
from packaging.specifiers import SpecifierSet
from packaging.version import Version

from claimgraph.graph.errors import QueryError, StoreError
from claimgraph.graph.nesting import is_deeper
from claimgraph.graph.store.cypher_guard import CypherGuard
from claimgraph.graph.store.cypher_size import MOST_CHARACTERS, check_size
from claimgraph.graph.store.metering import TESTED_DRIVERS, Allowance, Meter, _MessageReader
from claimgraph.graph.store.query import LostError, read_rows

COMMIT = 0x12


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


class Line:
    """A connection's line, as far as the driver lets us see it."""

    def __init__(self) -> None:
        self._socket = SimpleNamespace(shutdown=print)

    def recv_into(self, buffer: memoryview, count: int) -> int:
        return min(len(buffer), count)


def transaction(line: Any) -> Any:
    return SimpleNamespace(_connection=SimpleNamespace(socket=line))


@pytest.mark.parametrize(
    "driver_gives",
    [
        SimpleNamespace(),
        SimpleNamespace(_connection=SimpleNamespace()),
        transaction(SimpleNamespace(_socket=SimpleNamespace(shutdown=print))),
        transaction(SimpleNamespace(recv_into=print)),
    ],
    ids=["no connection", "no line", "no way to receive", "no socket"],
)
def test_a_driver_that_keeps_its_socket_elsewhere_is_told_before_anything_is_asked(driver_gives: Any) -> None:
    with pytest.raises(StoreError, match=r"pip install 'neo4j>=5\.26,<6\.5'"), a_meter().reading(driver_gives):
        pytest.fail("the query would be asked")


def test_a_driver_that_receives_in_another_way_is_told_and_its_answer_is_not_used() -> None:
    with pytest.raises(StoreError, match="size of answers cannot be limited"), a_meter().reading(transaction(Line())):
        pass  # the answer comes, but not by the line


def a_meter() -> Meter:
    return Meter(Allowance(rows=1, seconds=60, bytes=1_000))


def test_the_installed_driver_is_one_of_those_that_setup_asks_for() -> None:
    setup = configparser.ConfigParser()
    setup.read(Path(__file__).parents[2] / "setup.cfg", encoding="utf-8")
    asked = [
        line for line in setup["options"]["install_requires"].splitlines() if line.startswith(("neo4j>", "neo4j-"))
    ]
    assert asked == [f"neo4j{TESTED_DRIVERS}", f"neo4j-rust-ext{TESTED_DRIVERS}"]
    assert Version(version("neo4j")) in SpecifierSet(TESTED_DRIVERS)


def test_what_the_real_driver_receives_is_counted() -> None:
    meter = Meter(Allowance(rows=1, seconds=60, bytes=10))
    with (
        pretending(Pretended()) as address,
        GraphDatabase.driver(f"bolt://{address}", auth=("neo4j", "secret")) as driver,
        driver.session() as session,
        pytest.raises(ServiceUnavailable),
        session.begin_transaction() as begun,
        meter.reading(begun),
    ):
        begun.run("RETURN 1").consume()
    assert meter.exceeded == "the query gives more than 1e-05 MB or 0 values"


def test_a_line_that_is_lost_after_the_last_row_is_no_outage_after_which_the_same_is_asked_again() -> None:
    guard = CypherGuard.standard()
    guard.remember("RETURN 1")
    leaving = Pretended(leaves_at=COMMIT)
    with (
        pretending(leaving) as address,
        GraphDatabase.driver(f"bolt://{address}", auth=("neo4j", "secret")) as driver,
        driver.session() as session,
        pytest.raises(LostError),
    ):
        read_rows(session, guard, "RETURN 1", {}, Allowance(rows=1, seconds=60, bytes=1_000), {})
