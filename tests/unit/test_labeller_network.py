"""The event network that ships, run on windows: what is read beside a window changes nothing."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from claimgraph.graph.errors import LoadError
from claimgraph.loaders.extract.labeller.labeller import Labeller, Marks
from claimgraph.loaders.extract.labeller.network import Network
from claimgraph.loaders.extract.labeller.pieces import Window, cut
from claimgraph.loaders.extract.segment import split

TEXT = "Norland Works sold 40 lathes to Veridia in May, Ada Lund said. Veridia denied it. "
WEATHER = "Snow fell in the hills on Monday, and children went sledging. Roads stayed open. Buses ran late. "


@pytest.fixture(scope="module")
def network() -> Network:
    return Network.load()


def test_a_window_is_read_alike_alone_and_beside_others(network: Network) -> None:
    pieces = cut(TEXT * 8, network.tokenizer)
    windows = [Window(0, 30), Window(5, 40), Window(0, 150), Window(20, 21)]
    marked = [range(2, 3), range(8, 9), range(30, 32), range(20, 21)]
    searched, told = network.search(pieces, windows), network.tell(pieces, windows, marked)
    lengths = [len(window) for window in windows]
    assert [len(found.triggers) for found in searched] == [len(output.roles) for output in told] == lengths
    for window, trigger, found, output in zip(windows, marked, searched, told, strict=True):
        [searched_alone], [told_alone] = network.search(pieces, [window]), network.tell(pieces, [window], [trigger])
        assert np.array_equal(found.triggers, searched_alone.triggers)
        assert np.array_equal(found.mentions, searched_alone.mentions)
        assert np.array_equal(output.roles, told_alone.roles)
        assert np.array_equal(output.flags, told_alone.flags)


def test_a_trigger_late_in_a_very_long_sentence_is_told_of(network: Network) -> None:
    text = "Poland counted " + "rye, oats, hay, " * 80 + "and Norland sold lathes to Chad."
    [telling] = Labeller(network).tellings(text, list(split(text, frozenset())))
    assert text[telling.trigger.start : telling.trigger.end] == "sold"
    assert [text[span.start : span.end] for span in telling.spans("recipient")] == ["Chad"]


def test_triggers_and_named_mentions_are_marked(network: Network) -> None:
    marks = Labeller(network).marks(TEXT + WEATHER, list(split(TEXT + WEATHER, frozenset())))
    assert [TEXT[telling.trigger.start : telling.trigger.end] for telling in marks.tellings] == ["sold"]
    found = {TEXT[mention.start : mention.end]: mention.type for mention in marks.mentions}
    assert {"Veridia", "Norland Works", "Ada Lund"} <= found.keys()
    assert (found["Norland Works"], found["Ada Lund"]) == ("Firm", "Official")


def test_where_nothing_is_told_no_mention_is_asked_for(network: Network) -> None:
    assert Labeller(network).marks(WEATHER, list(split(WEATHER, frozenset()))) == Marks([], [])


def test_no_sentences_are_no_tellings(network: Network) -> None:
    assert Labeller(network).tellings("", []) == []


def test_a_folder_without_weights_is_named(tmp_path: Path) -> None:
    with pytest.raises(LoadError, match="the labeller's weights cannot be read"):
        Network.load(tmp_path)
