"""The event network on the CPU: one ONNX file, its tokenizer, and windows that are read one by one.

Without a marked trigger it finds triggers and named mentions in a window; with one, the arguments of its event. A
window by itself stays in the processor's caches, and several threads with a window each share less than several with
one (`docs/decisions/0031-windows-one-by-one.md`).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache, partial
from multiprocessing import parent_process
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

import numpy as np

from claimgraph.graph.cores import usable_cores
from claimgraph.graph.errors import LoadError
from claimgraph.loaders.extract.network.windows import (
    SHAPES,
    TOKENIZER,
    Numbers,
    Odds,
    Pieces,
    Window,
    ends_of,
    tokenizer_in,
)

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

T = TypeVar("T")

WEIGHTS: Final = Path(__file__).parents[2] / "data" / "network"
CALIBRATION: Final = "calibration.json"
SETTING: Final = "CLAIMGRAPH_MODEL"
"""The environment variable that names the folder of another network."""
_FILE: Final = "events.onnx"
FILES: Final = (_FILE, TOKENIZER, CALIBRATION)
"""What the folder of a network holds."""
_NO_TELEMETRY: Final = "ORT_DISABLE_TELEMETRY"
_THREADS: Final = 4
_AHEAD: Final = 64
"""So many windows are read before their results are taken: memory does not grow with the article."""
_REMEMBERED: Final = 32
"""So many windows are kept for a moment, 100 kB each at most: a short article that tells of a transfer is looked at as
a whole in the words in which its relevant sentences were, and its triggers likewise."""
_SLOW: Final = ("SkipLayerNormFusion",)
"""Rewritings of the network that onnxruntime makes and that take longer than what they replace."""


def model_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """The folder of the network: that of CLAIMGRAPH_MODEL, else the one of the package.

    Raises:
        LoadError: CLAIMGRAPH_MODEL names a folder that lacks a file.
    """
    chosen = environment.get(SETTING, "").strip()
    if not chosen:
        return WEIGHTS
    folder = Path(chosen)
    missing = [name for name in FILES if not (folder / name).is_file()]
    if missing:
        lacks = f"has no {' and no '.join(missing)}" if folder.is_dir() else "is no folder"
        raise LoadError(f"{SETTING}: {chosen} {lacks}; it has to name a folder with {', '.join(FILES)}")
    return folder


@dataclass(frozen=True, slots=True)
class Found:
    """Logits by piece of a window in which no trigger is marked: where triggers and named mentions stand."""

    triggers: Odds
    mentions: Odds


@dataclass(frozen=True, slots=True)
class Outputs:
    """Logits for one marked trigger: by piece of its window (pieces, tags), and as a whole."""

    roles: Odds
    antecedents: Odds
    polarity: Odds
    flags: Odds


class Network:
    """Runs windows through the network. `tokenizer` cuts texts as the network wants them."""

    def __init__(self, session: InferenceSession, tokenizer: Tokenizer, threads: int = 1) -> None:
        self._session, self.tokenizer = session, tokenizer
        self._pool = ThreadPoolExecutor(threads, "network") if threads > 1 else None
        self._ends = ends_of(tokenizer)
        self._remembered = lru_cache(_REMEMBERED)(self._run)

    @classmethod
    def load(cls, folder: Path = WEIGHTS) -> Network:
        """The network of a folder with `events.onnx` and `tokenizer.json`.

        Raises:
            LoadError: a file is missing or broken.
        """
        try:
            return cls(session_in(folder), tokenizer_in(folder), _threads())
        except Exception as error:
            reason = str(error).replace(f"{folder}{os.sep}", "")
            raise LoadError(f"{folder}: the network cannot be read ({reason})") from error

    def search(self, pieces: Pieces, windows: Sequence[Window]) -> Iterator[Found]:
        """Where triggers and named mentions may stand in each window, in order."""
        return self._each(partial(self._search, pieces), windows)

    def tell(self, pieces: Pieces, windows: Sequence[Window], triggers: Sequence[range]) -> Iterator[Outputs]:
        """What each window says of the trigger whose pieces are told, in order; each takes 70 kB."""
        return self._each(partial(self._tell, pieces), windows, triggers)

    def _each(self, work: Callable[..., T], *given: Sequence[Any]) -> Iterator[T]:
        """Work done for each window, some windows ahead of what is taken; other windows change nothing."""
        if self._pool is None:
            yield from map(work, *given)
            return
        for begin in range(0, len(given[0]), _AHEAD):
            yield from self._pool.map(work, *(some[begin : begin + _AHEAD] for some in given))

    def _search(self, pieces: Pieces, window: Window) -> Found:
        triggers, mentions = self._remembered(("triggers", "mentions"), *self._asked(pieces, window))
        return Found(triggers[0, 1:-1], mentions[0, 1:-1])

    def _tell(self, pieces: Pieces, window: Window, trigger: range) -> Outputs:
        wanted = ("roles", "antecedents", "polarity", "flags")
        roles, antecedents, polarity, flags = self._remembered(wanted, *self._asked(pieces, window, trigger))
        return Outputs(roles[0, 1:-1], antecedents[0, 1:-1], polarity[0], flags[0])

    def _run(self, wanted: Sequence[str], ids: bytes, kinds: bytes) -> Sequence[Odds]:
        """Some outputs of the network. Others could be sparse or lists; all of this network are plain arrays."""
        asked = {"ids": _row(ids), "kinds": _row(kinds)}
        return cast("Sequence[Odds]", self._session.run(wanted, asked))

    def _asked(self, pieces: Pieces, window: Window, trigger: range = range(0)) -> tuple[bytes, bytes]:
        """A window as the network wants it: its pieces, and their kinds, the trigger marked among them."""
        first, last = self._ends
        ids = np.array([first, *pieces.ids[window.first : window.last], last], dtype=np.int64)
        kinds = np.zeros_like(ids)
        kinds[1:-1] = pieces.shapes[window.first : window.last]
        kinds[1 + trigger.start - window.first : 1 + trigger.stop - window.first] += SHAPES * bool(trigger)
        return ids.tobytes(), kinds.tobytes()


def _row(numbers: bytes) -> Numbers:
    return np.frombuffer(numbers, dtype=np.int64).reshape(1, -1)


def session_in(folder: Path) -> InferenceSession:
    """A session of onnxruntime with the `events.onnx` of a folder, on one thread; for a missing or broken file an error
    of onnxruntime's own."""
    os.environ.setdefault(_NO_TELEMETRY, "1")  # onnxruntime would keep an id of the machine in the home folder
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(
        str(folder / _FILE), options, providers=["CPUExecutionProvider"], disabled_optimizers=_SLOW
    )


def _threads() -> int:
    """As many as the process may use cores, up to a bound; one in a worker, which shares them with others."""
    return 1 if parent_process() is not None else min(_THREADS, usable_cores())
