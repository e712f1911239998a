"""train.py: teaches the role network.

    python training/train.py ENCODER_FOLDER OUTPUT_FOLDER TEXT_FILE... [--epochs N] [--rate R] [--hold-out K]
        [--start NETWORK --seen TEXT_FILE... --rehearsed SHARE]

ENCODER_FOLDER holds a BERT-like encoder (config.json, model.safetensors, tokenizer.json). Every K-th item is held out
and scored by tags after each epoch. OUTPUT_FOLDER gets network.pt after each epoch and log.jsonl.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from epochs import packed, taught
from examples import IGNORED, Example, ExampleMaker
from marks import TRIGGER, Atlas, Item, Markup, read
from network import RoleNetwork
from torch import Tensor
from torch.nn import functional

from claimgraph.loaders.extract.labeller import labels
from claimgraph.loaders.extract.labeller.pieces import SHAPES, ends_of, tokenizer_in
from claimgraph.loaders.extract.lexicon import Lexicon
from claimgraph.loaders.gazetteer import Gazetteer

PIECES_A_BATCH = 2400
MOVED, JOINED = 0.5, 0.4
SHORT = 700


def main() -> None:
    options = _options()
    random.seed(options.seed)
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    tokenizer = tokenizer_in(options.encoder)
    ends = ends_of(tokenizer)
    markups = read(options.texts)
    held_out = markups[:: options.hold_out] if options.hold_out else []
    kept = [m for i, m in enumerate(markups) if not options.hold_out or i % options.hold_out]
    seen = read(options.seen)
    maker = ExampleMaker(tokenizer, Lexicon.load().abbreviations, lures(kept + seen))
    atlas = Atlas(Gazetteer.load())
    chance = random.Random(options.seed)
    tests = [e for markup in held_out for e in maker.examples(markup.item(), random.Random(0))]
    network = RoleNetwork(options.encoder, options.layers)
    if options.start:
        network.load_state_dict(torch.load(options.start))
    if options.frozen:
        for layer in network.encoder.encoder.layer[: options.frozen]:
            layer.requires_grad_(False)
    network.encoder.get_input_embeddings().weight.requires_grad_(False)

    def shown() -> list[Markup]:
        return kept + chance.sample(seen, round(options.rehearsed * len(seen)))

    def loss(batch: list[Example]) -> Tensor:
        return _loss(network, batch, ends)

    options.output.mkdir(parents=True, exist_ok=True)
    groups = _groups(network, options.rate)
    for told in taught(network, groups, options.epochs, lambda: _epoch(shown(), maker, atlas, chance), loss):
        record = told | (score(network, tests, ends) if tests else {})
        print(json.dumps(record), flush=True)
        with (options.output / "log.jsonl").open("a") as log:
            log.write(json.dumps(record) + "\n")
        torch.save(network.state_dict(), options.output / "network.pt")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Teach the role network.")
    parser.add_argument("encoder", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("texts", type=Path, nargs="+")
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--hold-out", type=int, default=0)
    parser.add_argument("--frozen", type=int, default=0, help="how many lower layers stay as they are")
    parser.add_argument("--layers", type=int, default=0, help="how many layers of the encoder to keep")
    parser.add_argument("--start", type=Path, help="a network.pt to go on from")
    parser.add_argument("--seen", type=Path, nargs="*", default=[], help="texts that --start has learned from")
    parser.add_argument("--rehearsed", type=float, default=0.5, help="the share of --seen shown again in each epoch")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args()


def lures(markups: Sequence[Markup]) -> frozenset[str]:
    """Single words that are triggers at least three times."""
    words: Counter[str] = Counter()
    for markup in markups:
        item = markup.item()
        words.update(item.text[m.start : m.end].lower() for m in item.marks if m.role == TRIGGER)
    return frozenset(word for word, count in words.items() if count >= 3 and " " not in word)


def _epoch(
    markups: Sequence[Markup], maker: ExampleMaker, atlas: Atlas, chance: random.Random
) -> Iterator[list[Example]]:
    """All examples once, moved about and joined anew, in batches of like lengths."""
    items = shown_items(markups, atlas, chance)
    yield from in_batches([example for item in items for example in maker.examples(item, chance)], chance)


def shown_items(markups: Sequence[Markup], atlas: Atlas, chance: random.Random) -> Iterator[Item]:
    """All items once, in another order, moved about and joined anew."""
    texts = [
        (atlas.moved(markup, chance) if chance.random() < MOVED else markup).item()
        for markup in chance.sample(markups, len(markups))
    ]
    return _joined(texts, chance)


def in_batches(examples: Sequence[Example], chance: random.Random) -> Iterator[list[Example]]:
    """Examples of like lengths together, batch after batch in no order."""
    return packed(examples, lambda example: len(example.ids) + 2, PIECES_A_BATCH, 12, chance)


def _joined(texts: Sequence[Item], chance: random.Random) -> Iterator[Item]:
    """Short items stand alone or beside unrelated ones: neighbours of a sentence need not belong to it."""
    waiting: Item | None = None
    for item in texts:
        if waiting is None:
            if len(item.text) < SHORT and chance.random() < JOINED:
                waiting = item
            else:
                yield item
        else:
            yield waiting + item
            waiting = None
    if waiting is not None:
        yield waiting


def _groups(network: RoleNetwork, rate: float) -> list[dict[str, Any]]:
    encoder = [p for p in network.encoder.parameters() if p.requires_grad]
    own = {id(p) for p in network.encoder.parameters()}
    heads = [p for p in network.parameters() if id(p) not in own]
    return [{"params": encoder, "lr": rate}, {"params": heads, "lr": 10 * rate}]


def batched(batch: Sequence[Example], ends: tuple[int, int]) -> dict[str, Tensor]:
    length = max(len(example.ids) for example in batch) + 2
    shape = (len(batch), length)
    made = {name: np.zeros(shape, dtype=np.int64) for name in ("ids", "kinds", "mask")}
    made |= {name: np.full(shape, IGNORED) for name in ("triggers", "roles", "antecedents")}
    for row, example in enumerate(batch):
        end = len(example.ids) + 1
        made["ids"][row, 0], made["ids"][row, end] = ends
        made["ids"][row, 1:end] = example.ids
        made["kinds"][row, 1:end] = example.shapes + SHAPES * example.marked
        made["mask"][row, : end + 1] = 1
        for name in ("triggers", "roles", "antecedents"):
            made[name][row, 1:end] = getattr(example, name)
    return {name: torch.from_numpy(array) for name, array in made.items()}


def _outputs(network: RoleNetwork, given: dict[str, Tensor]) -> tuple[Tensor, ...]:
    with torch.autocast("cpu", dtype=torch.bfloat16):
        outputs = network(given["ids"], given["kinds"], given["mask"])
    return tuple(output.float() for output in outputs)


def _loss(network: RoleNetwork, batch: Sequence[Example], ends: tuple[int, int]) -> Tensor:
    given = batched(batch, ends)
    triggers, roles, antecedents, polarity, flags = _outputs(network, given)
    total = torch.zeros(())
    for weight, output, name in ((1.0, triggers, "triggers"), (1.0, roles, "roles"), (0.5, antecedents, "antecedents")):
        if (given[name] != IGNORED).any():
            total = total + weight * functional.cross_entropy(
                output.transpose(1, 2), given[name], weight=_weights(name, output), ignore_index=IGNORED
            )
    told = [row for row, example in enumerate(batch) if example.flags]
    if told:
        wanted = torch.tensor([batch[row].flags for row in told], dtype=torch.float32)
        total = total + 0.2 * functional.binary_cross_entropy_with_logits(flags[told], wanted)
    stances = torch.tensor([example.polarity for example in batch])
    if (stances != IGNORED).any():
        total = total + 0.1 * functional.cross_entropy(polarity, stances, ignore_index=IGNORED)
    return total


def _weights(name: str, output: Tensor) -> Tensor | None:
    """Antecedents are rare: their tags weigh more, lest none be learned."""
    if name != "antecedents":
        return None
    weights = torch.full((output.shape[-1],), 5.0)
    weights[0] = 1.0
    return weights


def score(network: RoleNetwork, tests: Sequence[Example], ends: tuple[int, int]) -> dict[str, float]:
    """F1 of the tags of each layer by word, and how often polarity and the first flag are right."""
    network.eval()
    hits: Counter[str] = Counter()
    ordered = sorted(tests, key=lambda example: len(example.ids))
    with torch.no_grad():
        for first in range(0, len(ordered), 16):
            batch = ordered[first : first + 16]
            given = batched(batch, ends)
            outputs = _outputs(network, given)
            for name, output in zip(("triggers", "roles", "antecedents"), outputs[:3], strict=True):
                wanted, found = given[name], output.argmax(-1)
                seen = wanted != IGNORED
                kinds = ("triggers",) if name == "triggers" else labels.ROLES if name == "roles" else labels.ANTECEDENTS
                for k, kind in enumerate(kinds):
                    same = lambda tags, k=k: (tags - 1).div(2, rounding_mode="floor") == k  # noqa: E731
                    w, f = same(wanted) & seen & (wanted > 0), same(found) & seen & (found > 0)
                    key = kind if name != "antecedents" else f"^{kind}"
                    hits[f"{key}:w"] += int(w.sum())
                    hits[f"{key}:f"] += int(f.sum())
                    hits[f"{key}:h"] += int((w & f).sum())
            for row, example in enumerate(batch):
                if example.flags:
                    hits["flag:n"] += 1
                    hits["flag:h"] += int((outputs[4][row, 0] > 0) == bool(example.flags[0]))
                if example.polarity != IGNORED:
                    hits["stance:n"] += 1
                    hits["stance:h"] += int(outputs[3][row].argmax() == example.polarity)
    keys = {key.split(":")[0] for key in hits if key.endswith(":w")}
    scores = {key: round(2 * hits[f"{key}:h"] / max(1, hits[f"{key}:w"] + hits[f"{key}:f"]), 3) for key in sorted(keys)}
    scores["is a claim"] = round(hits["flag:h"] / max(1, hits["flag:n"]), 3)
    scores["polarity"] = round(hits["stance:h"] / max(1, hits["stance:n"]), 3)
    return scores


if __name__ == "__main__":
    main()
