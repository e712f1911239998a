"""How long the torture goes on, and what its chance is drawn from."""

from __future__ import annotations

import random

import pytest

from claimgraph.loaders.extract.extractor import DEFAULT, Extractor, load_extractor

LONG_FORM = 20
"""From so many rounds on, larger patterns are tried, and articles are read with the default extractor."""


@pytest.fixture
def chance(request: pytest.FixtureRequest) -> random.Random:
    """What is drawn at random; --seed gives other draws."""
    return random.Random(f"{request.config.getoption('--seed')} {request.node.name}")  # noqa: S311 no secret


@pytest.fixture
def is_long(rounds: int) -> bool:
    """Whether this is the long form."""
    return rounds >= LONG_FORM


@pytest.fixture
def rounds(request: pytest.FixtureRequest) -> int:
    """How much is tried of what there is no end of."""
    return int(request.config.getoption("--rounds"))


@pytest.fixture(scope="session")
def extractor(request: pytest.FixtureRequest) -> Extractor:
    """What articles are read with: the rules alone in the short form, the default in the long one."""
    return load_extractor("rules" if request.config.getoption("--rounds") < LONG_FORM else DEFAULT)
