"""How well an extractor read, by what reviewers say of its readings: pure.

Precision counts every reading that was judged: right, or wrong (rejected or corrected). Recall needs to know what was
missed, so it counts articles only that were checked as a whole; there a reading that nobody touched counts as right.
What reviewers contradict each other about counts nowhere.

>>> Measure(right=3, wrong=1, missed=2).precision, Measure(right=3, wrong=1, missed=2).recall
(0.75, 0.6)
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Final

BINS: Final = 10
"""Confidences are compared with the share of right readings in so many steps from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading that was judged, or a claim that was missed.

    Parameters:
        right: whether it was read rightly; None where it was missed.
        counts_for_recall: whether its article was checked as a whole.
        otherwise: whether it was corrected, so that the right claim was missed too.
        confidence: of a reading; None where the extractor gives none.
        outlet, type: of its article, and of its supplier and recipient ("State → Firm").
    """

    right: bool | None
    counts_for_recall: bool
    outlet: str
    type: str
    confidence: float | None = None
    otherwise: bool = False


@dataclass(frozen=True, slots=True)
class Measure:
    """Counts of readings; `missed` and `found` count checked articles only, `found` right readings among them."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    found: int | None = None

    @property
    def precision(self) -> float | None:
        """The share of right readings among those judged; None where none was."""
        judged = self.right + self.wrong
        return round(self.right / judged, 4) if judged else None

    @property
    def recall(self) -> float | None:
        """The share of what checked articles claim that was read rightly; None where nothing was checked."""
        found = self.right if self.found is None else self.found
        return round(found / (found + self.missed), 4) if found + self.missed else None

    def to_dict(self) -> dict[str, Any]:
        """All of it as plain JSON values."""
        return {**asdict(self), "precision": self.precision, "recall": self.recall}


@dataclass(frozen=True, slots=True)
class Bin:
    """Readings of about one confidence: how many, how sure on average, which share was right."""

    low: float
    high: float
    readings: int
    confidence: float
    right: float


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What reviewers' decisions say of an extractor.

    Parameters:
        error: how far confidences are from the share of right readings, on average over readings (expected
            calibration error); None where no reading has a confidence.
    """

    articles: int
    checked: int
    overall: Measure
    by_outlet: Mapping[str, Measure] = field(default_factory=dict)
    by_type: Mapping[str, Measure] = field(default_factory=dict)
    by_confidence: Mapping[str, Measure] = field(default_factory=dict)
    calibration: tuple[Bin, ...] = ()
    error: float | None = None

    def to_dict(self) -> dict[str, Any]:
        """All of it as plain JSON values."""
        parts = {
            name: {key: one.to_dict() for key, one in getattr(self, name).items()}
            for name in ("by_outlet", "by_type", "by_confidence")
        }
        return {
            "articles": self.articles,
            "checked": self.checked,
            "overall": self.overall.to_dict(),
            **parts,
            "calibration": [asdict(one) for one in self.calibration],
            "calibration_error": self.error,
        }


def evaluate(readings: Iterable[Reading], articles: int, checked: int) -> Evaluation:
    """Measure readings.

    Parameters:
        articles: how many were looked at; `checked`: how many of them as a whole.
    """
    readings = list(readings)
    sure = [one for one in readings if one.confidence is not None and one.right is not None]
    bins = _bins(sure)
    off = sum(one.readings * abs(one.confidence - one.right) for one in bins)
    return Evaluation(
        articles,
        checked,
        _measure(readings),
        _grouped(readings, lambda one: one.outlet or "(no outlet)"),
        _grouped(readings, lambda one: one.type),
        _grouped(sure, lambda one: _step(one.confidence or 0)),
        bins,
        round(off / len(sure), 4) if sure else None,
    )


def _measure(readings: Iterable[Reading]) -> Measure:
    readings = list(readings)
    return Measure(
        sum(one.right is True for one in readings),
        sum(one.right is False for one in readings),
        sum((one.right is None or one.otherwise) and one.counts_for_recall for one in readings),
        sum(one.right is True and one.counts_for_recall for one in readings),
    )


def _grouped(readings: Iterable[Reading], key: Callable[[Reading], str]) -> dict[str, Measure]:
    groups: defaultdict[str, list[Reading]] = defaultdict(list)
    for one in readings:
        groups[key(one)].append(one)
    return {name: _measure(groups[name]) for name in sorted(groups)}


def _number(confidence: float) -> int:
    return min(int(confidence * BINS), BINS - 1)


def _step(confidence: float) -> str:
    number = _number(confidence)
    return f"{number / BINS:.1f}–{(number + 1) / BINS:.1f}"


def _bins(sure: Iterable[Reading]) -> tuple[Bin, ...]:
    groups: defaultdict[int, list[Reading]] = defaultdict(list)
    for one in sure:
        groups[_number(one.confidence or 0)].append(one)
    return tuple(
        Bin(
            number / BINS,
            (number + 1) / BINS,
            len(some),
            round(sum(one.confidence or 0 for one in some) / len(some), 4),
            round(sum(one.right is True for one in some) / len(some), 4),
        )
        for number, some in sorted(groups.items())
    )
