"""How a browser is let in, and stays in: by a private file, after a reload, in a second tab, after a restart."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from live_page import LiveVisit, served
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
