"""Fixtures that several unit tests share."""

from __future__ import annotations

from pathlib import Path

import pytest
from writing import Write


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(name: str, content: bytes | str) -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write
