"""How long `claimgraph load` takes over unchanged articles: read anew (`--reread`) and passed over, side by side.

    python benchmarks/load_again.py seeds [more paths…]

It uses a store of its own (`--store load-again`) and leaves it there.
"""

from __future__ import annotations

import subprocess
import sys
import time

STORE = ("--store", "load-again")


def seconds(*arguments: str) -> float:
    """How long one command takes by the clock."""
    begin = time.perf_counter()
    subprocess.run([sys.executable, "-m", "claimgraph.app", *arguments, *STORE], check=True, capture_output=True)
    return time.perf_counter() - begin


def main(paths: list[str]) -> None:
    """Load once, then again both ways, and print the times."""
    print(f"first load        {seconds('load', *paths):8.1f} s")
    print(f"again, read anew  {seconds('load', '--reread', *paths):8.1f} s")
    print(f"again, passed over{seconds('load', *paths):8.1f} s")


if __name__ == "__main__":
    main(sys.argv[1:] or ["seeds"])
