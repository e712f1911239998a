"""How sure a claim is: a probability that rises with the scores of its parts. Its weights stand in a file."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marked import told
from writing import Write

from claimgraph.graph.errors import LoadError
from claimgraph.graph.model import Modality
from claimgraph.loaders.extract.annotations import Participant, Span
from claimgraph.loaders.extract.confidence import FEATURES, Calibration, Setting, features
from claimgraph.loaders.extract.network.model import CALIBRATION, WEIGHTS

SCORES = st.floats(0, 1)
[EVENT] = told("[s Poland] [t sold] [g lathes] to [r Chad].")[1].events


def parts(*scores: float) -> list[Participant]:
    return [Participant(str(place), Span(0, 1, score)) for place, score in enumerate(scores)]


def shipped() -> Calibration:
    return Calibration.load(WEIGHTS / CALIBRATION)


@given(SCORES, SCORES, SCORES, st.sampled_from(Modality), st.integers(0, 3))
def test_it_is_a_probability(one: float, other: float, third: float, modality: Modality, elsewhere: int) -> None:
    for calibration in (shipped(), Calibration()):
        assert 0 < calibration.probability(EVENT, modality, *parts(one, other, third), setting=Setting(elsewhere)) < 1


@given(SCORES, SCORES, SCORES, SCORES)
def test_surer_parts_make_a_claim_surer(one: float, other: float, third: float, surer: float) -> None:
    low, high = sorted((one, surer))
    before, after = (
        shipped().probability(EVENT, Modality.ACTUAL, *parts(score, other, third)) for score in (low, high)
    )
    assert before <= after


def test_a_claim_is_stated_from_the_probability_on_that_its_modality_asks_for() -> None:
    calibration = Calibration(least={Modality.PLANNED: 0.7})
    assert [calibration.is_enough(0.6, one) for one in (Modality.ACTUAL, Modality.PLANNED)] == [True, False]
    assert calibration.is_enough(0.7, Modality.PLANNED)


def test_every_feature_has_a_value_and_no_other_is_known() -> None:
    assert tuple(features(EVENT, Modality.ACTUAL, *parts(0.5, 0.5, 0.5))) == FEATURES
    assert set(shipped().weights) <= set(FEATURES)
    assert set(shipped().least) == set(Modality)


def test_a_file_sets_weights_and_thresholds(write: Write) -> None:
    path = write("made.json", json.dumps({"weights": {"bias": -1}, "least": {"actual": 0.2}}))
    found = Calibration.load(path)
    assert (dict(found.weights), dict(found.least)) == ({"bias": -1}, {"actual": 0.2})


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ('{"weights": {"baseline": 1}, "least": {}}', "baseline"),
        ('{"weights": {}, "least": {"supposed": 0.5}}', "supposed"),
        ('{"weights": {"bias": NaN}, "least": {}}', "a weight"),
        ('{"weights": {"bias": "much"}, "least": {}}', "cannot be read"),
        ('{"weights": {}}', "`least` is missing"),
        ('{"weights": {"bias": ' + "9" * 400 + '}, "least": {}}', "cannot be read"),
        ("[" * 100_000, "cannot be read"),
        ("[]", "cannot be read"),
        ("{", "cannot be read"),
    ],
)
def test_what_is_wrong_with_a_file_is_told_in_one_line(write: Write, content: str, told: str) -> None:
    path = write("made.json", content)
    with pytest.raises(LoadError, match=rf"^{re.escape(str(path))}: .*{told}") as error:
        Calibration.load(path)
    assert "\n" not in str(error.value)


def test_numbers_in_quotes_are_numbers(write: Write) -> None:
    found = Calibration.load(write("made.json", '{"weights": {"bias": "0.5"}, "least": {}}'))
    assert found.weights["bias"] == 0.5


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(LoadError, match=r"none\.json: the calibration cannot be read \(No such file or directory\)"):
        Calibration.load(tmp_path / "none.json")
