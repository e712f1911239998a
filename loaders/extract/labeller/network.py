"""The role network on the CPU: an ONNX file, its tokenizer, and batches of windows."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing import parent_process
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from claimgraph.graph.errors import LoadError
from claimgraph.loaders.extract.labeller.decode import Odds
from claimgraph.loaders.extract.labeller.pieces import SHAPES, Numbers, Pieces, Window, ends_of

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

WEIGHTS: Final = Path(__file__).parents[2] / "data" / "labeller"
_PIECES_A_BATCH = 4096
_THREADS: Final = 2


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

    def __init__(self, session: InferenceSession, tokenizer: Tokenizer) -> None:
        self._session, self.tokenizer = session, tokenizer
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
        options.intra_op_num_threads = _threads()
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.log_severity_level = 3
        try:
            session = onnxruntime.InferenceSession(
                str(folder / "network.onnx"), options, providers=["CPUExecutionProvider"]
            )
            tokenizer = tokenizers.Tokenizer.from_file(str(folder / "tokenizer.json"))
        except Exception as error:
            raise LoadError(f"{folder}: the labeller's weights cannot be read ({error})") from error
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return cls(session, tokenizer)

    def run(self, pieces: Pieces, windows: Sequence[Window], marked: Sequence[range]) -> list[Outputs]:
        """The outputs of each window, in order.

        Parameters:
            marked: for each window the pieces of the trigger that it is about; an empty range where triggers are
                looked for.
        """
        outputs: dict[int, Outputs] = {}
        order = sorted(range(len(windows)), key=lambda number: len(windows[number]))
        batch: list[int] = []
        for number in order:
            if batch and (len(batch) + 1) * (len(windows[number]) + 2) > _PIECES_A_BATCH:
                outputs |= self._run(pieces, windows, marked, batch)
                batch = []
            batch.append(number)
        if batch:
            outputs |= self._run(pieces, windows, marked, batch)
        return [outputs[number] for number in range(len(windows))]

    def _run(
        self, pieces: Pieces, windows: Sequence[Window], marked: Sequence[range], batch: Sequence[int]
    ) -> dict[int, Outputs]:
        length = max(len(windows[number]) for number in batch) + 2
        ids: Numbers = np.zeros((len(batch), length), dtype=np.int64)
        kinds, mask = np.zeros_like(ids), np.zeros_like(ids)
        for row, number in enumerate(batch):
            window, trigger = windows[number], marked[number]
            end = len(window) + 1
            ids[row, 0], ids[row, end] = self._ends
            ids[row, 1:end] = pieces.ids[window.first : window.last]
            kinds[row, 1:end] = pieces.shapes[window.first : window.last]
            kinds[row, 1 + trigger.start - window.first : 1 + trigger.stop - window.first] += SHAPES * bool(trigger)
            mask[row, : end + 1] = 1
        results = self._session.run(None, {"ids": ids, "kinds": kinds, "mask": mask})
        made = {}
        for row, number in enumerate(batch):
            end = len(windows[number]) + 1
            triggers, roles, antecedents = (result[row, 1:end] for result in results[:3])
            made[number] = Outputs(triggers, roles, antecedents, results[3][row], results[4][row])
        return made


def _threads() -> int:
    """Two where the process may use as many cores; one in a worker, which shares them with others."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return 1 if parent_process() is not None else min(_THREADS, cores)
