"""How a browser is let in, and stays in: by a private file, after a reload, in a second tab, after a restart."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import httpx
import pytest
from live_page import LiveVisit, by_number, served
from playwright.sync_api import expect
from watched import eventually

from claimgraph.app.explore.redirect import RedirectFile
from claimgraph.graph.store import Store

pytestmark = [pytest.mark.browser, pytest.mark.integration]


def test_a_redirect_file_opens_the_page_and_a_reload_keeps_it_open(
    corpus: Store, visits: Callable[..., LiveVisit], tmp_path: Path
) -> None:
    visit = visits()
    with served(corpus) as address:
        file = RedirectFile.write(address, tmp_path)
        visit.page.goto(file.path.as_uri())
        visit.page.wait_for_selector("body.ready")
        file.remove()
        assert "token" not in visit.page.url
        visit.page.reload()
        visit.page.wait_for_selector("body.ready")
        assert visit.claims()
        visit.requests.remove(file.path.as_uri())
        visit.page.context.close()


@pytest.mark.skipif(sys.platform == "win32", reason="a script stands for the browser")
def test_the_command_starts_the_browser_without_the_token_on_its_command_line(
    corpus: Store, visits: Callable[..., LiveVisit], store_environment: dict[str, str], tmp_path: Path
) -> None:
    started = tmp_path / "started"
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\nprintf "%s" "$*" > "{started}.new" && mv "{started}.new" "{started}"\n', "utf-8")
    browser.chmod(0o700)
    environment = {**os.environ, **store_environment, "BROWSER": str(browser)}
    command = [sys.executable, "-m", "claimgraph.app", "explore"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as running:
        try:
            assert running.stdout
            token = running.stdout.readline().strip().partition("token=")[2]
            eventually(started.exists)
            argument = started.read_text("utf-8")
            assert token not in argument
            visit = visits()
            visit.page.goto(argument)
            visit.page.wait_for_selector("body.ready")
            assert visit.claims()
            assert not Path(argument.removeprefix("file://")).parent.exists()
            visit.requests.remove(argument)
            visit.page.context.close()
        finally:
            running.send_signal(signal.SIGINT)
        assert running.wait(30) == 0


def test_a_second_tab_asks_like_the_first(corpus: Store, visits: Callable[..., LiveVisit]) -> None:
    with served(corpus) as address:
        visit = visits()
        visit.open(address)
        visit.page.close()
        again = LiveVisit(visit.page.context.new_page())
        again.open(address.partition("?")[0])
        assert again.claims()
        assert Path(again.save("CSV").path()).read_text("utf-8-sig").startswith("supplier,good")
        again.run_query("Suppliers of a state", state="Russia")
        assert again.unexpected() == []
        visit.page.context.close()


@contextmanager
def another_server(answers: Callable[[str, BaseHTTPRequestHandler], str], port: int = 0) -> Iterator[int]:
    """The port of a server of another program; `answers` gives the body for a path, and notes what it was sent."""

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = answers(self.path, self)
            self.send_response(200)
            self.send_header("Content-Type", "text/javascript" if self.path.endswith(".js") else "text/html")
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", port), Answering) as server:
        running = Thread(target=server.serve_forever)
        running.start()
        try:
            yield server.server_port
        finally:
            server.shutdown()
            running.join()


LEAVES_A_WORKER = "<link rel=icon href='data:,'><script>navigator.serviceWorker.register('/worker.js')</script>"
WORKER = """
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => event.respondWith(new Response(`stolen: ${event.request.url}`)));
"""


def test_a_worker_that_another_server_left_on_the_port_reads_nothing_of_the_page(
    corpus: Store, visits: Callable[..., LiveVisit]
) -> None:
    visit = visits()
    with another_server(lambda path, _: WORKER if path.endswith(".js") else LEAVES_A_WORKER) as port:
        before = visit.page.context.new_page()
        for host in ("127.0.0.1", "localhost"):
            before.goto(f"http://{host}:{port}/")
            before.wait_for_function("() => navigator.serviceWorker.controller")
        before.close()
    with served(corpus, port=port) as address:
        visit.page.goto(address)
        assert "stolen" not in visit.page.content()
        visit.page.wait_for_selector("body.ready")
        assert visit.claims()
        assert Path(visit.save("CSV").path()).read_text("utf-8-sig").startswith("supplier,good")
        visit.page.reload()
        visit.page.wait_for_selector("body.ready")
        visit.page.context.close()


def test_a_browser_that_does_not_find_the_name_opens_the_number(
    corpus: Store, visits: Callable[..., LiveVisit]
) -> None:
    visit = visits()
    with served(corpus) as address:
        visit.open(by_number(address))
        assert visit.claims()
        assert Path(visit.save("CSV").path()).read_text("utf-8-sig").startswith("supplier,good")
        visit.page.context.close()


def test_a_page_that_was_open_before_a_restart_goes_on_once_the_new_address_was_opened(
    corpus: Store, visits: Callable[..., LiveVisit]
) -> None:
    visit = visits()
    visit.expected.append("Failed to load resource: ")
    with served(corpus) as address:
        visit.open(by_number(address))
        port = int(address.partition("/?")[0].rpartition(":")[2])
    with served(corpus, port=port) as address:
        visit.page.locator("#entity-list li", has_text="China").first.click()
        told = visit.page.locator(".unfold")
        expect(told).to_contain_text("This page is not let in any more. Start `claimgraph explore` again.")
        new = LiveVisit(visit.page.context.new_page())
        new.open(by_number(address))
        visit.page.locator("#entity-list li", has_text="Iran").first.click()
        expect(visit.page.locator(".unfold li").first).to_be_visible()
        assert new.unexpected() == []
        visit.page.context.close()


def test_another_port_can_ask_nothing_with_the_cookie_and_gets_none_of_a_named_page(
    corpus: Store, visits: Callable[..., LiveVisit]
) -> None:
    got: list[str] = []

    def kept(_: str, request: BaseHTTPRequestHandler) -> str:
        got.append(request.headers.get("Cookie", ""))
        return "<link rel=icon href='data:,'><script>kept = JSON.stringify(localStorage)</script>"

    for wanted, starts in ((by_number, "claimgraph-"), (str, "")):
        with served(corpus) as address, another_server(kept) as port:
            visit = visits()
            visit.open(wanted(address))
            page = visit.page.context.new_page()
            page.goto(f"http://127.0.0.1:{port}/")
            assert page.evaluate("kept") == "{}"
            here = by_number(address).partition("/?")[0]
            cookie = got.pop()
            sent = {"cookie": cookie, "origin": here, "content-type": "application/json"}
            assert cookie.startswith(starts) if starts else cookie == ""
            assert httpx.post(f"{here}/api/start", headers=sent, content=b"{}").status_code in (401, 403)
            assert "claimgraph-secret" not in httpx.get(here, headers={"cookie": cookie}).text
            visit.page.context.close()
