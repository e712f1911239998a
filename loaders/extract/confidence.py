"""How sure a claim is: the scores of its event and arguments, calibrated on annotated news.

The probability is that of a logistic regression (Platt scaling with a few more features): `training/calibrate.py` fits
its weights on dev sets, and writes them beside the network's weights.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Final

from claimgraph.graph.errors import LoadError
from claimgraph.graph.model import Modality
from claimgraph.loaders.extract.annotations import EventMention, Participant

FEATURES: Final = (
    "bias",
    "event",
    "supplier",
    "recipient",
    "good",
    "weakest",
    "planned",
    "blocked",
    "elsewhere",
    "lexicon",
)
"""What the probability is made of: log-odds of the event and of each argument, of the weakest of these, and whether the
transfer is only planned or was blocked, how many parties are named in another sentence, and whether the lexicon
proposed the trigger."""
_LEAST, _MOST = 0.01, 0.995
"""Probabilities beyond these are taken for as sure as these."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """Turns scores into the probability that a reader calls a claim right.

    Parameters:
        weights: by feature; those that are missing are 0.
        least: by modality, from which probability on a claim is stated.
    """

    weights: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({"weakest": 1.0}))
    least: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def load(cls, path: Path) -> Calibration:
        """Read a file of weights in JSON.

        Raises:
            LoadError: it cannot be read, or holds a name that is unknown.
        """
        try:
            told = json.loads(path.read_text("utf-8"))
            weights, least = dict(told["weights"]), dict(told["least"])
            values = [float(value) for value in (*weights.values(), *least.values())]
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise LoadError(f"{path}: the calibration cannot be read ({error})") from error
        unknown = [*(set(weights) - set(FEATURES)), *(set(least) - set(Modality))]
        if unknown or not all(map(math.isfinite, values)):
            raise LoadError(f"{path}: {unknown[0] if unknown else 'a weight'} is no feature, modality or number")
        return cls(MappingProxyType(weights), MappingProxyType(least))

    def probability(self, event: EventMention, modality: Modality, *parts: Participant, elsewhere: int = 0) -> float:
        """The probability that a claim is right.

        Parameters:
            parts: supplier, recipient and good.
            elsewhere: how many of these are named in another sentence than the trigger.
        """
        told = features(event, modality, *parts, elsewhere=elsewhere)
        return 1 / (1 + math.exp(-sum(self.weights.get(name, 0.0) * value for name, value in told.items())))

    def is_enough(self, probability: float, modality: Modality) -> bool:
        """Whether a claim of this probability is stated."""
        return probability >= self.least.get(modality, 0.5)


def features(event: EventMention, modality: Modality, *parts: Participant, elsewhere: int = 0) -> dict[str, float]:
    """The value of each of `FEATURES`."""
    scores = [event.flags["claim"], *(part.span.score for part in parts)]
    odds = [_log_odds(score) for score in scores]
    values = (
        1.0,
        *odds,
        min(odds),
        float(modality is Modality.PLANNED),
        float(modality is Modality.BLOCKED),
        float(elsewhere),
        float(event.source == "lexicon"),
    )
    return dict(zip(FEATURES, values, strict=True))


def _log_odds(probability: float) -> float:
    bounded = min(max(probability, _LEAST), _MOST)
    return math.log(bounded / (1 - bounded))
