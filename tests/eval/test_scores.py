"""What the extraction reaches on the project's own articles: floors that only rise, read from floors.json."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from claimgraph.loaders.extract.extractor import Extractor, load_extractor

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))
import scoring  # noqa: E402

pytestmark = pytest.mark.evaluation
FLOORS: dict[str, float] = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return load_extractor()


@pytest.fixture(scope="module")
def scores(extractor: Extractor, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return scoring.scores_of(extractor, HERE / "articles", HERE / "gold", tmp_path_factory.mktemp("scores"))


@pytest.mark.parametrize("figure", sorted(FLOORS))
def test_no_figure_falls_below_its_floor(scores: dict[str, Any], figure: str) -> None:
    reached = scores[figure].get("f1", scores[figure].get("acc"))
    assert reached >= FLOORS[figure]


def test_articles_that_claim_nothing_yield_no_claim(scores: dict[str, Any]) -> None:
    assert set(scores["hard_negatives"].values()) == {0}


def test_no_supplier_is_taken_for_the_recipient(scores: dict[str, Any]) -> None:
    assert scores["reversed"] == 0


def test_all_evidence_stands_where_it_says(scores: dict[str, Any]) -> None:
    assert scores["evidence"]["valid"]["acc"] == scores["evidence"]["text"]["acc"] == 1.0


def _extra() -> Path | None:
    """Material that is not the project's own: CLAIMGRAPH_EVAL_EXTRA, else a folder beside the checkout."""
    folder = Path(os.environ.get("CLAIMGRAPH_EVAL_EXTRA") or HERE.parents[2] / "shared" / "eval")
    return folder if (folder / "gold" / "seed.json").is_file() else None


@pytest.mark.skipif(
    _extra() is None, reason="the published article is not at hand (CLAIMGRAPH_EVAL_EXTRA names its folder)"
)
def test_the_published_article_is_read_without_a_miss_or_a_spurious_claim(extractor: Extractor, tmp_path: Path) -> None:
    extra = _extra()
    assert extra is not None
    for kind, name in (("articles", "seed.txt"), ("gold", "seed.json")):
        (tmp_path / kind).mkdir()
        (tmp_path / kind / name).write_bytes((extra / kind / name).read_bytes())
    scores = scoring.scores_of(extractor, tmp_path / "articles", tmp_path / "gold", tmp_path)
    supply = scores["supply_strict"]
    assert (supply["tp"], supply["fp"], supply["fn"]) == (10, 0, 0)
    assert scores["polarity"]["acc"] == scores["hedge"]["acc"] == 1.0
    assert scores["attribution"]["f1"] == 1.0
