"""How many independent origins articles give for one claim, from their texts on (decision 0006)."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimgraph.graph.model import Article, Document, text_hash
from claimgraph.graph.network import Network
from claimgraph.loaders.extract.extractor import Extractor

LINES = (Path(__file__).parents[1] / "data" / "one_voice.tsv").read_text("utf-8").splitlines()


@pytest.mark.parametrize("line", [line for line in LINES if not line.startswith("#")])
def test_voices_that_are_one_count_once_and_two_count_twice(extractor: Extractor, line: str) -> None:
    count, *articles = line.split("\t")
    told = [article.split("|") for article in articles]
    documents = [
        Document(Article(f"a{place}", f"a{place}", text_hash(text), outlet=outlet), text)
        for place, (outlet, text) in enumerate(told)
    ]
    records = Network.of_readings(tuple(extractor.read_many(documents))).records.values()
    assert [len(one.origin_groups) for one in records if one.claim.good == "good:rifles"] == [int(count)]


@pytest.mark.parametrize(
    "text",
    [
        "The United Kingdom and France both prepare to send rifles to Ukraine.",
        "Norway and Chad agreed to send rifles to Iran.",
        "Chile, Peru and Chad pledged to give rifles to Kenya and Uganda.",
    ],
)
def test_of_several_who_decide_the_same_each_speaks_of_its_own(extractor: Extractor, text: str) -> None:
    [reading] = extractor.read_many([Document(Article("a", "a", text_hash(text)), text)])
    parties = {claim.id: claim.supplier for claim in reading.claims}
    assert len(set(parties.values())) > 1
    assert {(one.claim, one.speaker) for one in reading.statements} == set(parties.items())
