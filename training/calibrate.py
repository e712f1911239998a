"""Fits the confidence of claims on annotated dev sets.

Run it with `.venv/bin/python training/calibrate.py SET... --texts FILE... [--judged FILE...]
--out loaders/data/network/calibration.json`.
SET and FILE are those of `benchmarks/real_news.py`. A claim is right where the scorer's relaxed match finds a record
of the gold for it. The regression is fitted with L2 regularisation; the printed table (predicted against found, in
ten parts) comes from articles left out in turn, ten parts of them. The thresholds in the file stay as they are;
`choose.py` chooses them.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import numpy.typing as npt
from corpora import texts_in

from claimgraph.graph.model import Article, Document, Modality, text_hash
from claimgraph.loaders.extract.annotations import EventMention, Participant
from claimgraph.loaders.extract.confidence import FEATURES, Calibration, Setting, features
from claimgraph.loaders.extract.default import default_pipeline
from claimgraph.loaders.extract.thresholds import Thresholds

ROOT = Path(__file__).parents[1]
FOLDS = 10
STRENGTH = 3.0
"""Of the regularisation: that of a normal prior with this precision for each weight but the bias."""
RISING = frozenset({"event", "supplier", "recipient", "good", "weakest"})
"""Features that are scores of the network."""
Table = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A claim that the pipeline could make: its set, its article, its features, whether it is right."""

    name: str
    article: str
    modality: Modality
    values: tuple[float, ...]
    right: bool


@dataclass(frozen=True, slots=True)
class Recorded:
    """A claim that the pipeline could make of an article: the names of its parts, its modality and features."""

    parts: tuple[str, str, str]
    modality: Modality
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Recorder(Calibration):
    """A calibration that lets every claim pass and keeps its ids, modality and features in `seen`."""

    seen: list[tuple[tuple[str, str, str], Modality, tuple[float, ...]]] = field(default_factory=list)

    def probability(
        self, event: EventMention, modality: Modality, *parts: Participant, setting: Setting | None = None
    ) -> float:
        """1, after the features were noted."""
        told = features(event, modality, *parts, setting=setting or Setting())
        triple = (parts[0].entity, parts[1].entity, parts[2].entity)
        self.seen.append((triple, modality, tuple(told[name] for name in FEATURES)))
        return 1.0


class Reader:
    """Finds all claims that could be made of a text."""

    def __init__(self) -> None:
        self._recorder = Recorder()
        self._pipeline = default_pipeline(calibration=self._recorder)

    def read(self, text: str) -> list[Recorded]:
        """The claims, with names as they are printed."""
        self._recorder.seen.clear()
        reading = self._pipeline.read(Document(Article("a", "a", text_hash(text)), text))
        names = {entity.id: entity.name for entity in reading.entities}
        return [
            Recorded((names[triple[0]], names[triple[1]], names[triple[2]]), modality, values)
            for triple, modality, values in self._recorder.seen
            if {*triple} <= names.keys()
        ]


def module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} cannot be imported")
    found = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = found
    spec.loader.exec_module(found)
    return found


def candidates(
    reader: Reader, name: str, gold: Sequence[Mapping[str, Any]], texts: Mapping[str, str], score: ModuleType
) -> list[Candidate]:
    """All claims that could be made of the texts of a set."""
    found = []
    for row in gold:
        if row["article"] not in texts:
            continue
        records = score.Gold(row, required=("actual", "planned", "blocked"))
        for seen in reader.read(texts[row["article"]]):
            told = dict(zip(("supplier", "recipient", "good"), seen.parts, strict=True))
            right = any(
                records.match(told, record, True) and record.get("modality", "actual") == seen.modality
                for record in records.claims
            )
            found.append(Candidate(name, row["article"], seen.modality, seen.values, right))
    return found


def judged(reader: Reader, path: Path, texts: Mapping[str, str]) -> list[Candidate]:
    """Claims that a reader judged, one JSON object a line: `id` and `sha256` of the article, `supplier`, `recipient`,
    `good`, `modality` as they were printed, and `right`. What is not read any more is left out."""
    found = []
    rows = sorted(map(json.loads, path.read_text("utf-8").splitlines()), key=itemgetter("id"))
    for name, judged_there in groupby(rows, itemgetter("id")):
        text = texts.get(name, "")
        digest = hashlib.sha256(text.encode()).hexdigest()
        verdicts = {
            ((row["supplier"], row["recipient"], row["good"]), row["modality"]): row["right"]
            for row in judged_there
            if row["sha256"] == digest
        }
        made = reader.read(text) if verdicts else []
        for printed, right in verdicts.items():
            if seen := next((one for one in made if (one.parts, one.modality) == printed), None):
                found.append(Candidate("judged", name, seen.modality, seen.values, right))
    return found


