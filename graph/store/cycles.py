"""Python's search for cyclic garbage, left out where none is made."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_search_for_cycles() -> Iterator[None]:
    """Without Python's search for cyclic garbage, for work that makes much and no cycles: walking again and again
    through all that has been made so far takes a quarter of such work's time.

    >>> with no_search_for_cycles():
    ...     gc.isenabled()
    False
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
