"""How well an extractor reads real news: claims, their parts and the types of parties, against annotated sets.

Run it with `.venv/bin/python benchmarks/real_news.py SET... --texts FILE... [--extractor NAME] [--json OUT]`.

SET is a file of gold in JSON Lines (`tests/eval/real-blind/gold.jsonl`) or a folder with `gold/*.json`, in the form
that `tests/eval/score.py` reads. FILE is a corpus in JSON Lines with `id` and `text` (also .gz); the texts are not part
of this repository. It prints one table, a line a set, and writes all figures of the scorer to OUT. A set whose texts
are not at hand is named and passed over.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from claimgraph.graph.model import Article, Document, text_hash
from claimgraph.loaders.extract.extractor import Extractor, load_extractor
from claimgraph.loaders.extract.records import to_record

sys.path.insert(0, str(Path(__file__).parents[1] / "training"))
from corpora import texts_in

SCORER = Path(__file__).parents[1] / "tests" / "eval" / "score.py"
PARTY_TYPES = ("State", "Firm", "Official", "Organization")
COLUMNS = (
    "set",
    "texts",
    "required",
    "strict",
    "relaxed",
    "precision",
    "recall",
    "polarity",
    "attribution",
    "parties",
    "false",
)


def gold_in(path: Path) -> list[dict[str, Any]]:
    """The gold of a set, one object an article; each has its name as `article`."""
    if path.is_dir():
        return [json.loads(each.read_text("utf-8")) for each in sorted((path / "gold").glob("*.json"))]
    rows = map(json.loads, path.read_text("utf-8").splitlines())
    return [row | {"article": row["id"], "hard_negative": not row["claims"]} for row in rows]


def matching(gold: Sequence[Mapping[str, Any]], texts: Mapping[str, str], name: str) -> dict[str, str]:
    """The texts of a set; those that are not at hand, or are not the annotated ones, are told on standard error."""
    found, odd = {}, []
    for row in gold:
        text = texts.get(row["article"])
        changed = text is not None and row.get("sha256", sha256(text)) != sha256(text)
        if text is None or changed:
            odd.append(row["article"])
        else:
            found[row["article"]] = text
    if odd:
        print(f"{name}: {len(odd)} of {len(gold)} texts are not at hand, the first {odd[0]}", file=sys.stderr)
    return found


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def records(extractor: Extractor, texts: Mapping[str, str]) -> list[dict[str, Any]]:
    """What an extractor reads in some texts, in the scorer's form."""
    documents = [Document(Article(name, name, text_hash(text)), text) for name, text in texts.items()]
    read = []
    for reading in extractor.read_many(documents):
        reading.check()
        read.append(to_record(reading))
    return read


def scores(gold: Sequence[Mapping[str, Any]], read: Sequence[Mapping[str, Any]], *, every: bool) -> dict[str, Any]:
    """The scorer's figures; with `every`, planned and blocked records are required too."""
    with tempfile.TemporaryDirectory() as work:
        folder, predictions, figures = Path(work) / "gold", Path(work) / "read.jsonl", Path(work) / "scores.json"
        folder.mkdir()
        for number, row in enumerate(gold):
            (folder / f"{number}.json").write_text(json.dumps(row), "utf-8")
        predictions.write_text("\n".join(map(json.dumps, read)), "utf-8")
        command = [sys.executable, str(SCORER), str(predictions), str(folder), "--merge", "--json", str(figures)]
        subprocess.run([*command, *(["--all-modalities"] if every else [])], check=True, capture_output=True)
        found: dict[str, Any] = json.loads(figures.read_text("utf-8"))
        return found


def types_of_parties(gold: Sequence[Mapping[str, Any]], read: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """Of the parties that gold and reading name alike, how many have the same type."""
    wanted = {row["article"]: named(row["entities"]) for row in gold}
    right = asked = 0
    for record in read:
        types = named(record["entities"])
        for name in {claim[side].lower() for claim in record["claims"] for side in ("supplier", "recipient")}:
            if name in types and name in wanted[record["article"]]:
                asked += 1
                right += types[name] == wanted[record["article"]][name]
    return {"ok": right, "of": asked}


def named(entities: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    return {entity["name"].lower(): entity["type"] for entity in entities if entity["type"] in PARTY_TYPES}


def row_of(name: str, texts: int, found: Mapping[str, Any], types: Mapping[str, int]) -> list[str]:
    """One line of the table."""
    relaxed = found["supply_relaxed"]
    silent = found["hard_negatives"].values()
    return [
        name,
        str(texts),
        str(relaxed["tp"] + relaxed["fn"]),
        *(part(found[key]["f1"]) for key in ("supply_strict", "supply_relaxed")),
        part(relaxed["p"]),
        part(relaxed["r"]),
        part(found["polarity"]["acc"]),
        part(found["attribution"]["f1"]),
        f"{types['ok']}/{types['of']}",
        f"{sum(silent)} in {len(silent)}",
    ]


def part(figure: float | None) -> str:
    return "-" if figure is None else f"{figure:.2f}"


def main() -> None:
    parser = argparse.ArgumentParser(description="Score an extractor on annotated real news.")
    parser.add_argument("sets", type=Path, nargs="+")
    parser.add_argument("--texts", type=Path, nargs="+", required=True)
    parser.add_argument("--extractor", default=None)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    extractor = load_extractor(options.extractor) if options.extractor else load_extractor()
    corpora = texts_in(options.texts)
    table, figures = [list(COLUMNS)], {}
    for path in options.sets:
        gold = gold_in(path)
        name = path.name if path.is_dir() else path.parent.name
        texts = matching(gold, corpora, name)
        at_hand = [row for row in gold if row["article"] in texts]
        if not at_hand:
            continue
        read = records(extractor, texts)
        parts = {"": at_hand} | {
            f" {kind}": [row for row in at_hand if row.get("part") == kind]
            for kind in sorted({row["part"] for row in at_hand if "part" in row})
        }
        for suffix, rows in parts.items():
            names = {row["article"] for row in rows}
            some = [record for record in read if record["article"] in names]
            types = types_of_parties(rows, some)
            for mode, every in (("", False), (", all modalities", True)):
                found = scores(rows, some, every=every) | {"types_of_parties": types}
                figures[f"{name}{suffix}{mode}"] = found
                table.append(row_of(f"{name}{suffix}{mode}", len(rows), found, types))
    widths = [max(len(row[place]) for row in table) for place in range(len(COLUMNS))]
    for row in table:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1), "utf-8")


if __name__ == "__main__":
    main()
