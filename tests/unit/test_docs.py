"""The docs are complete and true: every command, every link, every page that is generated."""

from __future__ import annotations

import os
import re
import runpy
from pathlib import Path

import click
import pytest

from claimgraph.app.cli import main
from claimgraph.app.reference import cli_reference

ROOT = Path(__file__).parents[2]
PAGES = [*ROOT.glob("*.md"), ROOT / "loaders/extract/README.md", *sorted((ROOT / "docs").rglob("*.md"))]
RENEW = "CLAIMGRAPH_RENEW=1 .venv/bin/python -m pytest tests/unit/test_docs.py"


def _commands(group: click.Group, above: str = "claimgraph") -> list[str]:
    names = []
    for name, command in group.commands.items():
        names.append(f"{above} {name}")
        if isinstance(command, click.Group):
            names += _commands(command, f"{above} {name}")
    return names


def test_the_command_reference_is_fresh() -> None:
    page = ROOT / "docs/cli.md"
    if os.environ.get("CLAIMGRAPH_RENEW"):
        page.write_text(cli_reference(main), encoding="utf-8")
    assert page.read_text(encoding="utf-8") == cli_reference(main), f"renew it with {RENEW}"


@pytest.mark.parametrize("command", _commands(main))
def test_every_command_has_a_chapter(command: str) -> None:
    assert f"`{command}`" in (ROOT / "docs/cli.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#\s]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize(
    "code", re.findall(r"```python\n(.*?)```", (ROOT / "loaders/extract/README.md").read_text("utf-8"), re.S)
)
def test_code_on_the_page_of_the_extraction_runs_as_pasted(
    code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pasted = tmp_path / "pasted.py"
    pasted.write_text(code, encoding="utf-8")
    runpy.run_path(str(pasted))
    assert bool(capsys.readouterr().out) is ("print(" in code)


def test_every_command_that_the_readme_shows_exists() -> None:
    known = set(_commands(main))
    shown = set(
        re.findall(
            r"claimgraph [a-z]+(?: (?:list|show|run|save|remove|start|stop|status)\b)?",
            "\n".join(re.findall(r"```sh\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.S)),
        )
    )
    assert shown <= known


def test_the_threat_model_names_tests_that_exist() -> None:
    named = set(re.findall(r"`(tests/\S+\.py)`", (ROOT / "docs/threat-model.md").read_text(encoding="utf-8")))
    assert named
    assert {path for path in named if not (ROOT / path).is_file()} == set()


def test_run_it_and_test_it_stand_first_each_alone_in_its_block() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## (.+)$", text, re.M)
    assert headings[:2] == ["Run it", "Test it"]
    for heading in headings[:2]:
        section = text.split(f"## {heading}\n")[1].split("\n## ")[0]
        (block,) = re.findall(r"```sh\n(.*?)```", section, re.S)
        assert len(block.splitlines()) == 1
