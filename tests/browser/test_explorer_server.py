"""The server of the live page: its command, its port, and what the page says once it is gone."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable

import httpx
import pytest
from live_page import LiveVisit, by_number, served
from playwright.sync_api import expect

from claimgraph.graph.store import Store

pytestmark = [pytest.mark.browser, pytest.mark.integration]


def test_a_server_that_is_gone_is_told_and_the_page_stays(corpus: Store, visits: Callable[..., LiveVisit]) -> None:
    visit = visits()
    visit.expected.append("Failed to load resource: net::ERR_")
    with served(corpus) as address:
        visit.open(address)
        visit.page.locator("#entity-list li", has_text="China").first.click()
        visit.page.locator(".unfold li").first.wait_for()
    visit.page.locator("#entity-list li", has_text="Iran").first.click()
    expect(visit.page.locator(".unfold")).to_contain_text("Is `claimgraph explore` still running?")
    visit.page.locator("#save summary").click()
    visit.page.locator("#save .menu button", has_text="CSV").click()
    expect(visit.page.get_by_role("alert").first).to_contain_text("Not saved: The explorer does not answer")
    visit.page.keyboard.press("t")
    expect(visit.page.locator("#table tbody tr").first).to_be_visible()


def test_the_command_prints_the_address_alone_and_stops_cleanly(
    corpus: Store, store_environment: dict[str, str]
) -> None:
    environment = {**os.environ, **store_environment}
    command = [sys.executable, "-m", "claimgraph.app", "explore", "--no-browser"]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout and running.stderr
        address = running.stdout.readline().strip()
        assert re.fullmatch(r"http://[0-9a-f]{32}\.localhost:\d+/\?token=[\w-]{43}", address)
        plain = by_number(address)
        assert httpx.get(plain).status_code == 200
        assert httpx.get(plain).status_code == 403
        running.send_signal(signal.SIGTERM if sys.platform == "win32" else signal.SIGINT)
        assert running.wait(15) == 0
        assert running.stdout.read() == ""
        told = running.stderr.read()
        assert "Traceback" not in told
        assert f"does not find it: {plain}\n" in told


def test_a_port_that_is_taken_is_one_line_and_exit_status_two(corpus: Store, store_environment: dict[str, str]) -> None:
    from click.testing import CliRunner

    from claimgraph.app.cli import main
    from claimgraph.app.explore.serve import listen

    with listen(0) as taken:
        taken.listen()
        port = str(taken.getsockname()[1])
        result = CliRunner(env=store_environment).invoke(main, ["explore", "--no-browser", "--port", port])
    assert result.exit_code == 2
    assert f"--port {port}: cannot be used" in result.stderr
