"""Reads what pip-audit reported, says it in one line, exits with 1 where a locked package has a known vulnerability.

`python requirements/audited.py REPORT STATUS`: the report in pip-audit's JSON format and the status it exited with.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path


def verdict(report: str, status: int) -> tuple[str, int]:
    """The line to print and the exit status.

    >>> verdict("", 124)
    ('audit: no vulnerability data can be reached from here; nothing is known about the locked packages', 0)
    """
    packages = json.loads(report)["dependencies"] if report.strip() else []
    audited = [package for package in packages if "skip_reason" not in package]
    holes = [f"{each['name']} {each['version']}: {hole['id']}" for each in audited for hole in each["vulns"]]
    if holes:
        return "audit: known vulnerabilities: " + "; ".join(holes), 1
    if not audited:
        return "audit: no vulnerability data can be reached from here; nothing is known about the locked packages", 0
    left = f", {len(packages) - len(audited)} could not be looked up" if len(audited) < len(packages) else ""
    return f"audit: {len(audited)} locked packages have no known vulnerability{left}", min(status, 1)


if __name__ == "__main__":
    line, code = verdict(Path(sys.argv[1]).read_text(encoding="utf-8"), int(sys.argv[2]))
    print(line)
    sys.exit(code)
