"""Files for tests that read files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

Write = Callable[[str, bytes | str], Path]
"""Puts a file of this name and content into the test's folder and tells where it is."""