def fit(rows: Sequence[Candidate]) -> Table:
    """The weights of a logistic regression. Those of `RISING` that would be negative are 0: a surer part never makes a
    claim less sure."""
    x = np.array([row.values for row in rows])
    y = np.array([row.right for row in rows], dtype=float)
    used = np.ones(x.shape[1], dtype=bool)
    rising = np.array([name in RISING for name in FEATURES])
    while True:
        weights = np.zeros(x.shape[1])
        weights[used] = _regression(x[:, used], y)
        falling = used & rising & (weights < 0)
        if not falling.any():
            return weights
        used[falling] = False


def _regression(x: Table, y: Table) -> Table:
    """The weights of a logistic regression, that of the bias first, by Newton's method."""
    weights = np.zeros(x.shape[1])
    penalty = np.full(x.shape[1], STRENGTH)
    penalty[0] = 1e-3
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ weights))
        gradient = x.T @ (p - y) + penalty * weights
        curvature = (x * (p * (1 - p))[:, None]).T @ x + np.diag(penalty)
        step = np.linalg.solve(curvature, gradient)
        weights -= step
        if np.abs(step).max() < 1e-8:
            break
    return weights


def probabilities(rows: Sequence[Candidate], weights: Table) -> Table:
    found: Table = 1 / (1 + np.exp(-np.array([row.values for row in rows]) @ weights))
    return found


def left_out(rows: Sequence[Candidate]) -> Table:
    """For each row the probability by weights that were fitted without its article."""
    folds = np.array([hash_of(row) % FOLDS for row in rows])
    found = np.zeros(len(rows))
    for fold in range(FOLDS):
        inside = folds == fold
        if inside.any():
            weights = fit([row for row, held in zip(rows, inside, strict=True) if not held])
            found[inside] = probabilities([row for row, held in zip(rows, inside, strict=True) if held], weights)
    return found


def hash_of(row: Candidate) -> int:
    return int(text_hash(f"{row.name}/{row.article}")[:8], 16)


def reliability(rows: Sequence[Candidate], predicted: Table) -> str:
    """A table of predicted probability against the share that is right."""
    lines = ["confidence   claims   predicted   right"]
    right = np.array([row.right for row in rows], dtype=float)
    for low in np.arange(0, 1, 0.1):
        inside = (predicted >= low) & (predicted < low + 0.1 + 1e-9)
        if inside.any():
            lines.append(
                f"{low:.1f}-{low + 0.1:.1f}      {inside.sum():6d}   {predicted[inside].mean():9.2f}"
                f"   {right[inside].mean():5.2f}"
            )
    lines.append(f"Brier score {((predicted - right) ** 2).mean():.3f}")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description="Fit the confidence of claims on annotated dev sets.")
    parser.add_argument("sets", type=Path, nargs="+")
    parser.add_argument("--texts", type=Path, nargs="+", required=True)
    parser.add_argument("--judged", type=Path, nargs="*", default=[], help="claims that a reader judged, in JSON Lines")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    real_news, score = module(ROOT / "benchmarks" / "real_news.py"), module(ROOT / "tests" / "eval" / "score.py")
    corpora = texts_in(options.texts)
    reader, rows = Reader(), list[Candidate]()
    for path in options.sets:
        gold = real_news.gold_in(path)
        rows += candidates(reader, path.name, gold, real_news.matching(gold, corpora, path.name), score)
    for path in options.judged:
        rows += judged(reader, path, corpora)
    predicted = left_out(rows)
    print(reliability(rows, predicted))
    weights = {name: round(float(value), 4) for name, value in zip(FEATURES, fit(rows), strict=True)}
    print(json.dumps({"weights": weights}, indent=1))
    kept = options.out.exists()
    thresholds = Thresholds.load(options.out) if kept else Thresholds()
    least = Calibration.load(options.out).least if kept else {}
    told = {"thresholds": asdict(thresholds), "weights": weights, "least": dict(least)}
    options.out.write_text(json.dumps(told, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
