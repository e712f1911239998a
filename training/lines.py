"""Teaches small nets to draw a line between pieces that matter and pieces that do not, by what some layers made of
them: the sieve of a network, the glance of a scout."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

EPOCHS, RATE, BATCH = 4, 2e-3, 1024


def teach_line(line: nn.Sequential, states: Tensor, wanted: Tensor) -> None:
    """Teach a net of two linear layers which of the states (pieces, width) are wanted (pieces, of truth)."""
    first, _, _ = line
    mean, spread = states.mean(0), states.std(0) + 1e-5
    optimiser = torch.optim.AdamW(line.parameters(), weight_decay=0.02)
    steps, step = EPOCHS * (len(states) // BATCH + 1), 0
    for _ in range(EPOCHS):
        for some in torch.randperm(len(states)).split(BATCH):
            for group in optimiser.param_groups:
                group["lr"] = RATE * (1 - step / steps)
            found = line((states[some] - mean) / spread)[:, 0]
            functional.binary_cross_entropy_with_logits(found, wanted[some].float()).backward()
            optimiser.step()
            optimiser.zero_grad()
            step += 1
    with torch.no_grad():  # from now on it takes the states as they are
        first.bias -= first.weight @ (mean / spread)
        first.weight /= spread


def move_line(line: nn.Sequential, states: Tensor, share: float) -> None:
    """Move the line to where this share of some states is on its better side, at nought or above."""
    with torch.no_grad():
        found = line(states)[:, 0].sort().values
        line[-1].bias -= found[min(len(found) - 1, round((1 - share) * len(found)))]
