"""Fits the confidence of claims on annotated dev sets, and chooses from which confidence on a claim is stated.

Run it with `.venv/bin/python training/calibrate.py SET... --texts FILE... --out loaders/data/network/calibration.json`.
SET and FILE are those of `benchmarks/real_news.py`. A claim is right where the scorer's relaxed match finds a record
of the gold for it. The regression is fitted with L2 regularisation; the printed table (predicted against found, in
ten parts) and the F1 come from articles left out in turn, ten parts of them.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import numpy.typing as npt

from claimgraph.graph.model import Article, Claim, Document, Modality, text_hash
from claimgraph.loaders.extract.annotations import EventMention, Participant
from claimgraph.loaders.extract.confidence import FEATURES, Calibration, features
from claimgraph.loaders.extract.default import default_pipeline
from claimgraph.loaders.extract.thresholds import Thresholds

ROOT = Path(__file__).parents[1]
FOLDS = 10
STRENGTH = 3.0
"""Of the regularisation: that of a normal prior with this precision for each weight but the bias."""
STEPS = np.arange(0.2, 0.81, 0.05)
Table = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A claim that the pipeline could make: its set, the place of its article in it, its features, whether it is
    right."""

    name: str
    article: int
    claim: str
    modality: Modality
    values: tuple[float, ...]
    right: bool


class Recorder(Calibration):
    """A calibration that lets every claim pass and keeps its features."""

    def probability(self, event: EventMention, modality: Modality, *parts: Participant, elsewhere: int = 0) -> float:
        """1, after the features were noted."""
        told = features(event, modality, *parts, elsewhere=elsewhere)
        triple = (parts[0].entity, parts[1].entity, parts[2].entity)
        RECORDED.append((triple, modality, tuple(told[name] for name in FEATURES)))
        return 1.0


RECORDED: list[tuple[tuple[str, str, str], Modality, tuple[float, ...]]] = []


def module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} cannot be imported")
    found = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = found
    spec.loader.exec_module(found)
    return found


def candidates(
    name: str, gold: Sequence[Mapping[str, Any]], texts: Mapping[str, str], score: ModuleType
) -> list[Candidate]:
    """All claims that could be made of the texts of a set."""
    pipeline = default_pipeline(calibration=Recorder())
    found = []
    for number, row in enumerate(gold):
        text = texts.get(row["article"])
        if text is None:
            continue
        RECORDED.clear()
        reading = pipeline.read(Document(Article("a", "a", text_hash(text)), text))
        names = {entity.id: entity.name for entity in reading.entities}
        records = score.Gold(row, required=("actual", "planned", "blocked"))
        for (supplier, recipient, good), modality, values in RECORDED:
            if not {supplier, recipient, good} <= names.keys():
                continue
            told = {"supplier": names[supplier], "recipient": names[recipient], "good": names[good]}
            right = any(
                records.match(told, record, True) and record.get("modality", "actual") == modality
                for record in records.claims
            )
            id = Claim.of(supplier, recipient, good, modality).id
            found.append(Candidate(name, number, f"{name}/{number}/{id}", modality, values, right))
    return found


def judged(path: Path) -> list[Candidate]:
    """Claims that a reader judged, one JSON object a line: `text`, `supplier`, `recipient`, `good`, `modality` as they
    were printed, and `right`."""
    pipeline = default_pipeline(calibration=Recorder())
    found = []
    for number, line in enumerate(path.read_text("utf-8").splitlines()):
        row = json.loads(line)
        RECORDED.clear()
        reading = pipeline.read(Document(Article("a", "a", text_hash(row["text"])), row["text"]))
        names = {entity.id: entity.name for entity in reading.entities}
        for triple, modality, values in RECORDED:
            told = tuple(names.get(part, "") for part in triple)
            if (*told, modality) == (row["supplier"], row["recipient"], row["good"], row["modality"]):
                id = Claim.of(*triple, modality).id
                found.append(Candidate("judged", number, f"judged/{number}/{id}", modality, values, row["right"]))
                break
    return found


def fit(rows: Sequence[Candidate]) -> Table:
    """The weights of a logistic regression, by Newton's method."""
    x = np.array([row.values for row in rows])
    y = np.array([row.right for row in rows], dtype=float)
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
    parser.add_argument("--judged", type=Path, help="claims that a reader judged, in JSON Lines")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    real_news, score = module(ROOT / "benchmarks" / "real_news.py"), module(ROOT / "tests" / "eval" / "score.py")
    corpora = real_news.texts_in(options.texts)
    rows: list[Candidate] = []
    wanted: dict[str, int] = {}
    for path in options.sets:
        gold = real_news.gold_in(path)
        rows += candidates(path.name, gold, real_news.matching(gold, corpora, path.name), score)
        at_hand = [row for row in gold if row["article"] in corpora]
        wanted[path.name] = sum(
            not claim.get("optional") or claim.get("modality") != "actual" for row in at_hand for claim in row["claims"]
        )
    rows += judged(options.judged) if options.judged else []
    predicted = left_out(rows)
    print(reliability(rows, predicted))
    least = {}
    for modality in Modality:
        mine = np.array([row.modality is modality for row in rows])
        right = np.array([row.right for row in rows])
        best = max(
            STEPS,
            key=lambda step: np.mean(
                [
                    f1(
                        predicted[mine & (np.array([row.name == name for row in rows]))] >= step,
                        right[mine & (np.array([row.name == name for row in rows]))],
                    )
                    for name in wanted
                ]
            ),
        )
        least[str(modality)] = round(float(best), 2)
    weights = {name: round(float(value), 4) for name, value in zip(FEATURES, fit(rows), strict=True)}
    print(json.dumps({"weights": weights, "least": least}, indent=1))
    thresholds = asdict(Thresholds.load(options.out)) if options.out.exists() else asdict(Thresholds())
    told = {"thresholds": thresholds, "weights": weights, "least": least}
    options.out.write_text(json.dumps(told, indent=1) + "\n", "utf-8")


def f1(kept: npt.NDArray[np.bool_], right: npt.NDArray[np.bool_]) -> float:
    """The F1 of keeping some candidates, against all right ones among them."""
    hits = float((kept & right).sum())
    total = float(kept.sum() + right.sum())
    return 2 * hits / total if total else 0.0


if __name__ == "__main__":
    main()
