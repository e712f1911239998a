"""Writes requirements/sbom.cdx.json: everything that an installation holds, as a CycloneDX 1.6 bill of materials.

The Python packages come from base.txt (by cyclonedx-py), the jars of Neo4j and the scripts of the page from the files
that name them. The program to call is the first argument: `python3 requirements/sbom.py PATH/TO/cyclonedx-py`.
"""

from __future__ import annotations

import csv
import hashlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
JARS = ROOT / "graph" / "server" / "data" / "neo4j-jars.tsv"
VIS_NETWORK = ROOT / "graph" / "render" / "page" / "vendor" / "vis-network.min.js"
VIS_NETWORK_VERSION = "10.1.5"


def python_packages(program: str) -> dict[str, Any]:
    """The bill of base.txt as cyclonedx-py writes it, the same at each run: no date and no serial number.

    What repeats the lock file (its lines, the hashes of every wheel) is left out.
    """
    command = [program, "requirements", "--output-reproducible", "--sv", "1.6", "--of", "JSON"]
    done = subprocess.run([*command, ROOT / "requirements" / "base.txt"], check=True, capture_output=True, text=True)
    bill: dict[str, Any] = json.loads(done.stdout)
    for component in bill["components"]:
        component["bom-ref"] = component["purl"]
        component.pop("description", None)
        component.pop("externalReferences", None)
    # What is locked with an extra stands there without it, too.
    bill["components"] = list({component["purl"]: component for component in bill["components"]}.values())
    bill.pop("dependencies", None)
    bill["metadata"].pop("tools", None)
    return bill


def jars() -> list[dict[str, Any]]:
    """A component for each locked jar."""
    with JARS.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"))
    return [_jar(row) for row in rows]


def _jar(row: dict[str, str]) -> dict[str, Any]:
    classifier = f"?classifier={row['classifier']}" if row["classifier"] else ""
    url = f"pkg:maven/{row['group']}/{row['artifact']}@{row['version']}{classifier}"
    return {
        "bom-ref": url,
        "group": row["group"],
        "hashes": [{"alg": "SHA-256", "content": row["sha256"]}],
        "name": row["artifact"],
        "purl": url,
        "type": "library",
        "version": row["version"],
    }


def vis_network() -> dict[str, Any]:
    """The one script of another project that stands in the page."""
    url = f"pkg:npm/vis-network@{VIS_NETWORK_VERSION}"
    return {
        "bom-ref": url,
        "hashes": [{"alg": "SHA-256", "content": hashlib.sha256(VIS_NETWORK.read_bytes()).hexdigest()}],
        "name": "vis-network",
        "purl": url,
        "type": "library",
        "version": VIS_NETWORK_VERSION,
    }


def main() -> None:
    bill = python_packages(sys.argv[1])
    bill["components"] = [*bill["components"], *jars(), vis_network()]
    text = json.dumps(bill, indent=1, ensure_ascii=False) + "\n"
    (ROOT / "requirements" / "sbom.cdx.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
