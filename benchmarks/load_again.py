"""How long `claimgraph load` takes over unchanged articles: read anew (`--reread`) and passed over, side by side.

    python benchmarks/load_again.py seeds [more files and folders…]

It uses a local store of its own (`--store load-again`), which is made anew at the start and dropped at the end, so that
the first load is one. What it prints holds for the machine and what else runs on it: quote no figure of a busy one.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

STORE = ("--store", "load-again")
SOME_FAILED = 2


def run(*arguments: str, may_fail: bool = False) -> None:
    """Run one command; articles that cannot be read are told, and no reason to stop.

    Parameters:
        may_fail: whether to go on, and tell nothing, where the command fails.
    """
    command = [sys.executable, "-m", "claimgraph.app", *arguments, *STORE]
    ended = subprocess.run(command, check=False, capture_output=True, text=True)
    if ended.returncode and not may_fail:
        print(ended.stderr, end="", file=sys.stderr)
        if ended.returncode != SOME_FAILED or not ended.stdout:
            raise SystemExit(f"claimgraph {' '.join(arguments)} ended with exit status {ended.returncode}")


def seconds(*arguments: str) -> float:
    """How long one load takes by the clock."""
    begin = time.perf_counter()
    run("load", "--json", *arguments)
    return time.perf_counter() - begin


def main(paths: list[str]) -> None:
    """Load once, then again both ways, and print the times."""
    if missing := [path for path in paths if "://" not in path and not Path(path).exists()]:
        raise SystemExit(f"there is no {' and no '.join(missing)}; give files or folders with articles")
    run("db", "drop", "--yes", may_fail=True)  # of a run that was interrupted
    try:
        print(f"first load         {seconds(*paths):8.1f} s")
        print(f"again, read anew   {seconds('--reread', *paths):8.1f} s")
        print(f"again, passed over {seconds(*paths):8.1f} s")
    finally:
        run("db", "drop", "--yes", may_fail=True)


if __name__ == "__main__":
    main(sys.argv[1:] or ["seeds"])
