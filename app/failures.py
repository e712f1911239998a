"""Articles that could not be read: told one a line, at once, and at the end in the exit status."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from claimgraph.loaders.sources import SourceFailure

SOME_FAILED = 2
Result = TypeVar("Result")


@dataclass
class Failures:
    """Counts what failed; the articles around it go on."""

    count: int = 0

    def set_aside(self, items: Iterable[Result | SourceFailure]) -> Iterator[Result]:
        """The articles or readings among the items; each failure becomes one line on standard error."""
        from claimgraph.loaders.sources import SourceFailure

        for item in items:
            if isinstance(item, SourceFailure):
                self.add(str(item))
            else:
                yield item

    def add(self, line: str) -> None:
        """Tell one failure."""
        self.count += 1
        click.echo(f"Error: {line}", err=True)

    def exit_if_any(self) -> None:
        """End with exit status 2 if anything failed."""
        if self.count:
            raise SystemExit(SOME_FAILED)
