"""Serving the live page: its address is told once it answers, and opened by way of a private file."""

from __future__ import annotations

import os
import signal
import stat
import sys
import tempfile
import webbrowser
from pathlib import Path
from queue import Queue
from typing import cast
from urllib.parse import urlsplit
from urllib.request import url2pathname

import httpx
import pytest

from claimgraph.app.explore import redirect
from claimgraph.app.explore.explorer import Explorer
from claimgraph.app.explore.serve import listen, serve
from claimgraph.graph.errors import ClaimgraphError, StoreError
from claimgraph.graph.store import Store


class Nobody:
    """A store that does not answer."""

    def marked(self, _: str) -> Nobody:
        return self

    def read(self, *_: object, **__: object) -> None:
        raise StoreError("the database does not answer")

    def stop(self, _: str) -> int:
        return 0


NOBODY = cast(Store, Nobody())


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The folder in which redirect files are made."""
    monkeypatch.setattr(redirect, "browsers_folder", lambda: tmp_path)
    return tmp_path


def stop() -> None:
    os.kill(os.getpid(), signal.SIGINT)  # as Ctrl-C does


@pytest.mark.parametrize("open_browser", [True, False])
def test_the_address_is_told_and_a_browser_opened_unless_told_not_to(
    monkeypatch: pytest.MonkeyPatch, *, open_browser: bool
) -> None:
    opened: Queue[str] = Queue()
    told: list[str] = []
    monkeypatch.setattr(webbrowser, "open", opened.put)

    def tell(address: str) -> None:
        told.append(address)
        stop()

    serve(Explorer(NOBODY), 0, tell, open_browser=open_browser)
    assert len(told) == 1
    if open_browser:
        assert opened.get(timeout=30).startswith("file:")
    else:
        assert opened.empty()


def test_the_browser_is_started_with_a_private_file_that_leads_to_the_address_until_it_was_used(
    monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    told: list[str] = []
    seen: dict[str, object] = {}

    def browse(address: str) -> None:
        path = Path(url2pathname(urlsplit(address).path))
        seen["argument"], seen["page"] = address, path.read_text("utf-8")
        seen["modes"] = [stat.S_IMODE(one.stat().st_mode) for one in (path, path.parent)]
        seen["status"] = httpx.get(told[0]).status_code
        seen["left"] = list(folder.iterdir())
        stop()

    monkeypatch.setattr(webbrowser, "open", browse)
    serve(Explorer(NOBODY), 0, told.append, open_browser=True)
    token = told[0].partition("token=")[2]
    assert token not in str(seen["argument"])
    assert f'content="0; url={told[0]}"' in str(seen["page"])
    assert seen["status"] == 200
    assert seen["left"] == []
    if sys.platform != "win32":
        assert seen["modes"] == [0o600, 0o700]


def test_a_file_that_no_browser_read_is_gone_with_the_server(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    there: list[int] = []
    monkeypatch.setattr(webbrowser, "open", lambda _: None)

    def tell(_: str) -> None:
        there.append(len(list(folder.iterdir())))
        stop()

    serve(Explorer(NOBODY), 0, tell, open_browser=True)
    assert there == [1]
    assert list(folder.iterdir()) == []


def test_a_file_that_cannot_be_written_is_one_line_with_the_way_round(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(redirect, "browsers_folder", lambda: tmp_path / "missing")
    with pytest.raises(ClaimgraphError, match=r"missing.*use --no-browser"):
        serve(Explorer(NOBODY), 0, print, open_browser=True)


def test_a_redirect_file_holds_no_markup_of_an_address(folder: Path) -> None:
    file = redirect.RedirectFile.write('http://127.0.0.1/"><script>')
    assert "<script>" not in file.path.read_text("utf-8")


@pytest.mark.skipif(sys.platform != "linux", reason="snap packages are Linux's")
def test_browsers_that_see_no_temporary_files_find_it_in_the_home_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(redirect, "_SNAPS", tmp_path)
    assert redirect.browsers_folder() == Path.home()
    monkeypatch.setattr(redirect, "_SNAPS", tmp_path / "none")
    assert redirect.browsers_folder() == Path(tempfile.gettempdir())


def test_a_port_is_taken_from_the_moment_it_is_ours() -> None:
    with listen(0) as ours, pytest.raises(ClaimgraphError, match="cannot be used"):
        listen(ours.getsockname()[1])
