"""Chooses the thresholds of the pipeline on annotated dev sets.

Run it with `.venv/bin/python training/choose.py SET... --texts FILE... --out loaders/data/network/calibration.json`
after `calibrate.py` has fitted the confidence. SET and FILE are those of `benchmarks/real_news.py`. One threshold after
the other is moved by a step up or down, for as long as the goal rises by `GAIN`, until no threshold moves any more.
The goal is two parts F1 of claims (relaxed, with planned and blocked) and one part F1 of attribution, all sets
together. The network reads each window once: its answers do not depend on the thresholds.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from calibrate import ROOT, module
from corpora import texts_in

from claimgraph.graph.model import Modality
from claimgraph.loaders.extract.annotations import LIKELIER_THAN_NOT
from claimgraph.loaders.extract.confidence import Calibration
from claimgraph.loaders.extract.default import default_pipeline
from claimgraph.loaders.extract.network.model import Network, session_in
from claimgraph.loaders.extract.network.tagger import NetworkTagger
from claimgraph.loaders.extract.network.windows import tokenizer_in
from claimgraph.loaders.extract.thresholds import Thresholds

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

STEP = 0.1
GAIN = 0.002
"""Less than this is chance on some hundred claims; then a threshold stays."""
LOWEST, HIGHEST = 0.05, 0.95
LEAST = "least"
"""The coordinate beside the thresholds: from which confidence on a claim is stated."""
Choice = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class RememberedSession:
    """A session of onnxruntime that answers the same question once.

    Parameters:
        session: the session that is asked.
        answers: what it said, by wanted outputs and inputs.
    """

    session: InferenceSession
    answers: dict[tuple[object, ...], Any] = field(default_factory=dict)

    def run(self, wanted: Sequence[str], asked: Mapping[str, Any]) -> Any:
        """The outputs that are wanted, from memory where they have been asked for before."""
        key = (*wanted, *(array.tobytes() for array in asked.values()))
        if key not in self.answers:
            self.answers[key] = self.session.run(wanted, asked)
        return self.answers[key]


def chosen(start: Choice, goal: Callable[[Choice], float]) -> dict[str, float]:
    """The choice that no step in one coordinate betters by `GAIN`, from a start on (coordinate ascent).

    >>> chosen({"a": 0.5, "b": 0.5}, lambda choice: -((choice["a"] - 0.75) ** 2))
    {'a': 0.7, 'b': 0.5}
    """
    best, value = dict(start), goal(start)
    moved = True
    while moved:
        moved = False
        for name in start:
            for step in (STEP, -STEP):
                while LOWEST <= (place := round(best[name] + step, 2)) <= HIGHEST:
                    tried = {**best, name: place}
                    reached = goal(tried)
                    if reached < value + GAIN:
                        break
                    best, value, moved = tried, reached, True
    return best


def main() -> None:
    parser = argparse.ArgumentParser(description="Choose the thresholds of the pipeline on annotated dev sets.")
    parser.add_argument("sets", type=Path, nargs="+")
    parser.add_argument("--texts", type=Path, nargs="+", required=True)
    parser.add_argument("--out", type=Path, required=True, help="the calibration.json beside the network")
    options = parser.parse_args()
    real_news = module(ROOT / "benchmarks" / "real_news.py")
    corpora, gold, texts = texts_in(options.texts), list[Any](), dict[str, str]()
    for path in options.sets:
        rows = real_news.gold_in(path)
        texts |= real_news.matching(rows, corpora, path.name)
        gold += [row for row in rows if row["article"] in texts]
    folder = options.out.parent
    session = cast("InferenceSession", RememberedSession(session_in(folder)))
    network = Network(session, tokenizer_in(folder))
    calibration = Calibration.load(options.out)

    def goal(choice: Choice) -> float:
        thresholds = Thresholds(**{name: value for name, value in choice.items() if name != LEAST})
        stated = replace(calibration, least=dict.fromkeys(Modality, choice[LEAST]))
        tagger = NetworkTagger(network, thresholds)
        pipeline = default_pipeline(tagger=tagger, least=thresholds, calibration=stated)
        found = real_news.scores(gold, real_news.records(pipeline, texts), every=True)
        claims, attribution = (found[key]["f1"] or 0.0 for key in ("supply_relaxed", "attribution"))
        value = (2 * claims + attribution) / 3
        print(json.dumps({"goal": round(value, 4), "claims": claims, "attribution": attribution, **choice}), flush=True)
        return float(value)

    least = calibration.least.get(Modality.ACTUAL, LIKELIER_THAN_NOT)
    best = chosen({LEAST: least, **asdict(Thresholds.load(options.out))}, goal)
    told = json.loads(options.out.read_text("utf-8"))
    told["thresholds"] = {each.name: best[each.name] for each in fields(Thresholds)}
    told["least"] = {str(modality): best[LEAST] for modality in Modality}
    options.out.write_text(json.dumps(told, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
