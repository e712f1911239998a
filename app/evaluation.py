"""An evaluation by decisions for people, and the files that are made of reviewed articles."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from claimgraph.app.gold import corpus_line, gold_of, training_item
from claimgraph.app.words import console, listing
from claimgraph.graph.counting import counted
from claimgraph.graph.errors import ClaimgraphError
from claimgraph.graph.files import write_whole
from claimgraph.graph.model import text_hash
from claimgraph.graph.printable import json_text, message, safe

if TYPE_CHECKING:
    from claimgraph.graph.evaluation import Evaluation, Measure
    from claimgraph.graph.store.reviewing import JudgedArticle

_HEADINGS = ("", "Right", "Wrong", "Missed", "Precision", "Recall")


class WritingError(ClaimgraphError):
    """A file of gold or training items cannot be written."""


def show_evaluation(evaluation: Evaluation) -> None:
    """The measures as tables."""
    if not evaluation.articles:
        click.echo("Nobody has reviewed anything yet; `claimgraph review` begins.")
        return
    terminal = console()
    checked = f"{evaluation.checked} of them checked as a whole"
    click.echo(f"{counted(evaluation.articles, 'article')} reviewed, {checked}.")
    for heading, measures in (
        ("All", {"all readings": evaluation.overall}),
        ("By outlet", evaluation.by_outlet),
        ("By supplier and recipient", evaluation.by_type),
        ("By confidence", evaluation.by_confidence),
    ):
        if measures:
            terminal.print(listing((heading, *_HEADINGS[1:]), _rows(measures)))
    if evaluation.calibration:
        rows = [
            (f"{one.low:.1f}–{one.high:.1f}", str(one.readings), f"{one.confidence:.2f}", f"{one.right:.2f}")
            for one in evaluation.calibration
        ]
        terminal.print(listing(("Confidence", "Readings", "On average", "Right"), rows))
        click.echo(f"Confidences are off by {evaluation.error:.2f} on average (expected calibration error).")


def _rows(measures: Mapping[str, Measure]) -> list[tuple[str, ...]]:
    return [
        (safe(name), str(one.right), str(one.wrong), str(one.missed), _share(one.precision), _share(one.recall))
        for name, one in measures.items()
    ]


def _share(value: float | None) -> str:
    return "—" if value is None else f"{value:.0%}"


def write_gold(folder: Path, judged: Collection[JudgedArticle]) -> None:
    """Write each checked article as gold: a JSON file for the scorer, and its text under the same name beside it.

    Raises:
        WritingError: a file cannot be written.
    """
    checked = [one for one in judged if one.checked]
    for one in checked:
        name = _file_name(one.said.article.id)
        _write(folder / "gold" / f"{name}.json", json_text({**gold_of(one), "article": name}, indent=1) + "\n")
        _write(folder / "texts" / f"{name}.txt", one.said.text)
    click.echo(
        f"Wrote {counted(len(checked), 'checked article')} to {message(f'{folder}/gold and {folder}/texts')}", err=True
    )


def write_training(folder: Path, judged: Collection[JudgedArticle]) -> None:
    """Write checked articles as items to train on: `annotations.jsonl`, and `texts.jsonl` with their texts.

    Raises:
        WritingError: a file cannot be written.
    """
    checked = [one for one in judged if one.checked]
    items = [(one, training_item(one)) for one in checked]
    usable = [(one, item) for one, item in items if item.pop("usable")]
    _write(folder / "annotations.jsonl", "".join(f"{json_text(item)}\n" for _, item in usable))
    texts = (json_text(corpus_line(one.said.article, one.said.text)) for one, _ in usable)
    _write(folder / "texts.jsonl", "".join(f"{line}\n" for line in texts))
    click.echo(f"Wrote {counted(len(usable), 'item')} to {message(str(folder))}", err=True)
    if left := len(items) - len(usable):
        click.echo(f"{counted(left, 'article')} left out: a claim has no place of a role or of its trigger", err=True)


def _file_name(id: str) -> str:
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", id).strip("-.")[:80]
    return plain if plain == id else f"{plain}-{text_hash(id)[:8]}"


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, text)
    except OSError as error:
        raise WritingError(f"{path} cannot be written: {error.strerror}") from error
