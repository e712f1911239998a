"""Working at the desk of the live page by keys."""

from __future__ import annotations

from live_page import LiveVisit


def ready(visit: LiveVisit) -> None:
    """Wait until the item at hand is there, or that nothing is left, and the last decision is kept."""
    visit.settled()
    visit.page.wait_for_function(
        "() => (({ seen, item, readings, keeping }) => readings && !keeping && (seen || !item))"
        "(claimgraphExplorer.review.desk)"
    )


def press(visit: LiveVisit, *keys: str) -> None:
    """Press keys that decide, and wait for the next item."""
    before = visit.page.evaluate("() => claimgraphExplorer.review.desk.decisions.length")
    for key in keys:
        visit.page.keyboard.press(key)
    visit.page.wait_for_function("number => claimgraphExplorer.review.desk.decisions.length !== number", arg=before)
    ready(visit)


def is_pair(visit: LiveVisit) -> bool:
    """Whether the item at hand are two entities that may be one."""
    return bool(visit.page.evaluate("() => claimgraphExplorer.review.desk.item.kind === 'equals'"))
