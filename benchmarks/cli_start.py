"""How long `claimgraph --help` takes, against `python -c "import click"`: both in turn, ratio of each pair.

python benchmarks/cli_start.py [ROUNDS]
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path


def seconds(command: list[str]) -> float:
    """Wall seconds of one run of a command."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> None:
    """Print both medians and the median, least and largest ratio."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    beside = Path(sys.executable).with_name("claimgraph")
    program = str(beside) if beside.exists() else shutil.which("claimgraph") or "claimgraph"
    ours, theirs = [program, "--help"], [sys.executable, "-c", "import click"]
    seconds(ours), seconds(theirs)
    pairs = [(seconds(ours), seconds(theirs)) for _ in range(rounds)]
    ratios = [our / their for our, their in pairs]
    print(f"claimgraph --help      median {statistics.median(our for our, _ in pairs) * 1000:6.0f} ms")
    print(f"python -c import click median {statistics.median(their for _, their in pairs) * 1000:6.0f} ms")
    print(f"ratio                  median {statistics.median(ratios):6.2f}  ({min(ratios):.2f}–{max(ratios):.2f})")


if __name__ == "__main__":
    main()
