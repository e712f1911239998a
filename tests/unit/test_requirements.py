"""The lock files hold what setup.cfg asks for, each with hashes, and the bill of materials lists them."""

from __future__ import annotations

import configparser
import csv
import importlib.metadata
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[2]
REQUIREMENTS = ROOT / "requirements"
_PIN = re.compile(
    r"^([A-Za-z0-9._-]+)(?:\[([^\]]*)\])?==([^ ;\\]+)([^\n]*(?:\n    --hash=sha256:[0-9a-f]{64}[^\n]*)*)", re.MULTILINE
)


def pins(name: str) -> dict[str, list[tuple[Version, int]]]:
    """The versions of each locked package (several where platforms differ) and how many hashes stand with each."""
    found: dict[str, list[tuple[Version, int]]] = {}
    for package, _, version, rest in _PIN.findall((REQUIREMENTS / name).read_text(encoding="utf-8")):
        found.setdefault(canonicalize_name(package), []).append((Version(version), rest.count("--hash=")))
    return found


def asked_for(*extras: str) -> list[Requirement]:
    """What setup.cfg asks for, with that of the extras."""
    setup = configparser.ConfigParser()
    setup.read(ROOT / "setup.cfg", encoding="utf-8")
    blocks = [setup["options"]["install_requires"], *(setup["options.extras_require"][extra] for extra in extras)]
    lines = [line for block in blocks for line in block.splitlines() if line.strip()]
    return [Requirement(line) for line in lines if not line.startswith(("claimgraph[", "#"))]


@pytest.mark.parametrize(("name", "extras"), [("base.txt", ()), ("dev.txt", ("dask", "test", "dev"))])
def test_a_lock_file_holds_what_setup_asks_for(name: str, extras: tuple[str, ...]) -> None:
    locked = pins(name)
    missing = [str(asked) for asked in asked_for(*extras) if not _is_locked(asked, locked)]
    assert not missing, "bash requirements/update renews the lock files"


@pytest.mark.parametrize("name", ["base.txt", "dev.txt"])
def test_every_locked_package_has_a_hash(name: str) -> None:
    assert [package for package, versions in pins(name).items() if not all(hashes for _, hashes in versions)] == []


def _is_locked(asked: Requirement, locked: dict[str, list[tuple[Version, int]]]) -> bool:
    return any(version in asked.specifier for version, _ in locked.get(canonicalize_name(asked.name), []))


def test_an_extra_that_a_package_asks_for_is_locked_with_it() -> None:
    """pip 23.2 takes the newest version of `name[extra]`, which has no hash here, where the pin lacks the extra."""
    text = (REQUIREMENTS / "dev.txt").read_text(encoding="utf-8")
    locked = {canonicalize_name(package): set(extras.split(",")) for package, extras, _, _ in _PIN.findall(text)}
    asked = [
        (canonicalize_name(wanted.name), extra)
        for package in importlib.metadata.distributions()
        if canonicalize_name(package.metadata["Name"]) in locked
        for wanted in map(Requirement, package.requires or ())
        if wanted.marker is None or wanted.marker.evaluate({"extra": ""})
        for extra in wanted.extras
    ]
    assert ("smart-open", "http") in asked
    assert [(name, extra) for name, extra in asked if extra.replace("-", "_") not in locked[name]] == []


@pytest.mark.parametrize("name", ["base.txt", "dev.txt"])
def test_what_is_locked_with_an_extra_is_locked_without_it_too(name: str) -> None:
    """Where others ask for the plain package pip 23.2 takes its newest version, which has no hash here."""
    text = (REQUIREMENTS / name).read_text(encoding="utf-8")
    locked = [
        (package, bool(extras), version, rest.count("--hash=")) for package, extras, version, rest in _PIN.findall(text)
    ]
    with_extras = [(package, version, hashes) for package, has, version, hashes in locked if has]
    assert "lxml" in {package for package, *_ in with_extras}
    assert [one for one in with_extras if (one[0], False, *one[1:]) not in locked] == []


def test_tests_run_with_the_versions_that_users_get() -> None:
    base, dev = pins("base.txt"), pins("dev.txt")
    assert {package: versions for package, versions in base.items() if dev.get(package) != versions} == {}


def test_the_bill_of_materials_lists_every_package_and_every_jar() -> None:
    bill = json.loads((REQUIREMENTS / "sbom.cdx.json").read_text(encoding="utf-8"))
    listed = {(part.get("group", ""), canonicalize_name(part["name"]), part["version"]) for part in bill["components"]}
    packages = {("", name, str(version)) for name, versions in pins("base.txt").items() for version, _ in versions}
    with (ROOT / "graph/server/data/neo4j-jars.tsv").open(encoding="utf-8") as lines:
        rows = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")
        jars = {(row["group"], canonicalize_name(row["artifact"]), row["version"]) for row in rows}
    assert packages | jars <= listed


def audit(report: Path, text: str, status: int) -> tuple[str, int]:
    report.write_text(text, encoding="utf-8")
    command = [sys.executable, REQUIREMENTS / "audited.py", report, str(status)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout, done.returncode


def test_an_audit_fails_for_a_known_hole_and_names_it(tmp_path: Path) -> None:
    hole = {"id": "PYSEC-1", "fix_versions": ["2"]}
    text = json.dumps({"dependencies": [{"name": "a", "version": "1", "vulns": [hole]}]})
    assert audit(tmp_path / "report.json", text, 1) == ("audit: known vulnerabilities: a 1: PYSEC-1\n", 1)


def test_an_audit_without_data_says_that_nothing_is_known(tmp_path: Path) -> None:
    text = json.dumps({"dependencies": [{"name": "a", "skip_reason": "not found"}]})
    said, status = audit(tmp_path / "report.json", text, 0)
    assert "nothing is known" in said
    assert status == 0


def test_an_audit_counts_what_could_not_be_looked_up(tmp_path: Path) -> None:
    packages = [{"name": "a", "version": "1", "vulns": []}, {"name": "b", "skip_reason": "not found"}]
    said, status = audit(tmp_path / "report.json", json.dumps({"dependencies": packages}), 0)
    assert said == "audit: 1 locked packages have no known vulnerability, 1 could not be looked up\n"
    assert status == 0
