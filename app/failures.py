"""Articles that could not be read: told one a line, at once, and at the end in the exit status; and articles in other
languages than are read, which are told likewise and are no failures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from claimgraph.graph.model import Reading
    from claimgraph.loaders.sources import SourceFailure

SOME_FAILED = 2
UNREAD_SHOWN = 10
"""So many articles that were not read are told one by one; all are counted at the end."""
Result = TypeVar("Result")


@dataclass
class Failures:
    """Counts what failed and what was not read; the articles around it go on.

    Parameters:
        count: how many failed.
        unread: how many articles nobody looked into for claims, by the name of their language.
    """

    count: int = 0
    unread: Counter[str] = field(default_factory=Counter)

    def set_aside(self, items: Iterable[Result | SourceFailure]) -> Iterator[Result]:
        """The articles or readings among the items; each failure becomes one line on standard error."""
        from claimgraph.loaders.sources import SourceFailure

        for item in items:
            if isinstance(item, SourceFailure):
                self.add(str(item), item.count)
            else:
                yield item

    def note_unread(self, items: Iterable[Result]) -> Iterator[Result]:
        """The items as they are; a reading of an article that was not read becomes one line on standard error."""
        from claimgraph.graph.model import Reading

        for item in items:
            if isinstance(item, Reading):
                self.note(item)
            yield item

    def note(self, reading: Reading) -> None:
        """Tell, and count, a reading of an article that was not read."""
        from claimgraph.graph.printable import message
        from claimgraph.loaders.languages import language_name

        if not reading.unread:
            return
        article = reading.document.article
        if self.unread.total() < UNREAD_SHOWN:
            click.echo(message(f"Note: {article.name} {reading.unread}; no claim was looked for"), err=True)
        self.unread[language_name(article.language)] += 1

    def tell_unread(self) -> None:
        """One line on standard error on all articles that were not read, where there are any."""
        if self.unread:
            from claimgraph.app.words import by_language

            click.echo(f"Not read, being in other languages than English: {by_language(self.unread)}", err=True)

    def add(self, line: str, count: int = 1) -> None:
        """Tell one failure, or `count` of them in one line."""
        from claimgraph.graph.printable import message

        self.count += count
        click.echo(message(f"Error: {line}"), err=True)

    def exit_if_any(self) -> None:
        """End with exit status 2 if anything failed."""
        if self.count:
            raise SystemExit(SOME_FAILED)
