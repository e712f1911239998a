"""How long each file of tests takes, so that the longest begin first."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

TESTS = Path(__file__).parents[1]


def costs_in(table: Path = TESTS / "costs.tsv") -> dict[Path, float]:
    """The seconds of each file that a table names.

    Raises:
        ValueError: the table names a file that does not exist.
    """
    lines = (line for line in table.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    costs = {table.parent / row["file"]: float(row["seconds"]) for row in csv.DictReader(lines, delimiter="\t")}
    missing = [path for path in costs if not path.is_file()]
    if missing:
        raise ValueError(f"{table}: there is no file {missing[0]}")
    return costs


def longest_first(files: Iterable[Path], costs: dict[Path, float]) -> list[Path]:
    """Files by falling cost; those without one come last, in the order given."""
    return sorted(files, key=lambda path: -costs.get(path, 0.0))
