"""How many sentences of each shape are read as they are meant, with names of firms that no list knows: floors that only
rise, read from shapes.json."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from families import FIRMS, SHAPES, STATES, Told, family

from claimgraph.graph.model import Article, Document, text_hash
from claimgraph.loaders.extract.extractor import Extractor, load_extractor
from claimgraph.loaders.extract.records import to_record

pytestmark = pytest.mark.evaluation
FLOORS: dict[str, float] = json.loads((Path(__file__).parent / "shapes.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return load_extractor()


def share_read(extractor: Extractor, shape: str) -> float:
    """The share of a shape's sentences of which exactly the one claim that they make is read."""
    told = sentences(shape)
    return sum(_is_read(extractor, each) for each in told) / len(told)


def sentences(shape: str) -> list[Told]:
    """Sentences of a shape, with a firm on at least one side."""
    return [each for names in ((STATES, FIRMS), (FIRMS, STATES), (FIRMS, FIRMS)) for each in family(shape, *names)]


def _is_read(extractor: Extractor, told: Told) -> bool:
    document = Document(Article("a", "a", text_hash(told.text)), told.text)
    claims = to_record(extractor.read(document))["claims"]
    wanted = (told.supplier, told.recipient, told.good)
    return len(claims) == 1 and all(
        _names(claims[0][part], name) for part, name in zip(("supplier", "recipient", "good"), wanted, strict=True)
    )


def _names(read: str, meant: str) -> bool:
    """Whether a name is the one that is meant; the legal form of a firm may be left out."""
    return read.lower() == meant.lower() or (meant.startswith(read) and meant[len(read) :] in (" Ltd", " GmbH"))


def test_every_shape_has_a_floor() -> None:
    assert FLOORS.keys() == SHAPES.keys()


@pytest.mark.parametrize("shape", SHAPES)
def test_no_shape_falls_below_its_floor(extractor: Extractor, shape: str) -> None:
    assert share_read(extractor, shape) >= FLOORS[shape]


@pytest.mark.parametrize("shape", SHAPES)
def test_supplier_and_recipient_are_never_swapped(extractor: Extractor, shape: str) -> None:
    assert [told.text for told in sentences(shape) if _is_swapped(extractor, told)] == []


def _is_swapped(extractor: Extractor, told: Told) -> bool:
    document = Document(Article("a", "a", text_hash(told.text)), told.text)
    return any(
        told.recipient.startswith(claim["supplier"]) or told.supplier.startswith(claim["recipient"])
        for claim in to_record(extractor.read(document))["claims"]
    )
