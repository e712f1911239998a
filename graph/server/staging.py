"""A whole second store built beside the first; when it is ready, its data take the place of the old ones, by renaming.

Whatever fails or is killed before that leaves the store as it was.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from claimgraph.graph.server.launch import Launch, end_tool, stop
from claimgraph.graph.server.layout import Layout
from claimgraph.graph.server.places import make_folder
from claimgraph.graph.server.secret import new_password, read_password, write_private


@contextmanager
def beside(launch: Launch) -> Iterator[Launch]:
    """How to start a second store with the password of the first; at the end of the `with` it takes the place of that.

    An exception inside leaves the first store as it was.
    """
    layout, staged = launch.layout, _staged(launch.layout)
    make_folder(staged.home, 0o700)
    try:
        if not layout.password.is_file():
            new_password(layout.password)
        write_private(staged.password, read_password(layout.password) + "\n")
        yield replace(launch, layout=staged, choices=replace(launch.choices, port=None))
        stop(layout)
        _swap(staged.data, layout)
    finally:
        settle(layout)


def settle(layout: Layout) -> None:
    """After one that was killed: the old data stand in their place, and nothing else of it is left or at work."""
    staged, old = _staged(layout), _old(layout)
    end_tool(layout)
    if staged.home.is_dir():
        end_tool(staged)
        stop(staged)
        shutil.rmtree(staged.home)
    if old.is_dir() and not layout.data.is_dir():
        old.rename(layout.data)
    if old.is_dir():
        shutil.rmtree(old)


def _swap(data: Path, layout: Layout) -> None:
    if layout.data.is_dir():
        layout.data.rename(_old(layout))
    data.rename(layout.data)


def _staged(layout: Layout) -> Layout:
    return Layout(layout.home / "restoring")


def _old(layout: Layout) -> Path:
    return layout.data.with_name("data-before-restore")
