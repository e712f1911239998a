"""How a browser is let in, and stays in: by a private file, after a reload, in a second tab, after a restart."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import httpx
import pytest
from live_page import LiveVisit, served
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


def test_a_page_that_was_open_before_a_restart_goes_on_once_the_new_address_was_opened(
    corpus: Store, visits: Callable[..., LiveVisit]
) -> None:
    visit = visits()
    visit.expected.append("Failed to load resource: ")
    with served(corpus) as address:
        visit.open(address)
        port = int(address.partition("/?")[0].rpartition(":")[2])
    with served(corpus, port=port) as address:
        visit.page.locator("#entity-list li", has_text="China").first.click()
        told = visit.page.locator(".unfold")
        expect(told).to_contain_text("This page is not let in any more. Start `claimgraph explore` again.")
        new = LiveVisit(visit.page.context.new_page())
        new.open(address)
        visit.page.locator("#entity-list li", has_text="Iran").first.click()
        expect(visit.page.locator(".unfold li").first).to_be_visible()
        assert new.unexpected() == []
        visit.page.context.close()


def test_another_port_gets_the_cookie_but_can_ask_nothing_with_it(
    corpus: Store, visits: Callable[..., LiveVisit]
) -> None:
    got: list[str] = []

    class Neighbour(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            got.append(self.headers.get("Cookie", ""))
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(b"<link rel=icon href='data:,'><script>kept = JSON.stringify(localStorage)</script>")

        def log_message(self, format: str, *args: object) -> None:
            pass

    with served(corpus) as address, ThreadingHTTPServer(("127.0.0.1", 0), Neighbour) as neighbour:
        Thread(target=neighbour.serve_forever).start()
        try:
            visit = visits()
            visit.open(address)
            page = visit.page.context.new_page()
            page.goto(f"http://127.0.0.1:{neighbour.server_port}/")
            assert page.evaluate("kept") == "{}"
            here = address.partition("/?")[0]
            sent = {"cookie": got[0], "origin": here, "content-type": "application/json"}
            assert got[0].startswith("claimgraph-")
            assert httpx.post(f"{here}/api/start", headers=sent, content=b"{}").status_code == 403
            assert "claimgraph-secret" not in httpx.get(here, headers={"cookie": got[0]}).text
            visit.page.context.close()
        finally:
            neighbour.shutdown()
