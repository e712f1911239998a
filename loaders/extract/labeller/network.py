"""The role network on the CPU: three ONNX files, their tokenizer, and windows that are read one by one.

The lower layers of the encoder read every window. Where a glance at what comes of it leaves hope for a trigger, a scout
looks for them; the upper layers tell of one, the last of them from those pieces alone that a sieve keeps for it
(`docs/decisions/0040-a-sieve-before-the-top-layers.md`). onnxruntime runs all of a file, whatever is asked of it, so
that each has one of its own.

A window by itself stays in the processor's caches, and several threads with a window each share less than several with
one (`docs/decisions/0031-windows-one-by-one.md`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import parent_process
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import numpy as np

from claimgraph.graph.cores import usable_cores
from claimgraph.graph.errors import LoadError
from claimgraph.loaders.extract.labeller.decode import Odds
from claimgraph.loaders.extract.labeller.labels import tag_count
from claimgraph.loaders.extract.labeller.pieces import SHAPES, Numbers, Pieces, Window, ends_of, tokenizer_in

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

T = TypeVar("T")

WEIGHTS: Final = Path(__file__).parents[2] / "data" / "labeller"
_PARTS: Final = ("lower", "scout", "upper")
_TOLD: Final = ["roles", "antecedents", "polarity", "flags", "kept"]
_CERTAIN: Final = 20.0
"""The logit of a piece for having no part where nobody looked closer."""
_TRIGGER_TAGS: Final = tag_count(("trigger",))
_THREADS: Final = 4
_SLOW: Final = ("SkipLayerNormFusion",)
"""Rewritings of the network that onnxruntime makes and that take longer than what they replace."""


@dataclass(frozen=True, slots=True)
class Outputs:
    """What the network says of one trigger, as logits: by piece of its window (pieces, tags), and as a whole."""

    roles: Odds
    antecedents: Odds
    polarity: Odds
    flags: Odds


class Network:
    """Runs windows through the network. `tokenizer` cuts texts as the network wants them.

    Parameters:
        lower, scout, upper: what reads a window, what finds triggers in what comes of it, and what tells of one.
    """

    def __init__(
        self,
        lower: InferenceSession,
        scout: InferenceSession,
        upper: InferenceSession,
        tokenizer: Tokenizer,
        threads: int = 1,
    ) -> None:
        self._lower, self._scout, self._upper, self.tokenizer = lower, scout, upper, tokenizer
        self._pool = ThreadPoolExecutor(threads, "labeller") if threads > 1 else None
        self._ends = ends_of(tokenizer)

    @classmethod
    def load(cls, folder: Path = WEIGHTS) -> Network:
        """The network of a folder with `lower.onnx`, `scout.onnx`, `upper.onnx` and `tokenizer.json`.

        Raises:
            LoadError: a file is missing or broken.
        """
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.log_severity_level = 3
        try:
            lower, scout, upper = (
                onnxruntime.InferenceSession(
                    str(folder / f"{part}.onnx"),
                    options,
                    providers=["CPUExecutionProvider"],
                    disabled_optimizers=_SLOW,
                )
                for part in _PARTS
            )
            tokenizer = tokenizer_in(folder)
        except Exception as error:
            raise LoadError(f"{folder}: the labeller's weights cannot be read ({error})") from error
        return cls(lower, scout, upper, tokenizer, _threads())

    def search(self, pieces: Pieces, windows: Sequence[Window]) -> list[Odds]:
        """Where triggers may stand in each window, in order: logits (pieces, 3)."""
        return self._each(partial(self._search, pieces), windows)

    def tell(self, pieces: Pieces, windows: Sequence[Window], triggers: Sequence[range]) -> list[Outputs]:
        """What each window says of the trigger whose pieces are told, in order."""
        return self._each(partial(self._tell, pieces), windows, triggers)

    def _each(self, work: Callable[..., T], *given: Sequence[Any]) -> list[T]:
        """Work done for each window; what stands in other windows changes nothing."""
        return list(self._pool.map(work, *given) if self._pool else map(work, *given))

    def _search(self, pieces: Pieces, window: Window) -> Odds:
        states, hopeful = self._lower.run(["states", "hopeful"], self._asked(pieces, window))
        if not hopeful[0, 1:-1].any():
            return _outside(len(window), _TRIGGER_TAGS)
        triggers: Odds = self._scout.run(None, {"states": states})[0]
        return triggers[0, 1:-1]

    def _tell(self, pieces: Pieces, window: Window, trigger: range) -> Outputs:
        asked = self._asked(pieces, window, trigger)
        [states] = self._lower.run(["states"], asked)
        given = {"states": states, "kinds": asked["kinds"]}
        roles, antecedents, polarity, flags, kept = self._upper.run(_TOLD, given)
        roles, antecedents = (_spread(odds[0], kept, states.shape[1])[1:-1] for odds in (roles, antecedents))
        return Outputs(roles, antecedents, polarity[0], flags[0])

    def _asked(self, pieces: Pieces, window: Window, trigger: range = range(0)) -> dict[str, Numbers]:
        """A window as the lower layers want it: its pieces, and their kinds, the trigger marked among them."""
        first, last = self._ends
        ids = np.array([[first, *pieces.ids[window.first : window.last], last]], dtype=np.int64)
        kinds = np.zeros_like(ids)
        kinds[0, 1:-1] = pieces.shapes[window.first : window.last]
        kinds[0, 1 + trigger.start - window.first : 1 + trigger.stop - window.first] += SHAPES * bool(trigger)
        return {"ids": ids, "kinds": kinds}


def _outside(length: int, tags: int) -> Odds:
    """Logits of pieces that have no part."""
    odds: Odds = np.zeros((length, tags), dtype=np.float32)
    odds[:, 0] = _CERTAIN
    return odds


def _spread(odds: Odds, kept: Numbers, length: int) -> Odds:
    """Logits of the kept pieces as those of all: the others have no part."""
    spread = _outside(length, odds.shape[1])
    spread[kept] = odds
    return spread


def _threads() -> int:
    """As many as the process may use cores, up to a bound; one in a worker, which shares them with others."""
    return 1 if parent_process() is not None else min(_THREADS, usable_cores())
