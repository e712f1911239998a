"""The pipeline that ships with claimgraph, stage by stage."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from claimgraph.graph.errors import LoadError
from claimgraph.loaders.extract.confidence import Calibration
from claimgraph.loaders.extract.lexicon import Lexicon
from claimgraph.loaders.extract.network.model import CALIBRATION, SETTING, WEIGHTS, Network, model_folder
from claimgraph.loaders.extract.network.tagger import NetworkTagger, Tagger
from claimgraph.loaders.extract.parser import Parser
from claimgraph.loaders.extract.pipeline import BatchStage, Pipeline, Stage
from claimgraph.loaders.extract.screen import Screen
from claimgraph.loaders.extract.stages.attribution import Attribution
from claimgraph.loaders.extract.stages.claims import Claims
from claimgraph.loaders.extract.stages.coreference import Coreference
from claimgraph.loaders.extract.stages.events import Events
from claimgraph.loaders.extract.stages.factuality import FactualityReader
from claimgraph.loaders.extract.stages.linking import Linking
from claimgraph.loaders.extract.stages.parse import Parse
from claimgraph.loaders.extract.stages.rebuttals import Rebuttals
from claimgraph.loaders.extract.stages.relevance import Relevance
from claimgraph.loaders.extract.stages.segment import Segment
from claimgraph.loaders.extract.stages.triggers import Triggers
from claimgraph.loaders.extract.thresholds import Thresholds
from claimgraph.loaders.gazetteer import Gazetteer

OPTIONAL: Final = ("relevance", "lexicon", "parse", "rebuttals")


def default_pipeline(
    disabled: Collection[str] = (),
    weights: Path | None = None,
    tagger: Tagger | None = None,
    least: Thresholds | None = None,
    calibration: Calibration | None = None,
) -> Pipeline:
    """The pipeline that ships with the package.

    Parameters:
        disabled: names of stages that are left out, of `OPTIONAL`.
        weights: the folder of another network with `events.onnx`, `tokenizer.json` and `calibration.json`; else that of
            CLAIMGRAPH_MODEL, else the one of the package.
        tagger, least, calibration: in the place of the network and of what its folder says.

    Raises:
        LoadError: a file is missing, changed or malformed, or a stage cannot be left out.
    """
    folder = weights or model_folder()
    with _named_by("" if weights or folder == WEIGHTS else SETTING):
        least = least or Thresholds.load(folder / CALIBRATION)
        calibration = calibration or Calibration.load(folder / CALIBRATION)
        tagger = tagger or NetworkTagger(Network.load(folder), least)
    gazetteer, lexicon = Gazetteer.load(), Lexicon.load()
    names = (name for state in gazetteer.states for name in (state.name, *state.aliases))
    parser = Parser.load(names=names)
    stages: list[Stage | BatchStage] = [
        Segment(lexicon, parser.is_form, lambda words: gazetteer.states.exact(words) is not None),
        Relevance(Screen(lexicon, gazetteer)),
        Triggers(lexicon),
        Events(tagger, least),
        Parse(parser, lexicon),
        Linking(gazetteer, lexicon, least),
        Coreference(lexicon),
        FactualityReader(lexicon, least),
        Attribution(lexicon, least),
        Rebuttals(lexicon),
        Claims(lexicon, calibration),
    ]
    return Pipeline(stages, OPTIONAL, disabled)


@contextmanager
def _named_by(setting: str) -> Iterator[None]:
    """What cannot be loaded inside is told with the setting that named its folder, if one did."""
    try:
        yield
    except LoadError as error:
        if not setting:
            raise
        raise LoadError(f"{setting}: {error}") from error
