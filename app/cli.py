"""The command line. Heavy libraries are imported by the commands that need them, so that help answers at once."""

from __future__ import annotations

from typing import Any

import click

from claimgraph.app.commands.article import article
from claimgraph.app.commands.claim import claim
from claimgraph.app.commands.db import db
from claimgraph.app.commands.decisions import decisions
from claimgraph.app.commands.dossier import dossier
from claimgraph.app.commands.entity import entity
from claimgraph.app.commands.evaluate import evaluate
from claimgraph.app.commands.explore import explore
from claimgraph.app.commands.export import export
from claimgraph.app.commands.extract import extract
from claimgraph.app.commands.identity import merge, merges, namesakes, split
from claimgraph.app.commands.load import load
from claimgraph.app.commands.query import query
from claimgraph.app.commands.review import review
from claimgraph.app.commands.scenes import scenes
from claimgraph.app.commands.store import articles, forget, stats
from claimgraph.app.commands.why import why
from claimgraph.app.logs import tell_notes
from claimgraph.app.streams import give_up_output, take_every_letter
from claimgraph.graph.errors import ClaimgraphError
from claimgraph.graph.files import DISK_FULL

INTERRUPTED = 130


class UserMistake(click.ClickException):
    """What a person can mend: one line on standard error, exit status 2."""

    exit_code = 2


class ClaimgraphGroup(click.Group):
    """A group that lists its commands in the order of the work and turns our errors into one line."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order in which they were added."""
        del ctx
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; a ClaimgraphError becomes one line and exit status 2, Ctrl-C exit status 130."""
        take_every_letter()
        tell_notes()
        try:
            return super().invoke(ctx)
        except ClaimgraphError as error:
            from claimgraph.graph.printable import message  # names in the graph come from articles

            raise UserMistake(message(str(error))) from error
        except click.ClickException as error:
            from claimgraph.graph.printable import message

            # It repeats what was typed, or what a script took from an article; for a type checker it is final.
            vars(error)["message"] = message(error.message)
            raise
        except KeyboardInterrupt as interruption:
            click.echo(f"Interrupted; {str(interruption) or 'what was finished before stays'}.", err=True)
            ctx.exit(INTERRUPTED)
        except OSError as error:
            if error.errno not in DISK_FULL:
                raise
            give_up_output()
            raise UserMistake(f"the output cannot be written: {error.strerror}") from error


@click.group(cls=ClaimgraphGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="claimgraph")
def main() -> None:
    """Who supplies what to whom, who says so, and who denies it.

    claimgraph reads news articles and keeps each claim with the exact words that carry it, its speaker, and
    the denials. A claim is not a fact: its status is asserted, alleged, contested, denied or negated.

    \b
    Start here:
      claimgraph load seeds --html graph.html        read articles into the graph, draw it
      claimgraph query run suppliers-of -p state=Russia
      claimgraph explore                             search, unfold and ask in the browser
      claimgraph why 1a2b3c4d                        the sentence behind a claim
    """


for command in (
    load,
    query,
    explore,
    export,
    dossier,
    scenes,
    why,
    extract,
    stats,
    articles,
    forget,
    review,
    claim,
    entity,
    article,
    merge,
    split,
    merges,
    namesakes,
    decisions,
    evaluate,
    db,
):
    main.add_command(command)
