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
from claimgraph.graph.printable import shortened
from claimgraph.loaders.extract.annotations import LIKELIER_THAN_NOT, EventMention, Participant

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
    "polarity",
    "hedged",
    "pairings",
    "pronouns",
    "person",
    "headline",
)
"""What the probability is made of: log-odds of the event and of each argument, of the weakest of these; whether the
transfer is only planned or was blocked; how many parts are named in another sentence; whether the lexicon proposed the
trigger; log-odds of the likeliest polarity and of a hedge; the logarithm of how many claims the event makes; how many
of recipient and good are pronouns; whether a party is a person; whether the event stands in the first sentence."""
_LEAST, _MOST = 0.01, 0.995
"""Probabilities beyond these are taken for as sure as these."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What stands around a claim in its article.

    Parameters:
        elsewhere: how many of supplier, recipient and good are named in another sentence than the trigger.
        pairings: how many claims its event makes.
        pronouns: how many of recipient and good are pronouns.
        persons: how many of the parties are persons.
        opens: whether its event stands in the first sentence.
    """

    elsewhere: int = 0
    pairings: int = 1
    pronouns: int = 0
    persons: int = 0
    opens: bool = False


_ALONE: Final = Setting()


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
            weights, least = (
                {str(name): float(value) for name, value in dict(told[part]).items()} for part in ("weights", "least")
            )
        except KeyError as error:
            raise LoadError(f"{path}: `{error.args[0]}` is missing") from error
        except (OSError, ValueError, TypeError, OverflowError, RecursionError) as error:
            reason = error.strerror if isinstance(error, OSError) else error
            raise LoadError(f"{path}: the calibration cannot be read ({reason})") from error
        unknown = [*(set(weights) - set(FEATURES)), *(set(least) - set(Modality))]
        if unknown or not all(map(math.isfinite, (*weights.values(), *least.values()))):
            what = shortened(unknown[0]) if unknown else "a weight"
            raise LoadError(f"{path}: {what} is no feature, modality or number")
        return cls(MappingProxyType(weights), MappingProxyType(least))

    def probability(
        self, event: EventMention, modality: Modality, *parts: Participant, setting: Setting = _ALONE
    ) -> float:
        """The probability that a claim is right.

        Parameters:
            parts: supplier, recipient and good.
            setting: what stands around it.
        """
        told = features(event, modality, *parts, setting=setting)
        return 1 / (1 + math.exp(-sum(self.weights.get(name, 0.0) * value for name, value in told.items())))

    def is_enough(self, probability: float, modality: Modality) -> bool:
        """Whether a claim of this probability is stated."""
        return probability >= self.least.get(modality, LIKELIER_THAN_NOT)


def features(
    event: EventMention, modality: Modality, *parts: Participant, setting: Setting = _ALONE
) -> dict[str, float]:
    """The value of each of `FEATURES`."""
    scores = [event.flags["claim"], *(part.span.score for part in parts)]
    odds = [_log_odds(score) for score in scores]
    values = (
        1.0,
        *odds,
        min(odds),
        float(modality is Modality.PLANNED),
        float(modality is Modality.BLOCKED),
        float(setting.elsewhere),
        float(event.source == "lexicon"),
        _log_odds(max(event.polarity.values())),
        _log_odds(event.flags["hedged"]),
        math.log(setting.pairings),
        float(setting.pronouns),
        float(setting.persons),
        float(setting.opens),
    )
    return dict(zip(FEATURES, values, strict=True))


def _log_odds(probability: float) -> float:
    bounded = min(max(probability, _LEAST), _MOST)
    return math.log(bounded / (1 - bounded))
