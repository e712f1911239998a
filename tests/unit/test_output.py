"""What the commands print of numbers: nouns and verbs agree with them."""

from __future__ import annotations

import re

import pytest
from building import WIRE, claim, document, reading, says

from claimgraph.app import output
from claimgraph.app.loading import InterruptedLoad
from claimgraph.app.summary import LoadSummary
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
