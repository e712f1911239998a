"""The reference page of the command line, made from the commands themselves."""

from __future__ import annotations

from collections.abc import Iterator

import click

HEAD = """# Commands

Every command answers `--help`. Results go to standard output, progress and notes to standard error. Exit status:
0 all well; 2 a mistake that one line on standard error explains (what could be done is done all the same);
130 interrupted; 1 if the program that reads the output ends early. What goes to a pipe or a file is UTF-8.
"""


def cli_reference(group: click.Group) -> str:
    """The page `docs/cli.md`: one chapter for each command with its help text."""
    top = click.Context(group, info_name="claimgraph", **group.context_settings)
    return HEAD + "".join(_chapters(top))


def _chapters(above: click.Context) -> Iterator[str]:
    commands = above.command.commands if isinstance(above.command, click.Group) else {}
    for name, command in commands.items():
        context = click.Context(command, parent=above, info_name=name)
        yield f"\n## `{context.command_path}`\n\n```\n{command.get_help(context).rstrip()}\n```\n"
        if isinstance(command, click.Group):
            yield from _chapters(context)
