"""Annotations of real news as items to learn from, and the settings of a training run; nothing here needs torch."""

from __future__ import annotations

import hashlib
import json
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

TRAINING = Path(__file__).parents[2] / "training"
TEXT = "Velmar Optics sold 40 lathes to Chad in May. Officials said it also sold pumps there."
CLAIM: dict[str, Any] = {
    "supplier": "Velmar Optics",
    "recipient": "Chad",
    "good": "lathes",
    "polarity": "asserted",
    "modality": "actual",
    "hedged": False,
    "quantity": "40",
    "time": "in May",
    "spans": {
        "supplier": [0, 13],
        "recipient": [32, 36],
        "good": [22, 28],
        "trigger": [14, 18],
        "via": None,
        "speaker": None,
    },
}


@pytest.fixture(scope="module")
def real() -> Iterator[Any]:
    """The module `training/real.py`."""
    sys.path.insert(0, str(TRAINING))
    import real as module

    yield module
    sys.path.remove(str(TRAINING))


def row(**changes: Any) -> dict[str, Any]:
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    return {"id": "a", "sha256": digest, "claims": [CLAIM], "mentions": [[0, 13, "Firm"]]} | changes


def annotations(folder: Path, *rows: dict[str, Any]) -> Path:
    path = folder / "annotations.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    return path


def test_a_claim_gives_a_mark_for_each_of_its_parts(real: Any, tmp_path: Path) -> None:
    [(name, item)] = real.annotated(annotations(tmp_path, row()), {"a": TEXT})
    assert name == "a"
    assert {mark.role: item.text[mark.start : mark.end] for mark in item.marks} == {
        "supplier": "Velmar Optics",
        "recipient": "Chad",
        "good": "lathes",
        "trigger": "sold",
        "quantity": "40",
        "time": "in May",
    }
    assert item.claims == {"1": ("asserted", frozenset())}
    assert item.mentions == ((0, 13, "Firm"),)


def test_a_pronoun_goes_back_to_the_name_that_the_annotation_gives(real: Any, tmp_path: Path) -> None:
    spans = CLAIM["spans"] | {"supplier": [60, 62], "good": [73, 78], "trigger": [68, 72], "recipient": None}
    other = CLAIM | {"good": "pumps", "quantity": None, "time": None, "spans": spans, "modality": "planned"}
    [(_, item)] = real.annotated(annotations(tmp_path, row(claims=[other])), {"a": TEXT})
    assert {(TEXT[mark.start : mark.end], mark.antecedent) for mark in item.marks} == {
        ("it", "Velmar Optics"),
        ("pumps", ""),
        ("sold", ""),
    }
    assert item.claims == {"1": ("asserted", frozenset({"planned"}))}


def test_a_text_other_than_the_annotated_one_is_refused_and_a_missing_one_left_out(real: Any, tmp_path: Path) -> None:
    path = annotations(tmp_path, row())
    with pytest.raises(ValueError, match="the text of a is not the one that was annotated"):
        list(real.annotated(path, {"a": TEXT + " "}))
    assert list(real.annotated(path, {})) == []


def test_the_settings_name_files_that_are_there() -> None:
    settings = tomllib.loads((TRAINING / "train.toml").read_text("utf-8"))
    for pattern in (*settings["own"], *settings["real"]):
        assert list(TRAINING.glob(pattern)), pattern
