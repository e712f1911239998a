"""The role network on the CPU: an ONNX file, its tokenizer, and windows that are read one by one.

A window by itself stays in the processor's caches, and several threads with a window each share less than several with
one (`docs/decisions/0031-windows-one-by-one.md`).
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import parent_process
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from claimgraph.graph.errors import LoadError
from claimgraph.loaders.extract.labeller.decode import Odds
from claimgraph.loaders.extract.labeller.pieces import SHAPES, Pieces, Window, ends_of

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

WEIGHTS: Final = Path(__file__).parents[2] / "data" / "labeller"
_THREADS: Final = 4
_SLOW: Final = ("SkipLayerNormFusion",)
"""Rewritings of the network that onnxruntime makes and that take longer than what they replace."""


@dataclass(frozen=True, slots=True)
class Outputs:
    """What the network says of one window, as logits: by piece (pieces, tags), and for the window as a whole."""

    triggers: Odds
    roles: Odds
    antecedents: Odds
    polarity: Odds
    flags: Odds


class Network:
    """Runs windows through the network. `tokenizer` cuts texts as the network wants them."""

    def __init__(self, session: InferenceSession, tokenizer: Tokenizer, threads: int = 1) -> None:
        self._session, self.tokenizer = session, tokenizer
        self._pool = ThreadPoolExecutor(threads, "labeller") if threads > 1 else None
        self._ends = ends_of(tokenizer)

    @classmethod
    def load(cls, folder: Path = WEIGHTS) -> Network:
        """The network of a folder with `network.onnx` and `tokenizer.json`.

        Raises:
            LoadError: a file is missing or broken.
        """
        import onnxruntime
        import tokenizers

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.log_severity_level = 3
        try:
            session = onnxruntime.InferenceSession(
                str(folder / "network.onnx"),
                options,
                providers=["CPUExecutionProvider"],
                disabled_optimizers=_SLOW,
            )
            tokenizer = tokenizers.Tokenizer.from_file(str(folder / "tokenizer.json"))
        except Exception as error:
            raise LoadError(f"{folder}: the labeller's weights cannot be read ({error})") from error
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return cls(session, tokenizer, _threads())

    def run(self, pieces: Pieces, windows: Sequence[Window], marked: Sequence[range]) -> list[Outputs]:
        """The outputs of each window, in order; what stands in other windows changes nothing.

        Parameters:
            marked: for each window the pieces of the trigger that it is about; an empty range where triggers are
                looked for.
        """
        read = partial(self._run, pieces)
        return list(self._pool.map(read, windows, marked) if self._pool else map(read, windows, marked))

    def _run(self, pieces: Pieces, window: Window, trigger: range) -> Outputs:
        first, last = self._ends
        ids = np.array([[first, *pieces.ids[window.first : window.last], last]], dtype=np.int64)
        kinds = np.zeros_like(ids)
        kinds[0, 1:-1] = pieces.shapes[window.first : window.last]
        kinds[0, 1 + trigger.start - window.first : 1 + trigger.stop - window.first] += SHAPES * bool(trigger)
        results = self._session.run(None, {"ids": ids, "kinds": kinds, "mask": np.ones_like(ids)})
        triggers, roles, antecedents = (result[0, 1:-1] for result in results[:3])
        return Outputs(triggers, roles, antecedents, results[3][0], results[4][0])


def _threads() -> int:
    """As many as the process may use cores, up to a bound; one in a worker, which shares them with others."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return 1 if parent_process() is not None else min(_THREADS, cores)
