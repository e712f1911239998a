"""A graph into an empty store through Neo4j's own importer, which writes files of its store without transactions.

That is done to a second store beside the empty one (see `staging.py`), so that a killed import leaves the empty one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from claimgraph.graph.errors import ServerError
from claimgraph.graph.server.launch import Launch, stop
from claimgraph.graph.server.values import Connection, OnProgress, Progress

_STEP = re.compile(r"\((\d)/4\) ")
_PERCENT = re.compile(r"\s(\d+)%")


def import_files(
    launch: Launch, files: Sequence[str], complete: Callable[[Connection], None], on_progress: OnProgress
) -> None:
    """Import files into a store that is not served, and start it once.

    Parameters:
        files: what the importer is told of them.
        complete: does to the graph, which runs then, what is left to do.

    Raises:
        ServerError: it failed.
    """
    try:
        launch.prepare().run("database", "import", "full", "neo4j", *files, on_line=_tell(on_progress))
        launch.run(on_progress)
        try:
            complete(launch.layout.connection())
        finally:
            stop(launch.layout)
    except OSError as error:
        raise ServerError(f"cannot import into {launch.layout.home}: {error}") from error


def _tell(on_progress: OnProgress) -> Callable[[str], None]:
    step = 0

    def tell(line: str) -> None:
        nonlocal step
        if found := _STEP.match(line):
            step = int(found[1])
        if step and (found := _PERCENT.search(line)):
            on_progress(Progress("Importing", 25 * (step - 1) + int(found[1]) // 4, 100, "%"))

    on_progress(Progress("Importing"))
    return tell
