"""Starting Python anew so that nothing which lies in the current folder runs.

`python -m` and `python -c`, by which multiprocessing starts its processes too, look for every module in the current
folder first. That folder may be a corpus from anywhere: a file `struct.py` in it would run.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_SAFE_PATH = "PYTHONSAFEPATH"
_changing = threading.Lock()


def own_module(name: str, *arguments: str) -> list[str]:
    """The command that runs a module of ours by this very Python.

    >>> own_module("claimgraph.app", "--version")[1:]
    ['-P', '-m', 'claimgraph.app', '--version']
    """
    return [sys.executable, "-P", "-m", name, *arguments]


@contextmanager
def started_safely() -> Iterator[None]:
    """Inside, multiprocessing starts processes that do not look for modules in the current folder.

    They get the search path of this process afterwards, as ever.
    """
    with _changing:
        before = os.environ.get(_SAFE_PATH)
        os.environ[_SAFE_PATH] = "1"
        try:
            yield
        finally:
            if before is None:
                del os.environ[_SAFE_PATH]
            else:
                os.environ[_SAFE_PATH] = before
