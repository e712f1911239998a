"""Progress on standard error: only on a terminal a moving bar, else one line for each step."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress as Bars
    from rich.progress import TaskID

    from claimgraph.graph.model import Article
    from claimgraph.graph.server.values import OnProgress, Progress

MEGABYTE = 1_000_000


@contextmanager
def showing_progress() -> Iterator[OnProgress]:
    """A callback that shows the steps of long work: what is done, how much of how much, the time left."""
    with ExitStack() as shown:
        bars: Bars | None = None
        tasks: dict[str, TaskID] = {}

        def show(progress: Progress) -> None:
            nonlocal bars
            if bars is None:  # mostly there is nothing to show
                bars = shown.enter_context(_bars())
            if progress.step not in tasks:
                tasks[progress.step] = bars.add_task(progress.step, total=None, amount="")
                bars.console.print(f"{progress.step} …", highlight=False)
            total = progress.total or None
            bars.update(tasks[progress.step], completed=progress.done, total=total, amount=_amount(progress))

        yield show


def _bars() -> Bars:
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[amount]}"),
        TimeRemainingColumn(),
    )
    return Bars(*columns, console=console, transient=True, disable=not console.is_terminal)


def _amount(progress: Progress) -> str:
    if not progress.total:
        return ""
    if progress.unit == "bytes":
        return f"{progress.done / MEGABYTE:.0f} of {progress.total / MEGABYTE:.0f} MB"
    if progress.unit == "%":
        return f"{progress.done}%"
    return f"{progress.done:,} of {progress.total:,}"


@contextmanager
def counting_articles(total: int | None = None) -> Iterator[Callable[[Sequence[Article]], None]]:
    """A callback that shows which article was loaded last, how many there were, how fast, and the time left.

    Parameters:
        total: how many are expected, where that is known.
    """
    from rich.console import Console
    from rich.text import Text

    from claimgraph.app.words import fitting

    console = Console(stderr=True)
    count, begin = 0, time.monotonic()
    with console.status("Reading articles …") as status:

        def show(articles: Sequence[Article]) -> None:
            nonlocal count
            if not articles:
                return  # what was to be loaded was refused, and is told as a failure
            count += len(articles)
            told = pace(count, total, time.monotonic() - begin)
            status.update(Text(f"Reading articles … {told}, last {fitting(articles[-1].name)}"))

        yield show


def pace(count: int, total: int | None, seconds: float) -> str:
    """How far a load is: how many articles, how many a second, and how long the rest takes.

    >>> pace(500, 2000, 50)
    '500 of 2,000, 10/s, 0:02:30 left'
    >>> pace(500, None, 50)
    '500, 10/s'
    """
    rate = count / max(seconds, 0.001)
    if total is None or count > total:
        return f"{count:,}, {rate:,.0f}/s"
    left = timedelta(seconds=round((total - count) / rate)) if rate else "?"
    return f"{count:,} of {total:,}, {rate:,.0f}/s, {left} left"
