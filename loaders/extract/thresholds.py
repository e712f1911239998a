"""How sure the pipeline has to be: numbers in a file beside the network's weights (`calibration.json`), which
`training/calibrate.py` writes."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from pathlib import Path

from claimgraph.graph.errors import LoadError
from claimgraph.graph.printable import shortened


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The smallest probability with which something counts.

    Parameters:
        trigger: that a word is a trigger.
        event: that a trigger of the network tells of a transfer.
        proposed: that a trigger of the lexicon does.
        read: that an event does for which alone an article is read.
        argument: that a word belongs to an argument.
        faint: that it does where no likelier word plays a role that every claim has.
        antecedent: that something is what a description goes back to.
        speaker, second_speaker: that somebody says or denies it, and that another one does, too.
        hedged: that a telling is hedged.
        mention: of the type of a named mention.
        good: that something is a good although its noun stands in `not_goods.tsv`.
        likely, certain: of a polarity, where other words speak against it.
    """

    trigger: float = 0.3
    event: float = 0.5
    proposed: float = 0.8
    read: float = 0.5
    argument: float = 0.5
    faint: float = 0.2
    antecedent: float = 0.5
    speaker: float = 0.4
    second_speaker: float = 0.6
    hedged: float = 0.8
    mention: float = 0.7
    good: float = 0.9
    likely: float = 0.7
    certain: float = 0.9

    @classmethod
    def load(cls, path: Path) -> Thresholds:
        """Read the `thresholds` of a calibration file; those that it does not name are as declared here.

        Raises:
            LoadError: it cannot be read, a name in it is unknown, or a value is no number from 0 to 1.
        """
        try:
            values = dict(json.loads(path.read_text("utf-8")).get("thresholds", {}))
        except (OSError, ValueError, TypeError, AttributeError, RecursionError) as error:
            reason = error.strerror if isinstance(error, OSError) else error
            raise LoadError(f"{path}: the thresholds cannot be read ({reason})") from error
        known = {field.name for field in fields(cls)}
        for name, value in values.items():
            if name not in known:
                raise LoadError(f"{path}: {shortened(repr(name))} is no threshold; there is {', '.join(sorted(known))}")
            if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
                raise LoadError(f"{path}: {name} has to be a number from 0 to 1, not {shortened(repr(value))}")
        return cls(**values)
