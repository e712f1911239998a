"""Progress on standard error: only on a terminal a moving bar, else one line for each step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claimgraph.graph.server import Progress


@contextmanager
def showing_progress() -> Iterator[Callable[[Progress], None]]:
    """A callback that shows the steps of long work: what is done, how much of how much, the time left."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    bars = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed:>4.0f}/{task.total:.0f}"),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
    tasks: dict[str, TaskID] = {}

    def show(progress: Progress) -> None:
        if progress.step not in tasks:
            tasks[progress.step] = bars.add_task(progress.step, total=progress.total or None)
            if not console.is_terminal:
                console.print(f"{progress.step} …", highlight=False)
        bars.update(tasks[progress.step], completed=progress.done, total=progress.total or None)

    with bars:
        yield show


@contextmanager
def counting_articles() -> Iterator[Callable[[str], None]]:
    """A callback that shows which article was read last and how many there were."""
    from rich.console import Console

    console = Console(stderr=True)
    count = 0
    with console.status("Reading articles …") as status:

        def show(name: str) -> None:
            nonlocal count
            count += 1
            status.update(f"Reading articles … {count:,} read, last {name}")

        yield show
