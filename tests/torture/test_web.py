"""Whatever a web site answers, it is an article or one line, within the limits, and the next address is read."""

from __future__ import annotations

import threading

import pytest
from hostile_site import RAW, REFUSED, WAITING
from tried import Tried

from claimgraph.graph.model import Document
from claimgraph.graph.printable import MOST_SHOWN, message
from claimgraph.loaders.sources import Limits, SourceFailure, read_sources

LIMITS = Limits(download_bytes=1_000_000)
SOON = Limits(seconds=0.5)
PATIENCE = 120.0
"""So many seconds an answer is waited for that ought to have been given up after half a second."""
ARTICLES = {"/strange-charset", "/chunk-with-a-long-remark"}
"""What may be read as an article although it is strange."""


@pytest.mark.parametrize("path", [*REFUSED, *RAW])
def test_a_hostile_answer_costs_one_line(site: str, path: str, tried: Tried) -> None:
    with tried.holding("hostile answer of a web site"):
        hostile, after = _read_in_time([f"{site}{path}", f"{site}/plain"], LIMITS)
        assert isinstance(after, Document)
        if path in ARTICLES and isinstance(hostile, Document):
            return
        _assert_one_line(hostile)


@pytest.mark.parametrize("path", WAITING)
def test_an_answer_that_never_ends_is_left(site: str, path: str, tried: Tried) -> None:
    with tried.holding("answer of a web site that never ends"):
        (endless,) = _read_in_time([f"{site}{path}"], SOON)
        _assert_one_line(endless)


def _assert_one_line(result: Document | SourceFailure) -> None:
    assert isinstance(result, SourceFailure), result
    assert len(str(result).splitlines()) == 1
    assert len(message(str(result))) <= MOST_SHOWN


def _read_in_time(addresses: list[str], limits: Limits) -> list[Document | SourceFailure]:
    """What comes of addresses; a failure where nothing does."""
    results: list[Document | SourceFailure] = []
    reader = threading.Thread(
        target=lambda: results.extend(read_sources(addresses, limits, notice=lambda _: None)), daemon=True
    )
    reader.start()
    reader.join(PATIENCE)
    assert not reader.is_alive(), "it is waited for without end"
    return results
