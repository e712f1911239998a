"""What is the same whatever is taught: batches of like lengths, and epoch after epoch of them."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

import numpy as np
import torch
from torch import Tensor, nn

T = TypeVar("T")

WARM_UP = 0.06


def taught(
    learner: nn.Module,
    groups: list[dict[str, Any]],
    epochs: int,
    shown: Callable[[], Iterable[T]],
    loss: Callable[[T], Tensor],
) -> Iterator[dict[str, float]]:
    """Teach a learner epoch by epoch, with warm-up and linear fall; after each its number, mean loss and seconds.

    Parameters:
        groups: of weights, each with its rate.
        shown: the batches of an epoch, asked anew for each.
    """
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    weights = [weight for group in optimiser.param_groups for weight in group["params"]]
    first = list(shown())
    steps = epochs * len(first)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: slope(step, steps))
    for epoch in range(epochs):
        began, losses = time.time(), []
        learner.train()
        for batch in first if epoch == 0 else shown():
            wrong = loss(batch)
            wrong.backward()
            torch.nn.utils.clip_grad_norm_(weights, 1.0)
            optimiser.step()
            schedule.step()
            optimiser.zero_grad()
            losses.append(wrong.item())
        learner.eval()
        yield {"epoch": epoch + 1, "loss": round(float(np.mean(losses)), 4), "seconds": round(time.time() - began)}


def slope(step: int, steps: int) -> float:
    warm = max(1, int(WARM_UP * steps))
    return step / warm if step < warm else max(0.0, (steps - step) / max(1, steps - warm))


def packed(
    items: Sequence[T], length: Callable[[T], int], room: int, apart: int, chance: random.Random
) -> Iterator[list[T]]:
    """Items of like lengths together, batch after batch in no order.

    Parameters:
        room: the most that a batch takes up, each item as long as its longest.
        apart: how far lengths may differ from those that come next, so that not always the same stand together.
    """
    batches: list[list[T]] = [[]]
    for item in sorted(items, key=lambda item: length(item) + chance.randint(0, apart)):
        if (len(batches[-1]) + 1) * length(item) > room and batches[-1]:
            batches.append([])
        batches[-1].append(item)
    chance.shuffle(batches)
    yield from batches
