"""Serving the live page: its address is told once it answers, and opened unless somebody says no."""

from __future__ import annotations

import os
import signal
import webbrowser
from queue import Queue
from typing import cast

import pytest

from claimgraph.app.explore.explorer import Explorer
from claimgraph.app.explore.serve import serve
from claimgraph.graph.store import Store


@pytest.mark.parametrize("open_browser", [True, False])
def test_the_address_is_told_and_opened_unless_told_not_to(
    monkeypatch: pytest.MonkeyPatch, *, open_browser: bool
) -> None:
    opened: Queue[str] = Queue()
    told: list[str] = []
    monkeypatch.setattr(webbrowser, "open", opened.put)

    def tell(address: str) -> None:
        told.append(address)
        os.kill(os.getpid(), signal.SIGINT)  # as Ctrl-C does

    serve(Explorer(cast(Store, None)), 0, tell, open_browser=open_browser)
    assert len(told) == 1
    if open_browser:
        assert opened.get(timeout=30) == told[0]
    else:
        assert opened.empty()
