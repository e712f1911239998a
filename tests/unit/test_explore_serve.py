"""Serving the live page: its address is told once it answers, and opened by way of a private file."""

from __future__ import annotations

import os
import re
import signal
import socket
import stat
import sys
import tempfile
import webbrowser
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from queue import Queue
from typing import cast
from urllib.parse import urlsplit
from urllib.request import url2pathname

import httpx
import pytest

from claimgraph.app.explore import redirect
from claimgraph.app.explore import serve as serving
from claimgraph.app.explore.explorer import Explorer
from claimgraph.app.explore.gate import Pass
from claimgraph.app.explore.serve import Addresses, listen, listen_on_both, serve
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
    told: list[Addresses] = []
    monkeypatch.setattr(webbrowser, "open", opened.put)

    def tell(addresses: Addresses) -> None:
        told.append(addresses)
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
    told: list[Addresses] = []
    seen: dict[str, object] = {}

    def browse(address: str) -> None:
        path = Path(url2pathname(urlsplit(address).path))
        seen["argument"], seen["page"] = address, path.read_text("utf-8")
        seen["modes"] = [stat.S_IMODE(one.stat().st_mode) for one in (path, path.parent)]
        seen["status"] = httpx.get(told[0].plain).status_code
        seen["left"] = list(folder.iterdir())
        stop()

    monkeypatch.setattr(webbrowser, "open", browse)
    serve(Explorer(NOBODY), 0, told.append, open_browser=True)
    token = told[0].named.partition("token=")[2]
    assert token not in str(seen["argument"])
    assert f'content="0; url={told[0].for_browser()}"' in str(seen["page"])
    assert seen["status"] == 200
    assert seen["left"] == []
    if sys.platform != "win32":
        assert seen["modes"] == [0o600, 0o700]


def test_each_run_has_a_name_that_no_other_had(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[Addresses] = []

    def tell(addresses: Addresses) -> None:
        told.append(addresses)
        stop()

    for _ in range(2):
        serve(Explorer(NOBODY), 0, tell, open_browser=False, at="scene=one")
    names = {urlsplit(one.named).hostname for one in told}
    assert len(names) == 2
    assert all(re.fullmatch(r"[0-9a-f]{32}\.localhost", str(name)) for name in names)
    for one in told:
        assert urlsplit(one.plain).hostname == "127.0.0.1"
        assert urlsplit(one.plain)[2:] == urlsplit(one.named)[2:]
        assert one.named.endswith("#scene=one")


@pytest.mark.parametrize("platform", ["linux", "win32", "darwin"])
@pytest.mark.parametrize("is_found", [True, False])
def test_a_browser_that_asks_the_system_is_sent_to_a_name_only_where_the_system_knows_it(
    monkeypatch: pytest.MonkeyPatch, platform: str, *, is_found: bool
) -> None:
    def found(*_: object) -> list[object]:
        if not is_found:
            raise socket.gaierror
        return []

    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(socket, "getaddrinfo", found)
    addresses = Addresses.of(Pass(), 8123)
    wanted = addresses.plain if platform == "darwin" and not is_found else addresses.named
    assert addresses.for_browser() == wanted


def test_a_file_that_no_browser_read_is_gone_with_the_server(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    there: list[int] = []
    monkeypatch.setattr(webbrowser, "open", lambda _: None)

    def tell(_: Addresses) -> None:
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


@pytest.fixture
def other() -> Iterator[socket.socket]:
    """A socket of another program on the loopback address of IPv6."""
    with socket.socket(socket.AF_INET6, socket.SOCK_STREAM) as listening:
        try:
            listening.bind(("::1", 0))
        except OSError:
            pytest.skip("no loopback address of IPv6 here")
        listening.listen()
        yield listening


def test_nobody_else_listens_where_a_browser_may_look_for_the_name(other: socket.socket) -> None:
    taken = other.getsockname()[1]
    with pytest.raises(ClaimgraphError, match=rf"--port {taken}: cannot be used"):
        listen_on_both(taken)
    listen(taken).close()  # what was taken for the attempt is free again
    with ExitStack() as ending:
        sockets = [ending.enter_context(one) for one in listen_on_both(0)]
        ours = {one.getsockname()[:2] for one in sockets}
        assert ours == {(address, sockets[0].getsockname()[1]) for address in ("127.0.0.1", "::1")}
        with socket.socket(socket.AF_INET6) as late, pytest.raises(OSError, match="in use"):
            late.bind(("::1", sockets[0].getsockname()[1]))


def test_a_free_port_is_free_on_both_addresses(other: socket.socket, monkeypatch: pytest.MonkeyPatch) -> None:
    taken = [other.getsockname()[1]]
    monkeypatch.setattr(serving, "listen", lambda port: listen(taken.pop() if taken else port))
    with ExitStack() as ending:
        sockets = [ending.enter_context(one) for one in listen_on_both(0)]
        assert len({one.getsockname()[1] for one in sockets}) == 1
        assert sockets[0].getsockname()[1] != other.getsockname()[1]


def test_a_machine_without_the_other_address_serves_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "ADDRESS_6", "2001:db8::1")
    (only,) = listen_on_both(0)
    with only:
        assert only.getsockname()[0] == "127.0.0.1"
