"""Annotations of real news as items to learn from. The texts are not here: they are joined by id, checked by hash."""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from marks import TRIGGER, Item, Mark

from claimgraph.loaders.extract.network import labels

_SPANS = {
    "supplier": labels.SUPPLIER,
    "recipient": labels.RECIPIENT,
    "good": labels.GOOD,
    "via": labels.VIA,
    "speaker": labels.SPEAKER,
    "trigger": TRIGGER,
}
_VERBATIM = {"quantity": labels.QUANTITY, "time": labels.TIME}
_NAMED = ("supplier", "recipient", "good")


def annotated(path: Path, texts: Mapping[str, str]) -> Iterator[tuple[str, Item]]:
    """The items of a file of annotations, or of a folder with `gold/` and `mentions.jsonl`, with their ids.

    Raises:
        ValueError: a text is not the one that was annotated.
    """
    for row in _rows(path):
        text = texts.get(row["id"])
        if text is None:
            continue
        if "sha256" in row and hashlib.sha256(text.encode()).hexdigest() != row["sha256"]:
            raise ValueError(f"{path}: the text of {row['id']} is not the one that was annotated")
        yield row["id"], item(text, row)


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    if path.is_file():
        yield from map(json.loads, path.read_text("utf-8").splitlines())
        return
    mentions = {
        row["article"]: row["mentions"]
        for row in map(json.loads, (path / "mentions.jsonl").read_text("utf-8").splitlines())
    }
    for gold in sorted((path / "gold").glob("*.json")):
        row = json.loads(gold.read_text("utf-8"))
        yield {"id": row["article"], "claims": row["claims"], "mentions": mentions.get(row["article"])}


def item(text: str, row: Mapping[str, Any]) -> Item:
    """One annotated text as an item."""
    owners: dict[tuple[str, int, int, str], set[str]] = defaultdict(set)
    claims = {}
    for number, claim in enumerate(row["claims"], 1):
        key = str(number)
        flags = {claim["modality"]} & set(labels.FLAGS) | ({"hedged"} if claim["hedged"] else set())
        claims[key] = (claim["polarity"], frozenset(flags))
        for name, role in _SPANS.items():
            if span := claim["spans"].get(name):
                owners[role, *span, _antecedent(text, span, claim, name)].add(key)
        for name, role in _VERBATIM.items():
            if span := _nearest(text, claim[name], (claim["spans"]["trigger"] or claim["spans"]["good"])[0]):
                owners[role, *span, ""].add(key)
    marks = tuple(
        Mark(role, start, end, frozenset(keys), back) for (role, start, end, back), keys in sorted(owners.items())
    )
    mentions = row["mentions"]
    return Item(text, marks, claims, None if mentions is None else tuple((s, e, kind) for s, e, kind in mentions))


def _antecedent(text: str, span: Sequence[int], claim: Mapping[str, Any], name: str) -> str:
    """The name that a pronoun or a description stands for, where the text has it."""
    surface = text[span[0] : span[1]]
    full: str = claim.get(name) or ""
    if name not in _NAMED or (not surface[:1].islower() and surface not in {"It", "They", "He", "She", "We"}):
        return ""
    elsewhere = full and full not in surface and re.search(rf"(?<!\w){re.escape(full)}(?!\w)", text)
    return full if elsewhere else ""


def _nearest(text: str, words: str | None, place: int) -> tuple[int, int] | None:
    if not words:
        return None
    found = [match.span() for match in re.finditer(re.escape(words), text)]
    return min(found, key=lambda span: abs(span[0] - place), default=None)
