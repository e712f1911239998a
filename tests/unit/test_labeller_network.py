"""The role network that ships, run on windows: what is read beside a window changes nothing."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import Mock

import numpy as np
import pytest

from claimgraph.graph.errors import LoadError
from claimgraph.loaders.extract.labeller.labeller import Labeller
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
    assert [len(odds) for odds in searched] == [len(output.roles) for output in told] == [len(one) for one in windows]
    for window, trigger, odds, output in zip(windows, marked, searched, told, strict=True):
        [searched_alone], [told_alone] = network.search(pieces, [window]), network.tell(pieces, [window], [trigger])
        assert np.array_equal(odds, searched_alone)
        assert np.array_equal(output.roles, told_alone.roles)
        assert np.array_equal(output.flags, told_alone.flags)


def test_a_trigger_late_in_a_very_long_sentence_is_told_of(network: Network) -> None:
    text = "Poland counted " + "1,2;3.4/5-6 " * 110 + "and Norland sold lathes to Chad."
    [telling] = Labeller(network).tellings(text, list(split(text, frozenset())))
    assert text[telling.trigger.start : telling.trigger.end] == "sold"
    assert [text[span.start : span.end] for span in telling.spans("recipient")] == ["Chad"]


@pytest.mark.parametrize(("text", "looks"), [(TEXT, 1), (WEATHER, 0)])
def test_of_a_window_without_hope_nobody_looks_closer(
    network: Network, monkeypatch: pytest.MonkeyPatch, text: str, looks: int
) -> None:
    scout = Mock(wraps=network._scout)
    monkeypatch.setattr(network, "_scout", scout)
    pieces = cut(text, network.tokenizer)
    [odds] = network.search(pieces, [Window(0, len(pieces.ids))])
    assert odds.shape == (len(pieces.ids), 3)
    assert (odds.argmax(axis=1) > 0).any() == bool(looks)
    assert scout.run.call_count == looks


def test_what_the_sieve_leaves_out_has_no_part_and_the_trigger_is_never_left_out(network: Network) -> None:
    pieces = cut(TEXT + WEATHER * 2, network.tokenizer)
    trigger = pieces.within(TEXT.index("sold"), TEXT.index("sold") + 4)
    [told] = network.tell(pieces, [Window(0, len(pieces.ids))], [trigger])
    left_out = (told.roles[:, 0] == 20) & (told.roles[:, 1:] == 0).all(axis=1)
    assert 0.3 < left_out.mean() < 0.95
    assert not left_out[trigger.start : trigger.stop].any()
    assert (told.antecedents[left_out, 0] == 20).all()


def test_no_sentences_are_no_tellings(network: Network) -> None:
    assert Labeller(network).tellings("", []) == []


def test_a_folder_without_weights_is_named(tmp_path: Path) -> None:
    with pytest.raises(LoadError, match="the labeller's weights cannot be read"):
        Network.load(tmp_path)
