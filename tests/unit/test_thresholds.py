"""How sure the pipeline has to be stands in a file; what is wrong with one is told in one line."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest
from writing import Write

from claimgraph.graph.errors import LoadError
from claimgraph.loaders.extract.thresholds import Thresholds


def test_a_file_sets_what_it_names_and_leaves_the_rest(write: Write) -> None:
    told = Thresholds.load(write("made.json", '{"thresholds": {"event": 0.7, "read": 1}}'))
    assert (told.event, told.read, told.trigger) == (0.7, 1, Thresholds().trigger)


def test_a_file_without_thresholds_sets_nothing(write: Write) -> None:
    assert Thresholds.load(write("made.json", "{}")) == Thresholds()


def test_every_threshold_is_a_probability() -> None:
    assert all(0 <= getattr(Thresholds(), field.name) <= 1 for field in fields(Thresholds))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ('{"thresholds": {"evnet": 0.7}}', r"'evnet' is no threshold; there is .*event.*"),
        ('{"thresholds": {"event": 1.2}}', r"event has to be a number from 0 to 1, not 1\.2"),
        ('{"thresholds": {"event": -0.1}}', r"event has to be a number from 0 to 1, not -0\.1"),
        ('{"thresholds": {"event": NaN}}', r"event has to be a number from 0 to 1, not nan"),
        ('{"thresholds": {"event": "0.5"}}', r"event has to be a number from 0 to 1, not '0\.5'"),
        ('{"thresholds": {"event": true}}', r"event has to be a number from 0 to 1, not True"),
        ('{"thresholds": {"event": null}}', r"event has to be a number from 0 to 1, not None"),
        ('{"thresholds": 3}', r"the thresholds cannot be read \(.*\)"),
        ("[]", r"the thresholds cannot be read \(.*\)"),
        ("{", r"the thresholds cannot be read \(.*\)"),
        (b"\xff\xfe", r"the thresholds cannot be read \(.*\)"),
    ],
)
def test_what_is_wrong_with_a_file_is_told(write: Write, content: str | bytes, told: str) -> None:
    path = write("made.json", content)
    with pytest.raises(LoadError) as error:
        Thresholds.load(path)
    assert re.fullmatch(rf"{re.escape(str(path))}: {told}", str(error.value))
    assert "\n" not in str(error.value)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(LoadError, match=r"none\.json: the thresholds cannot be read \(No such file or directory\)"):
        Thresholds.load(tmp_path / "none.json")
