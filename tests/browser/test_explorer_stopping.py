"""What nobody waits for any more is ended at the server."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from live_page import LiveVisit
from playwright.sync_api import expect
from watched import eventually

from claimgraph.graph.store import Store

pytestmark = [pytest.mark.browser, pytest.mark.integration]

SLOW = "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b WITH a WHERE a < 0 RETURN count(a) AS n"


@pytest.fixture
def running(corpus: Store) -> Callable[[], int]:
    """Tells how many slow queries run at the server."""

    def count() -> int:
        with corpus._transactions.session(write=False) as session:
            told = session.run("SHOW TRANSACTIONS YIELD currentQuery, metaData RETURN currentQuery, metaData").data()
        return sum("range(1, 100000)" in one["currentQuery"] and "claimgraph" in one["metaData"] for one in told)

    return count


def start_slow_query(live: LiveVisit) -> None:
    live.page.get_by_role("tab", name="Queries").click()
    live.press("Write Cypher")
    live.page.get_by_label("Cypher", exact=True).fill(SLOW)
    live.page.get_by_role("button", name="Run", exact=True).click()


def test_a_query_ends_at_the_server_when_the_page_goes_away(live: LiveVisit, running: Callable[[], int]) -> None:
    start_slow_query(live)
    eventually(lambda: running() == 1)
    live.page.context.close()
    eventually(lambda: running() == 0)


def test_a_query_can_be_stopped_by_hand_and_the_page_goes_on(live: LiveVisit, running: Callable[[], int]) -> None:
    start_slow_query(live)
    eventually(lambda: running() == 1)
    live.press("Stop")
    eventually(lambda: running() == 0)
    expect(live.page.locator(".query-form [role=alert]")).to_contain_text("Stopped before its end")
    live.page.get_by_label("Cypher", exact=True).fill("RETURN 1 AS one")
    live.press("Run")
    expect(live.page.locator(".pane.rows td")).to_have_text(re.compile("1"))
