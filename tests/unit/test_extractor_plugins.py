"""Extractors of other people: what is wrong with one is told in one line, whatever it raises or returns."""

from __future__ import annotations

import json
import logging
import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from claimgraph.app.cli import main
from claimgraph.graph.errors import LoadError
from claimgraph.graph.model import Reading
from claimgraph.loaders.articles import read_articles
from claimgraph.loaders.extract.extractor import load_extractor
from claimgraph.loaders.sources import SourceFailure, read_sources

Install = Callable[[str], None]

READS = """
    def read(self, document):
        return Reading(document, (), (), ())
"""
BROKEN = {
    "no load()": ("class Plugin: pass", "has no load(); register a class whose load() returns the extractor"),
    "load() is no method": ("class Plugin: load = 3", "has no load()"),
    "load() fails": (
        "class Plugin:\n    @staticmethod\n    def load():\n        raise KeyError('weights')",
        "its load() failed (KeyError: 'weights')",
    ),
    "load() returns nothing": (
        "class Plugin:\n    @staticmethod\n    def load():\n        pass",
        "its load() returned no object with read() and read_many(), but None",
    ),
    "load() returns the class": (
        "class Plugin:\n    @classmethod\n    def load(cls):\n        return cls\n    read = read_many = None",
        "its load() returned no object with read() and read_many(), but the class Plugin",
    ),
    "no such class": ("", "cannot be imported (AttributeError"),
    "broken module": ("import no_such_library", "cannot be imported (ModuleNotFoundError"),
}


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Register the class `Plugin` of a module's source as the extractor `plugin`."""

    def installed(source: str) -> None:
        module = f"plugin_{abs(hash(source))}"
        (tmp_path / f"{module}.py").write_text(source, encoding="utf-8")
        info = tmp_path / "plugin-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: plugin\nVersion: 1.0\n", encoding="utf-8")
        (info / "entry_points.txt").write_text(f"[claimgraph.extractors]\nplugin = {module}:Plugin\n", encoding="utf-8")
        monkeypatch.syspath_prepend(tmp_path)

    return installed


@pytest.mark.parametrize(("source", "told"), BROKEN.values(), ids=BROKEN)
def test_a_plug_in_that_is_no_extractor_is_told_in_one_line(
    source: str, told: str, install: Install, tmp_path: Path
) -> None:
    install(source)
    article = tmp_path / "a.txt"
    article.write_text("Norland sold lathes to Veridia.", encoding="utf-8")
    result = CliRunner().invoke(main, ["extract", str(article), "--extractor", "plugin"])
    assert result.exit_code == 2
    assert result.stderr.startswith("Error: the extractor 'plugin' (plugin_")
    assert told in result.stderr
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        ("return []", "TypeError: "),
        ("return [self.read(documents[0])] * 9", "TypeError: "),
        ("return [None]", "TypeError: "),
        ("return 7", "TypeError: "),
        ("return [Reading(replace(documents[0], text='other'))]", "TypeError: "),
        ("raise GeneratorExit", "GeneratorExit: "),
        ("raise Wordless", "Wordless)"),
    ],
)
def test_a_plug_in_that_gives_other_than_one_reading_an_article_costs_the_articles_it_does_so_for(
    broken: str, told: str, install: Install, tmp_path: Path
) -> None:
    install(
        "from dataclasses import replace\n"
        "from claimgraph.graph.model import Reading\n"
        "class Wordless(Exception):\n"
        "    def __str__(self):\n"
        "        raise ValueError\n"
        f"class Plugin:{READS}"
        "    def read_many(self, documents):\n"
        "        if len(documents) == 1 and 'lathes' in documents[0].text:\n"
        "            return [self.read(documents[0])]\n"
        f"        {broken}\n"
        "    @classmethod\n"
        "    def load(cls):\n"
        "        return cls()\n"
    )
    for name, text in (("a", "Norland sold lathes."), ("b", "Norland sold rifles.")):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    good, bad = read_articles(read_sources([tmp_path / "a.txt", tmp_path / "b.txt"]), "plugin")
    assert isinstance(good, Reading)
    assert isinstance(bad, SourceFailure)
    assert str(bad).startswith(f"{tmp_path / 'b.txt'}: the extractor failed on it ({told}")


def test_a_broken_file_among_sources_is_logged_and_the_others_are_read(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "a.txt").write_text("Norland sold lathes to Veridia last year.", encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"%PDF-1.7")
    extractor = load_extractor()
    with caplog.at_level(logging.WARNING, "claimgraph"):
        readings = list(extractor.read_many(read_sources([tmp_path])))  # type: ignore[arg-type]
    assert [reading.document.article.name for reading in readings] == ["a"]
    (line,) = caplog.messages
    assert line.startswith(f"left out: {tmp_path / 'b.txt'}: is a PDF file")


def test_an_extractor_that_is_given_names_of_files_says_what_makes_documents_of_them() -> None:
    with pytest.raises(LoadError, match=r"reads documents, as read_sources\(paths\) gives them, but got"):
        list(load_extractor().read_many(["seeds/a.md"]))  # type: ignore[list-item]


def test_the_worked_example_of_the_docs_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = (Path(__file__).parents[2] / "docs/own-extractor.md").read_text(encoding="utf-8")
    [source] = [code for code in re.findall(r"```python\n(.*?)```", page, re.S) if code.startswith("# my_extractor.py")]
    [project] = [tomllib.loads(code)["project"] for code in re.findall(r"```toml\n(.*?)```", page, re.S)]
    (tmp_path / "my_extractor.py").write_text(source, encoding="utf-8")
    info = tmp_path / "my_extractor-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n", encoding="utf-8"
    )
    points = project["entry-points"]["claimgraph.extractors"]
    (info / "entry_points.txt").write_text(
        "\n".join(["[claimgraph.extractors]", *(f"{name} = {value}" for name, value in points.items())]) + "\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    news = tmp_path / "news.txt"
    news.write_text("Norland sold Veridia lathes. It rained.", encoding="utf-8")
    result = CliRunner().invoke(main, ["extract", "--extractor", "sold", str(news)])
    assert result.exit_code == 0, result.output
    [record] = [json.loads(line) for line in result.stdout.splitlines()]
    [claim] = record["claims"]
    assert (claim["supplier"], claim["recipient"], claim["good"]) == ("Norland", "Veridia", "lathes"), claim
