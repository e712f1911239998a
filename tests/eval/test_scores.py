"""What the extractors reach on articles with gold: floors that only rise, read from floors.json.

`dev` are the articles that rules were written on; the blind sets were scored before anybody read them.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from claimgraph.loaders.extract.extractor import load_extractor

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))
import scoring  # noqa: E402

pytestmark = pytest.mark.evaluation
FLOORS: dict[str, dict[str, dict[str, float]]] = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))
SETS = [(extractor, name) for extractor, sets in FLOORS.items() for name in sets]


@pytest.fixture(scope="module")
def scores(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], dict[str, Any]]:
    """All figures by extractor and set, each taken once."""
    extractors = {name: load_extractor(name) for name in FLOORS}
    return {
        (extractor, name): scoring.scores_of(
            extractors[extractor], HERE / name / "articles", HERE / name / "gold", tmp_path_factory.mktemp("scores")
        )
        for extractor, name in SETS
    }


@pytest.mark.parametrize(
    ("extractor", "name", "figure"),
    [(extractor, name, figure) for extractor, name in SETS for figure in FLOORS[extractor][name] if figure != "false"],
)
def test_no_figure_falls_below_its_floor(
    scores: dict[tuple[str, str], dict[str, Any]], extractor: str, name: str, figure: str
) -> None:
    found = scores[extractor, name][figure]
    assert found.get("f1", found.get("acc")) >= FLOORS[extractor][name][figure]


@pytest.mark.parametrize(("extractor", "name"), SETS)
def test_articles_that_claim_nothing_yield_no_more_claims_than_they_did(
    scores: dict[tuple[str, str], dict[str, Any]], extractor: str, name: str
) -> None:
    assert sum(scores[extractor, name]["hard_negatives"].values()) <= FLOORS[extractor][name]["false"]


@pytest.mark.parametrize("extractor", FLOORS)
def test_no_supplier_is_taken_for_the_recipient_on_dev(
    scores: dict[tuple[str, str], dict[str, Any]], extractor: str
) -> None:
    assert scores[extractor, "dev"]["reversed"] == 0


@pytest.mark.parametrize(("extractor", "name"), SETS)
def test_all_evidence_stands_where_it_says(
    scores: dict[tuple[str, str], dict[str, Any]], extractor: str, name: str
) -> None:
    evidence = scores[extractor, name]["evidence"]
    assert evidence["valid"]["acc"] == evidence["text"]["acc"] == 1.0


def _extra() -> Path | None:
    """Material that is not the project's own: CLAIMGRAPH_EVAL_EXTRA, else a folder beside the checkout."""
    folder = Path(os.environ.get("CLAIMGRAPH_EVAL_EXTRA") or HERE.parents[2] / "shared" / "eval")
    return folder if (folder / "gold" / "seed.json").is_file() else None


@pytest.mark.skipif(
    _extra() is None, reason="the published article is not at hand (CLAIMGRAPH_EVAL_EXTRA names its folder)"
)
def test_the_published_article_is_read_without_a_miss_and_with_one_spurious_claim_at_most(tmp_path: Path) -> None:
    extra = _extra()
    assert extra is not None
    for kind, name in (("articles", "seed.txt"), ("gold", "seed.json")):
        (tmp_path / kind).mkdir()
        (tmp_path / kind / name).write_bytes((extra / kind / name).read_bytes())
    scores = scoring.scores_of(load_extractor(), tmp_path / "articles", tmp_path / "gold", tmp_path)
    supply = scores["supply_strict"]
    assert (supply["tp"], supply["fn"]) == (10, 0)
    assert supply["fp"] <= 1
    assert scores["polarity"]["acc"] == scores["hedge"]["acc"] == 1.0
    assert scores["attribution"]["f1"] == 1.0
