"""The system's Chromium: where it is, and how it is started without a window, a network or a first-run page."""

from __future__ import annotations

import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def found() -> str | None:
    """The path of the first Chromium that is there, or None."""
    return next(filter(None, map(shutil.which, NAMES)), None)
