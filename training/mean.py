"""mean.py: the mean of taught networks, weight by weight, which is often surer than each of them.

    python training/mean.py OUTPUT.pt network.pt network.pt...

All must have come from one another or from one ancestor by teaching, else the mean means nothing.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch


def main() -> None:
    parser = argparse.ArgumentParser(description="Write the mean of taught networks.")
    parser.add_argument("output", type=Path)
    parser.add_argument("networks", type=Path, nargs="+")
    options = parser.parse_args()
    states = [torch.load(path) for path in options.networks]
    mean = {
        name: torch.stack([state[name].float() for state in states]).mean(0) if first.is_floating_point() else first
        for name, first in states[0].items()
    }
    torch.save(mean, options.output)


if __name__ == "__main__":
    main()
