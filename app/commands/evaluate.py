"""`claimgraph evaluate`: how well articles were read, by what reviewers decided; gold and training items of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from claimgraph.app.options import prints_json, uses_store

if TYPE_CHECKING:
    from claimgraph.app.settings import Settings

_FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command()
@click.option("--decisions", "by_decisions", is_flag=True, help="Judge by what reviewers decided.")
@click.option("--gold", type=_FOLDER, metavar="FOLDER", help="Also write each checked article as gold for the scorer.")
@click.option("--training", type=_FOLDER, metavar="FOLDER", help="Also write checked articles as items to train on.")
@prints_json("One JSON object instead of a table.")
@uses_store
def evaluate(settings: Settings, by_decisions: bool, gold: Path | None, training: Path | None, as_json: bool) -> None:
    """Measure how well articles were read: precision, recall, and how far confidences can be trusted.

    What a reviewer confirmed is right, what he rejected or corrected is wrong, what he added was missed. Recall counts
    articles only that were ticked with `claimgraph article checked`.
    """
    if not by_decisions:
        raise click.UsageError("say by what: --decisions (what reviewers decided about the articles of this store)")
    from claimgraph.app import output
    from claimgraph.app.evaluation import show_evaluation, write_gold, write_training
    from claimgraph.app.gold import evaluated
    from claimgraph.app.session import open_store

    with open_store(settings) as store:
        judged = store.judged()
    evaluation = evaluated(judged)
    if as_json:
        output.show_json(evaluation.to_dict())
    else:
        show_evaluation(evaluation)
    if gold is not None:
        write_gold(gold, judged)
    if training is not None:
        write_training(training, judged)
