"""Sums that statements add to and are taken from, in any order: what is left is what the rest add up to."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st
from random_readings import readings

from claimgraph.graph.model import Reading
from claimgraph.graph.network import Network
from claimgraph.graph.store.months import AFFIRMING, Ledger
from claimgraph.graph.store.tally import Fact, Tally, facts_of, packed, unpacked

KEYS = st.integers(0, 2**64 - 1)
VOICES = st.dictionaries(st.lists(KEYS, max_size=3).map(tuple), st.integers(1, 2**31), max_size=5)


def _facts(*of: Reading) -> dict[str, list[Fact]]:
    network = Network.of_readings(of)
    return {id: facts_of(record.statements, network.articles) for id, record in network.records.items()}


@settings(deadline=None)
@given(readings())
def test_a_tally_of_all_statements_is_what_the_network_says(reading: Reading) -> None:
    network = Network.of_readings([reading])
    for id, facts in _facts(reading).items():
        record, row = network.records[id], Tally().changed([], facts).row()
        told = {name: getattr(record, name) for name in ("hedged", "origins", "first_said", "last_said", "confidence")}
        assert told.items() <= row.items()


@settings(deadline=None)
@given(readings(), readings())
def test_what_goes_leaves_no_trace(stays: Reading, goes: Reading) -> None:
    if stays.document.article.id == goes.document.article.id:
        return
    kept, gone = _facts(stays), _facts(goes)
    for id, facts in gone.items():
        before = Tally().changed([], kept.get(id, []))
        assert before.changed([], facts).changed(facts, []) == before


@given(VOICES)
def test_voices_come_back_from_their_bytes(voices: dict[tuple[int, ...], int]) -> None:
    assert unpacked(packed(voices)) == Counter(voices)


def test_a_ledger_tells_its_months_in_order_and_forgets_empty_ones() -> None:
    ledger = Ledger()
    for month, number in (("2026-04", 1), ("2026-03", 2), ("", 1), ("2026-05", 1), ("2026-05", -1)):
        ledger.add(month, AFFIRMING, number)
    row = ledger.row()
    assert (row["months"], row["month_counts"][::4]) == (["", "2026-03", "2026-04"], [1, 2, 1])
    assert ledger.added_to(Ledger().row()) == row


MONTHS = st.sampled_from(("", "2026-03", "2026-04", "2026-05"))
COUNTED = st.lists(st.tuples(MONTHS, st.integers(0, 3), st.integers(1, 3)))


@given(COUNTED, COUNTED)
def test_counts_added_to_a_row_give_the_row_of_both_and_can_be_taken_away(
    one: list[tuple[str, int, int]], other: list[tuple[str, int, int]]
) -> None:
    before = _ledger(one).row()
    both = _ledger(other).added_to(before)
    assert both == _ledger([*one, *other]).row()
    assert _ledger([(month, kind, -number) for month, kind, number in other]).added_to(both) == before


def _ledger(counted: list[tuple[str, int, int]]) -> Ledger:
    ledger = Ledger()
    for month, kind, number in counted:
        ledger.add(month, kind, number)
    return ledger
