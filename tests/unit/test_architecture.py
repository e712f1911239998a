"""The house keeps its shape: folders import one way, every package is in the wheel, the root has no Python."""

from __future__ import annotations

import ast
import configparser
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MAY_IMPORT = {
    "graph": {"graph"},
    "loaders": {"loaders", "graph"},
    "queries": {"queries", "graph"},
    "app": {"app", "loaders", "queries", "graph"},
}
ROOMY = 600


def _modules() -> list[Path]:
    return sorted(path for room in MAY_IMPORT for path in (ROOT / room).rglob("*.py"))


def _imports(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def _module_name(path: Path) -> str:
    return "claimgraph." + ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def _imported_modules(path: Path, known: set[str]) -> set[str]:
    imported = set()
    for name in _imports(path):
        parts = name.split(".")
        candidates = [".".join(parts[:length]) for length in range(len(parts), 1, -1)]
        imported |= set(next(([c] for c in candidates if c in known), []))
    return imported


@pytest.mark.parametrize("path", _modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_folders_import_one_way(path: Path) -> None:
    room = path.relative_to(ROOT).parts[0]
    used = {name.split(".")[1] for name in _imports(path) if name.startswith("claimgraph.")}
    assert used <= MAY_IMPORT[room]


def test_no_module_imports_itself_over_others_at_run_time() -> None:
    import networkx as nx

    known = {_module_name(path) for path in _modules()}
    graph = nx.DiGraph()
    for path in _modules():
        graph.add_edges_from((_module_name(path), used) for used in _imported_modules(path, known))
    packages = {_module_name(path) for path in _modules() if path.name == "__init__.py"}
    cycles = [cycle for cycle in nx.simple_cycles(graph) if not packages & set(cycle)]
    assert cycles == []


def test_the_model_imports_nothing_of_ours_but_the_errors() -> None:
    ours = {name for name in _imports(ROOT / "graph/model.py") if name.startswith("claimgraph")}
    assert ours == {"claimgraph.graph.errors.EvidenceError"}


@pytest.mark.parametrize("path", _modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_room_that_grew_too_large_is_split(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) < ROOMY


def test_every_package_is_listed_for_the_wheel() -> None:
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg")
    listed = set(config["options"]["packages"].split())
    assert listed == {_module_name(path) for path in _modules() if path.name == "__init__.py"}


def _shipped(package: str, patterns: list[str]) -> set[Path]:
    folder = ROOT.joinpath(*package.split(".")[1:])
    return {path for pattern in patterns for path in folder.glob(pattern) if path.is_file()}


def test_every_data_file_is_in_the_wheel() -> None:
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg")
    patterns = {package: text.split() for package, text in config["options.package_data"].items() if package != "*"}
    shipped = set().union(*(_shipped(package, given) for package, given in patterns.items()))
    tracked = {path for room in MAY_IMPORT for path in (ROOT / room).rglob("*") if path.is_file()}
    data = {path for path in tracked if path.suffix not in (".py", ".pyc", ".typed")}
    assert data - shipped == set()


def test_no_python_file_stands_in_the_root() -> None:
    assert list(ROOT.glob("*.py")) == []


def test_pyright_checks_every_package() -> None:
    """Pyright passes where it finds no file, and it does not follow links."""
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["pyright"]
    assert not {"exclude", "ignore"} & config.keys()
    folders = [ROOT / name for name in config["include"]]
    assert all(folder.resolve() == folder.absolute() for folder in folders)
    checked = {path for folder in folders for path in folder.rglob("*.py")}
    assert checked == set(_modules())
