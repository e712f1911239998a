"""Where log records go: ours to standard error as one line each, those of the libraries nowhere."""

from __future__ import annotations

import logging

import click


class _Lines(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        from claimgraph.graph.printable import message

        click.echo(message(f"Note: {record.getMessage()}"), err=True)


def tell_notes() -> None:
    """Show what the logger `claimgraph` warns of; libraries say nothing of their own (we tell what failed)."""
    logging.getLogger().handlers[:] = [logging.NullHandler()]
    ours = logging.getLogger("claimgraph")
    ours.handlers[:] = [_Lines(level=logging.WARNING)]
    ours.propagate = False
