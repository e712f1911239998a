"""Names of one and of several, and the verbs that follow them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from claimgraph.graph import counting
from claimgraph.graph.counting import is_several, stance_after

WORDS = Path(counting.__file__).parent / "render" / "page" / "js" / "words.js"


@pytest.mark.parametrize(
    "name",
    [
        "Chinese companies",
        "U.S. officials",
        "sources in Example Wire",
        "forces of Khalifa Haftar",
        "Houthi militants",
        "Houthis",
        "Western officials (unnamed)",
        "Gaza police",
    ],
)
def test_a_name_of_several_takes_the_verb_of_several(name: str) -> None:
    assert is_several(name)
    assert [stance_after(name, stance) for stance in ("asserts", "alleges", "denies")] == ["assert", "allege", "deny"]


@pytest.mark.parametrize(
    "name",
    ["Reuters", "United States", "European Union", "state press", "BBC News", "news", "a Paris office", "", "Min. A."],
)
def test_a_name_of_one_takes_the_verb_of_one(name: str) -> None:
    assert not is_several(name)
    assert stance_after(name, "denies") == "denies"


def test_the_page_knows_the_same_words() -> None:
    script = WORDS.read_text("utf-8")
    peoples, heads = (re.compile(r"ians\|[^)]*"), re.compile(r"of\|in\|[^)]*"))
    python = Path(counting.__file__).read_text("utf-8")
    for words in (peoples, heads):
        assert words.findall(script)[0] == words.findall(python)[0]
