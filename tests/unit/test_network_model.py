"""The event network that ships, run on windows: what is read beside a window changes nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from claimgraph.graph.errors import LoadError
from claimgraph.loaders.extract.annotations import MentionType, Span
from claimgraph.loaders.extract.default import default_pipeline
from claimgraph.loaders.extract.network import labels
from claimgraph.loaders.extract.network.model import FILES, WEIGHTS, Network, model_folder
from claimgraph.loaders.extract.network.tagger import NetworkTagger
from claimgraph.loaders.extract.network.windows import Window, cut
from claimgraph.loaders.extract.segment import split
from claimgraph.loaders.extract.thresholds import Thresholds

TEXT = "Norland Works sold 40 lathes to Veridia in May, Ada Lund said. Veridia denied it. "


@pytest.fixture(scope="module")
def network() -> Network:
    return Network.load()


@pytest.fixture(scope="module")
def tagger(network: Network) -> NetworkTagger:
    return NetworkTagger(network, Thresholds())


def test_a_window_is_read_alike_alone_and_beside_others(network: Network) -> None:
    pieces = cut(TEXT * 8, network.tokenizer)
    windows = [Window(0, 30), Window(5, 40), Window(0, 150), Window(20, 21)]
    marked = [range(2, 3), range(8, 9), range(30, 32), range(20, 21)]
    searched, told = network.search(pieces, windows), network.tell(pieces, windows, marked)
    for window, trigger, found, output in zip(windows, marked, searched, told, strict=True):
        assert len(found.triggers) == len(found.mentions) == len(output.roles) == len(window)
        [searched_alone], [told_alone] = network.search(pieces, [window]), network.tell(pieces, [window], [trigger])
        assert np.array_equal(found.triggers, searched_alone.triggers)
        assert np.array_equal(found.mentions, searched_alone.mentions)
        for layer in ("roles", "antecedents", "polarity", "flags"):
            assert np.array_equal(getattr(output, layer), getattr(told_alone, layer)), layer


class Counting:
    """A session that counts the windows that it reads."""

    read = 0

    def run(self, *_: object) -> list[np.ndarray]:
        self.read += 1
        return [np.zeros((1, 5, 3))] * 4


def test_what_windows_say_is_read_as_it_is_taken(network: Network) -> None:
    session = Counting()
    pieces = cut(TEXT * 30, network.tokenizer)
    windows, triggers = [Window(at, at + 3) for at in range(500)], [range(at, at + 1) for at in range(500)]
    for threads in (1, 2):
        session.read = 0
        counted = Network(session, network.tokenizer, threads)  # type: ignore[arg-type]
        told = counted.tell(pieces, windows, triggers)
        next(told)
        assert 1 <= session.read < 100
        assert len(list(told)) == 499


def test_the_same_window_is_read_once(network: Network) -> None:
    session = Counting()
    counted = Network(session, network.tokenizer)  # type: ignore[arg-type]
    first, again = (cut(f"{before}Norland sold lathes.", network.tokenizer) for before in ("", "Snow. "))
    alone, within = Window(0, len(first.ids)), Window(len(again.ids) - len(first.ids), len(again.ids))
    list(counted.tell(first, [alone, alone], [range(1, 2), range(0, 1)]))
    assert session.read == 2
    list(counted.tell(again, [within], [range(within.first + 1, within.first + 2)]))
    assert session.read == 2


def test_layers_are_as_wide_as_their_inventories(network: Network) -> None:
    pieces = cut(TEXT, network.tokenizer)
    window = Window(0, len(pieces.ids))
    [found], [output] = network.search(pieces, [window]), network.tell(pieces, [window], [range(2, 3)])
    assert found.triggers.shape[1] == labels.tag_count(("trigger",))
    assert found.mentions.shape[1] == labels.tag_count(labels.MENTIONS)
    assert output.roles.shape[1] == labels.tag_count(labels.ROLES)
    assert output.antecedents.shape[1] == labels.tag_count(labels.ANTECEDENTS)
    assert (output.polarity.shape, output.flags.shape) == ((len(labels.POLARITIES),), (len(labels.FLAGS),))


def test_a_plain_sentence_is_tagged(tagger: NetworkTagger) -> None:
    tagged = tagger.tag(TEXT, list(split(TEXT, frozenset())))

    def words(span: Span) -> str:
        return TEXT[span.start : span.end]

    [event] = [one for one in tagged.events if words(one.trigger) == "sold"]
    assert [words(span) for span in event.role(labels.SUPPLIER)] == ["Norland Works"]
    assert [words(span) for span in event.role(labels.RECIPIENT)] == ["Veridia"]
    assert [words(span) for span in event.role(labels.GOOD)] == ["lathes"]
    assert event.flags["claim"] > 0.5
    assert event.source == "network"
    assert MentionType.FIRM in {one.type for one in tagged.mentions if TEXT[one.start : one.end] == "Norland Works"}


def test_the_arguments_of_a_trigger_late_in_a_very_long_sentence_are_found(network: Network) -> None:
    text = "Poland counted " + "rye, oats, hay, " * 80 + "and Norland sold lathes to Chad."
    sold = Span(text.index("sold"), text.index("sold") + 4)
    tagger = NetworkTagger(network, replace(Thresholds(), event=0, proposed=0))
    [event] = [
        one for one in tagger.tag(text, list(split(text, frozenset())), [sold]).events if one.trigger.overlaps(sold)
    ]
    assert [text[span.start : span.end] for span in event.role(labels.RECIPIENT)] == ["Chad"]


def test_a_proposed_trigger_that_the_network_finds_itself_is_tagged_once(tagger: NetworkTagger) -> None:
    start = TEXT.index("sold")
    sentences = list(split(TEXT, frozenset()))
    found = tagger.tag(TEXT, sentences)
    assert tagger.tag(TEXT, sentences, [Span(start, start + 4)]) == found


def test_a_proposed_trigger_that_tells_of_no_transfer_is_no_event(tagger: NetworkTagger) -> None:
    text = "Snow fell in the hills on Monday, and children went sledging."
    start = text.index("sledging")
    assert tagger.tag(text, list(split(text, frozenset())), [Span(start, start + 8)]).events == ()


@pytest.mark.parametrize(
    ("text", "tells"), [(TEXT, True), ("Snow fell in the hills on Monday. Roads stayed open.", False)]
)
def test_sentences_tell_of_a_transfer_or_not(tagger: NetworkTagger, text: str, *, tells: bool) -> None:
    assert tagger.tells(text, list(split(text, frozenset())), 0.5) is tells


def test_a_transfer_that_is_not_likely_enough_is_none(tagger: NetworkTagger) -> None:
    assert not tagger.tells(TEXT, list(split(TEXT, frozenset())), 1.0)
    assert not tagger.tells("", [], 0.0)


def test_no_sentences_are_no_events(tagger: NetworkTagger) -> None:
    tagged = tagger.tag("", [])
    assert (tagged.events, tagged.mentions) == ((), ())


def test_a_folder_without_weights_is_named(tmp_path: Path) -> None:
    with pytest.raises(LoadError, match="the network cannot be read") as error:
        Network.load(tmp_path)
    assert str(error.value).startswith(f"{tmp_path}: ")


def test_a_broken_file_is_named_once(tmp_path: Path) -> None:
    (tmp_path / "events.onnx").write_bytes(b"broken")
    with pytest.raises(LoadError) as error:
        Network.load(tmp_path)
    assert str(error.value).count(str(tmp_path)) == 1
    assert "events.onnx" in str(error.value)


def test_a_setting_that_names_no_model_is_told(tmp_path: Path) -> None:
    assert model_folder({}) == model_folder({"CLAIMGRAPH_MODEL": " "}) == WEIGHTS
    assert model_folder({"CLAIMGRAPH_MODEL": str(WEIGHTS)}) == WEIGHTS
    (tmp_path / "events.onnx").touch()
    for folder, told in (
        (tmp_path, "has no tokenizer.json and no calibration.json"),
        (tmp_path / "no", "is no folder"),
    ):
        with pytest.raises(LoadError) as error:
            model_folder({"CLAIMGRAPH_MODEL": str(folder)})
        assert str(error.value).startswith(
            f"CLAIMGRAPH_MODEL: {folder} {told}; it has to name a folder with events.onnx"
        )


def test_a_broken_model_is_told_with_the_setting_that_named_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in FILES:
        (tmp_path / name).write_bytes(b"broken")
    monkeypatch.setenv("CLAIMGRAPH_MODEL", str(tmp_path))
    with pytest.raises(LoadError) as error:
        default_pipeline()
    assert str(error.value).startswith(f"CLAIMGRAPH_MODEL: {tmp_path}")
    assert str(error.value).count(str(tmp_path)) == 1
    with pytest.raises(LoadError) as error:
        default_pipeline(weights=tmp_path)
    assert str(error.value).startswith(str(tmp_path))
