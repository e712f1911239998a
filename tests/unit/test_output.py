"""What the commands print of numbers: nouns and verbs agree with them."""

from __future__ import annotations

import re
from datetime import date

import pytest
from building import WIRE, claim, document, reading, says

from claimgraph.app import output
from claimgraph.app.loading import InterruptedLoad
from claimgraph.app.summary import LoadSummary
from claimgraph.graph.model import Article
from claimgraph.graph.network import Network
from claimgraph.graph.store import LoadChange, Stats


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (1, "1 statement by which one and the same would supply itself is set aside until it is split."),
        (2, "2 statements by which one and the same would supply itself are set aside until they are split."),
    ],
)
def test_what_is_set_aside_agrees_with_its_number(number: int, told: str, capsys: pytest.CaptureFixture[str]) -> None:
    output.show_merged("Acme", "Acme Ltd", LoadChange(statements_set_aside=number))
    assert capsys.readouterr().out.splitlines()[1] == told


def test_an_article_that_is_in_is_one() -> None:
    assert str(InterruptedLoad(1)).startswith("1 article is in;")
    assert str(InterruptedLoad(2)).startswith("2 articles are in;")


def test_a_summary_counts_one_of_each_type_in_the_singular(capsys: pytest.CaptureFixture[str]) -> None:
    source = document("a", "Norland sold lathes.")
    network = Network.of_readings(
        [reading(source, says(source, claim()), says(source, claim(), speaker=WIRE), claims=(claim(),))]
    )
    output.show_loaded(LoadSummary(LoadChange(articles_added=1), failed=0, network=network))
    told = capsys.readouterr().out
    assert "2 states · 1 official · 1 good · 1 organization" in told
    assert re.findall(r"\b1 \w+s\b", told) == []


def test_stats_count_entities_by_type_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    nothing = dict[str, int]()
    output.show_stats(Stats(1, {"State": 2, "Organization": 1}, 0, nothing, nothing, nothing))
    assert "3  2 states · 1 organization" in capsys.readouterr().out


@pytest.mark.parametrize("width", [80, 100, 140, 200])
def test_ids_and_dates_of_articles_are_never_broken_over_lines(
    width: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    id = "insulin-and-frozen-chips-73a8401b"
    output.show_articles(
        [Article(id, "insulin", "0", "Insulin flows again " * 9, "", "Northern Ledger", date(2024, 6, 5))]
    )
    told = capsys.readouterr().out
    assert id in told
    assert "2024-06-05" in told
    assert max(map(len, told.splitlines())) <= width


def test_an_id_wider_than_the_terminal_is_shown_whole_over_several_lines(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    id = "https://wire.example/" + "0123456789" * 9
    output.show_articles([Article(id, "lathes", "0", "Lathes", "", "Wire")])
    assert "0123456789" * 9 in "".join(capsys.readouterr().out.split())
