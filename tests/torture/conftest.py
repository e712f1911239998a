"""How long the torture goes on, and what its chance is drawn from."""

from __future__ import annotations

import random

import pytest

from claimgraph.loaders.extract.extractor import Extractor, load_extractor


@pytest.fixture
def chance(request: pytest.FixtureRequest) -> random.Random:
    """What is drawn at random; --seed gives other draws."""
    return random.Random(f"{request.config.getoption('--seed')} {request.node.name}")  # noqa: S311 no secret


@pytest.fixture
def rounds(request: pytest.FixtureRequest, is_long: bool) -> int:
    """How much is tried of what there is no end of; half as much in the short form, for all tests wait for it."""
    asked = int(request.config.getoption("--rounds"))
    return asked if is_long else (asked + 1) // 2


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    """What articles are read with."""
    return load_extractor()
