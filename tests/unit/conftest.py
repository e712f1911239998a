"""Fixtures that several unit tests share."""

from __future__ import annotations

from pathlib import Path

import pytest
from marked import MarkedReader
from writing import Write

from claimgraph.loaders.extract.extractor import Extractor, load_extractor


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(name: str, content: bytes | str) -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


@pytest.fixture(scope="session")
def reader() -> MarkedReader:
    """Reads articles whose events and names are marked by hand; all sentences are looked at."""
    return MarkedReader()


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    """The extractor that ships, its network included."""
    return load_extractor()
