"""Sites where loads are disturbed, and what the undisturbed loads made there."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import made_news
import pytest
from faulty import Site, Tally, Witness

ARTICLES = 450
"""More than two transactions of a load hold."""


@pytest.fixture(scope="session")
def extractors(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that makes the extractor `made` known to every Python that has it on its path."""
    folder = tmp_path_factory.mktemp("extractors")
    made_news.install(folder)
    return folder


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, extractors: Path) -> Iterator[Site]:
    """A home with a Neo4j of its own."""
    with Site.at(tmp_path_factory.mktemp("home"), extractors) as site:
        yield site


@pytest.fixture(scope="session")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of articles that share their entities and claims."""
    return made_news.write_articles(tmp_path_factory.mktemp("news") / "news.jsonl", ARTICLES)


@pytest.fixture(scope="session")
def witness(site: Site, news: Path) -> Witness:
    """What the undisturbed load of the file makes."""
    return site.witness(news)


@pytest.fixture
def chance(request: pytest.FixtureRequest) -> random.Random:
    """Where the moments come from; --seed gives others."""
    return random.Random(f"{request.config.getoption('--seed')} {request.node.name}")  # noqa: S311 no secret


@pytest.fixture
def rounds(request: pytest.FixtureRequest) -> int:
    """How often to kill."""
    return int(request.config.getoption("--rounds"))


@pytest.fixture
def tally(request: pytest.FixtureRequest) -> Tally:
    """What is injected and survived, for the summary at the end."""
    tally = Tally()
    request.node.user_properties.append(("tried", tally.counts))
    return tally
