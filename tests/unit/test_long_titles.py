"""A title of 2 kB does not flood the terminal: it is cut to the width and ends with an ellipsis; JSON has all of it."""

from __future__ import annotations

import json
from datetime import date

import pytest

from claimgraph.app import output
from claimgraph.app.reasons import show_reasons
from claimgraph.graph.model import Article, Claim, Document, Entity, EntityType, Reading, Stance, Statement
from claimgraph.graph.network import Network
from claimgraph.graph.store.query import Rows
from claimgraph.queries import Query, format_rows

WIDTH = 80
TITLE = "Norland sold lathes to Veridia, the harbour office said. " * 40
URL = "https://example.org/" + "lathes-" * 20
TEXT = "Norland sold lathes to Veridia."
ARTICLE = Article("paper-1", "paper", "0" * 64, title=TITLE, url=URL, outlet="Wire", published=date(2026, 3, 1))


@pytest.fixture(autouse=True)
def _narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(WIDTH))


def test_the_list_of_articles_stays_a_list(capsys: pytest.CaptureFixture[str]) -> None:
    output.show_articles([ARTICLE])
    told = capsys.readouterr().out
    assert len(told.splitlines()) < 8
    assert "…" in told


def test_why_shows_the_start_of_the_title_and_the_whole_address(capsys: pytest.CaptureFixture[str]) -> None:
    parts = (("state:N", EntityType.STATE, "Norland"), ("state:V", EntityType.STATE, "Veridia"))
    entities = (*(Entity(*part) for part in parts), Entity("good:lathes", EntityType.GOOD, "lathes"))
    document = Document(ARTICLE, TEXT)
    claim = Claim.of("state:N", "state:V", "good:lathes")
    said = Statement.of(claim, Stance.ASSERTS, document.evidence(0, len(TEXT)))
    show_reasons(Network.of_readings([Reading(document, entities, (claim,), (said,))]), {claim.id})
    told = capsys.readouterr().out
    assert len(told.splitlines()) < 20
    assert "…" in told
    assert URL in "".join(line.strip() for line in told.splitlines())


def test_a_table_of_rows_cuts_what_json_has_whole() -> None:
    query, rows = Query.of_cypher("MATCH (a:Article) RETURN a.title"), Rows(("title",), ((TITLE,),), truncated=False)
    assert len(format_rows(rows, "table", query, {}, WIDTH)) < len(TITLE)
    assert json.loads(format_rows(rows, "json", query, {}, WIDTH)) != []
    assert TITLE.strip() in format_rows(rows, "json", query, {}, WIDTH)
